internal import Model

/// The columns of a stored record, in the order in which the hot statements bind and read them. `conflict` has them too.
enum CallColumns {
    /// The identity (DOMAIN section 2). Texts are bytes, so that keys differ by case, accent, trailing blank and NUL.
    static let key = ["stamp", "switch", "called", "calling", "leg"]

    private static let texts: Set<String> = ["called", "calling", "leg", "link", "given", "given_currency"]

    /// What intake wrote in the first shape of a book.
    private static let original =
        key + [
            "start", "day", "hour", "flags", "duration", "ring", "span", "talk", "pulses",
            "party", "trunk", "account", "extension", "address", "destination", "type", "source",
            "raw_offset", "raw_count", "link", "given", "given_currency",
        ] + charge("price") + charge("cost")

    /// What intake writes: also the site document by whose rules the call was charged last, and the issued bill that it stands on (0:
    /// none).
    static let written = original + added
    static let added = ["site", "bill"]

    /// What settlement writes (DOMAIN sections 6 and 7); NULL until then, and again when the call changes.
    static let settled = ["price", "cost"].flatMap { ["\($0)_discount", "\($0)_final", "\($0)_final_currency"] }
    /// The rest of what settlement writes: `SettledFigures` as bytes.
    static let figures = ["price_figures", "cost_figures"]

    private static func charge(_ scheme: String) -> [String] {
        ["state", "reason", "amount", "currency", "version", "row"].map { "\(scheme)_\($0)" }
    }

    /// A charge's own columns are NULL where there is none.
    private static let optional = Set(
        ["price", "cost"].flatMap { scheme in ["amount", "currency", "version", "row"].map { "\(scheme)_\($0)" } } + settled)

    static var list: String { written.joined(separator: ", ") }

    static func declaration(_ column: String) -> String {
        let type = texts.contains(column) ? "BLOB" : "INTEGER"
        return "\(column) \(type)" + (optional.contains(column) ? "" : " NOT NULL")
    }

    /// Of the first shape of a book; later migrations add to it.
    static var declarations: String { (original + settled).map(declaration).joined(separator: ",\n  ") }

    /// Where each column is in `written`, counted from 0.
    static let index = Dictionary(uniqueKeysWithValues: written.enumerated().map { ($1, Int32($0)) })
}

/// The bits of `call.flags`.
enum CallFlags {
    static let direction: Int64 = 0b111
    static let answerShift: Int64 = 3
    static let answer: Int64 = 0b11
    static let answered: Int64 = 1 << 5
    static let ambiguousTime: Int64 = 1 << 6
    static let followsLegs: Int64 = 1 << 7
    static let lastLeg: Int64 = 1 << 8
    /// The direction as decoded.
    static let saidShift: Int64 = 9
    /// `CorrectionMarks`.
    static let correctedShift: Int64 = 12
    static let corrected: Int64 = 0b1111
    /// The code dialled marks the call as private.
    static let codedPrivate: Int64 = 1 << 16
    /// Private by its code or by a person's word.
    static let isPrivate = codedPrivate | Int64(CorrectionMarks.isPrivate.rawValue) << correctedShift
}
