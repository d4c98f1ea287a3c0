public import Model
internal import Synchronization

/// The small sets of a book: switches, parties, trunks, … by number, in memory. Safe from any thread.
/// A new name gets its number at once and is written by the next transaction that commits; if that one fails, the next.
/// So no stored call ever names a number that the file does not know, and no number is given twice.
public final class Names: Sendable {
    private let sets: [NameSet]

    init() { sets = NameKind.allCases.map { _ in NameSet() } }

    private func set(_ kind: NameKind) -> NameSet { sets[kind.ordinal] }

    /// The number of a name as bytes; a new name gets one. Empty is `none`.
    public func number(_ kind: NameKind, _ bytes: UnsafeBufferPointer<UInt8>) -> NameNumber {
        guard !bytes.isEmpty else { return .none }
        return NameNumber(number: set(kind).table.withLock { $0.number(bytes) })
    }

    /// The number of a piece of a batch's text; a new name gets one. Missing is `none`.
    public func number(_ kind: NameKind, _ text: TextRef, in bytes: [UInt8]) -> NameNumber {
        guard !text.isMissing else { return .none }
        return bytes.withUnsafeBufferPointer { number(kind, UnsafeBufferPointer(rebasing: $0[text.range])) }
    }

    public func number(_ kind: NameKind, _ text: String) -> NameNumber {
        var text = text
        return text.withUTF8 { number(kind, $0) }
    }

    /// The number of a name that is there already.
    public func find(_ kind: NameKind, _ text: String) -> NameNumber? {
        var text = text
        guard !text.isEmpty else { return NameNumber.none }
        let number = text.withUTF8 { utf8 in set(kind).table.withLock { $0.find(utf8) } }
        return number == 0 ? nil : NameNumber(number: number)
    }

    /// The name of a number; `nil` for a number that is not there. Missing is the empty name.
    public func bytes(_ kind: NameKind, _ number: NameNumber) -> [UInt8]? {
        guard number != .none else { return [] }
        return set(kind).table.withLock { table in table.bytes(number.number).map { Array($0) } }
    }

    /// For people; broken UTF-8 is shown with replacement marks.
    public func text(_ kind: NameKind, _ number: NameNumber) -> String {
        guard number != .none else { return "" }
        return set(kind).table.withLock { $0.text(number.number) ?? "?" }
    }

    /// Whether no name of a kind has other signs than those of ASCII.
    func isASCII(_ kind: NameKind) -> Bool { set(kind).table.withLock(\.isASCII) }

    /// All names of a kind, in the order in which they came.
    public func all(_ kind: NameKind) -> [String] {
        set(kind).table.withLock { table in
            (1..<max(table.count + 1, 1)).compactMap { table.text($0) }
        }
    }

    /// A copy that may be given names which the book shall never have.
    public func scratch() -> Names {
        let copy = Names()
        for kind in NameKind.allCases {
            let table = set(kind).table.withLock { $0 }
            copy.set(kind).table.withLock { $0 = table }
        }
        return copy
    }

    // MARK: What the book reads and writes

    /// Names that the file does not know yet.
    func unsaved() -> [UnsavedName] {
        NameKind.allCases.flatMap { kind in
            set(kind).table.withLock { table -> [UnsavedName] in
                guard table.saved < table.count else { return [] }
                return (table.saved + 1...table.count).compactMap { number in
                    table.bytes(number).map { UnsavedName(kind: kind, number: number, bytes: Array($0)) }
                }
            }
        }
    }

    /// The names up to these numbers have been committed.
    func markSaved(_ names: [UnsavedName]) {
        for name in names { set(name.kind).table.withLock { $0.saved = max($0.saved, name.number) } }
    }

    /// A name as the file has it; `false` where the numbers in the file have a hole.
    func load(_ kind: NameKind, _ number: Int32, _ bytes: [UInt8]) -> Bool {
        set(kind).table.withLock { table in
            if number <= table.count { return table.bytes(number).map { Array($0) } == bytes }
            let given = bytes.withUnsafeBufferPointer { table.number($0) }
            table.saved = given
            return given == number
        }
    }
}

/// A name that the file does not know yet.
struct UnsavedName: Sendable {
    let kind: NameKind
    let number: Int32
    let bytes: [UInt8]
}

private final class NameSet: Sendable {
    let table = Mutex(NameTable())
}

extension NameKind {
    var ordinal: Int {
        switch self {
        case .switch: 0
        case .source: 1
        case .party: 2
        case .trunk: 3
        case .account: 4
        case .extension: 5
        case .address: 6
        case .destination: 7
        case .callType: 8
        case .currency: 9
        }
    }
}
