import Intake
public import Model
import Money
import Rating
import Site
import Store
import Time

extension OpenBook {
    /// Decides something about a call with all its legs: nobody pays for it, it is private, it bears another account code, or it goes to
    /// another party. What that makes of its charge is reckoned by the site as it is now.
    /// - Parameters:
    ///   - value: the account code or the party's id, else empty.
    ///   - reason: stands in the journal; without one nothing is corrected.
    @discardableResult
    public func correct(
        _ id: String, _ kind: CorrectionKind, _ value: String = "", reason: String, caller: Caller
    ) throws -> Correction {
        try require(.decide, caller)
        let reason = try Self.checked(reason)
        let value = value.trimmingBlanks
        try check(kind, value)
        let row = try store.call(id: id)
        let word = value.isEmpty ? reason : value + ": " + reason
        return try correct(
            CorrectionOrder(.make(kind, call: id, value: value), reason: reason),
            note(caller, "call." + kind.rawValue, subject(row), after: word))
    }

    /// Takes a correction back: the call is as it was. Where rules changed it in between, it is as they make it without the correction.
    @discardableResult
    public func undoCorrection(_ number: Int64, reason: String, caller: Caller) throws -> Correction {
        try require(.decide, caller)
        let reason = try Self.checked(reason)
        let found = try store.correction(number)
        // A call that was taken back meanwhile has nothing left but its id.
        let call = (try? store.call(id: found.call)).map { self.subject($0) } ?? found.call
        return try correct(
            CorrectionOrder(.undo(number), reason: reason),
            note(caller, "call.undo", call, after: found.kind.rawValue + ": " + reason))
    }

    /// What was decided about a call, the newest first; what was undone too.
    public func corrections(of id: String, caller: Caller) throws -> [CorrectionView] {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        return try store.corrections(of: store.call(id: id)).map { CorrectionView($0, zone) }
    }

    private func correct(_ order: CorrectionOrder, _ note: JournalNote) throws -> Correction {
        let state = try site()
        let rerater = CallRerater(rater: state.rater, names: store.names)
        return try store.correct(order, journal: note, step: StepNote(site: state.number)) { rerater.rerate(&$0, $1) }
    }

    private static func checked(_ text: String) throws -> String {
        let reason = text.trimmingBlanks
        guard !reason.isEmpty, reason.utf8.count <= 500 else {
            throw ServiceError.refused("a correction needs a reason, of at most 500 bytes. Say why.")
        }
        return reason
    }

    private func check(_ kind: CorrectionKind, _ value: String) throws {
        switch kind {
        case .writeOff, .private: break
        case .account:
            let isPlain = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard !value.isEmpty, value.utf8.count <= 64, isPlain else {
                throw ServiceError.refused("an account code has 1 to 64 bytes and no control characters. Write the code.")
            }
        case .party:
            guard try site().site.parties.contains(where: { $0.id.text == value }) else {
                throw ServiceError.unknown(what: "party", name: value)
            }
        }
    }

    private func subject(_ row: CallRow) -> String {
        "\(row.stamp) \(row.calling.isEmpty ? row.extension : row.calling) → \(row.called)"
    }
}
