public import Model

/// What is to be decided about a call, or taken back.
public struct CorrectionOrder: Hashable, Sendable {
    public enum Act: Hashable, Sendable {
        /// `value` is the account code or the party's id, else empty.
        case make(CorrectionKind, call: String, value: String)
        case undo(Int64)
    }

    public var act: Act
    public var reason: String

    public init(_ act: Act, reason: String) { (self.act, self.reason) = (act, reason) }

    /// As a step keeps it: the same in every book that is made of the same calls.
    var bytes: [UInt8] {
        var writer = ByteWriter()
        switch act {
        case .make(let kind, let call, let value): for text in [kind.rawValue, call, value] { writer.put(Array(text.utf8)) }
        case .undo(let number): for text in ["undo", String(number), ""] { writer.put(Array(text.utf8)) }
        }
        writer.put(Array(reason.utf8))
        return writer.bytes
    }

    /// `nil` for what no step keeps.
    public init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        let texts = (0..<4).compactMap { _ in reader.text().map { String(decoding: $0, as: UTF8.self) } }
        guard texts.count == 4, reader.isAtEnd else { return nil }
        if let kind = CorrectionKind(rawValue: texts[0]) {
            act = .make(kind, call: texts[1], value: texts[2])
        } else if texts[0] == "undo", let number = Int64(texts[1]) {
            act = .undo(number)
        } else {
            return nil
        }
        reason = texts[3]
    }
}

/// Why a call cannot be corrected.
public enum CorrectionRefusal: Hashable, Sendable, CustomStringConvertible {
    case notCharged
    case nothingToPay
    case alreadySo
    /// The code that was dialled marks it as private.
    case privateByCode
    case alreadyUndone(Int64)
    /// Another correction of the call came later.
    case laterFirst(Int64)
    case onBill(Int64)

    public var description: String {
        switch self {
        case .notCharged: "the call is quarantined and not charged at all: mend what is wrong with it first"
        case .nothingToPay: "nobody pays for this call: there is nothing to write off"
        case .alreadySo: "the call is so already: nothing was changed"
        case .privateByCode: "the call is private already: the code that was dialled says so, and nothing was changed"
        case .alreadyUndone(let number): "correction \(number) has been undone already"
        case .laterFirst(let number): "correction \(number) of the same call came later: undo that one first"
        case .onBill(let bill): "the call is on the issued bill \(bill), which never changes: credit the bill first"
        }
    }
}
