internal import Model
public import Money

/// By which final charges calls are put into order.
public struct FinalOrder: Sendable {
    /// Of the lines of bills.
    let precision: LinePrecision
    /// Parties whose kept settlement holds; of all others charges are rounded.
    let kept: Set<String>

    public init(_ precision: LinePrecision, kept: Set<String> = []) { (self.precision, self.kept) = (precision, kept) }
}

/// Reads what a record is sorted by, and keeps the first so many places of those that it is shown: most come behind them and are not even
/// copied.
struct FirstPlaces: Sendable {
    private let order: CallOrder
    private let descending: Bool
    private let count: Int
    private let finals: (precision: LinePrecision, kept: Set<Int32>)?
    private var best: [SortedPlace] = []
    /// The last that can still be among the first, where there are as many.
    private var last: SortValue?

    /// - Parameter finals: is needed by the order of final charges.
    init(_ order: CallOrder, descending: Bool, count: Int, _ finals: FinalOrder?, _ names: Names) {
        (self.order, self.descending, self.count) = (order, descending, count)
        self.finals = finals.map { ($0.precision, Set($0.kept.compactMap { names.find(.party, $0)?.number })) }
    }

    // MARK: Columns

    private static let day: Int32 = 0
    private static let party: Int32 = 1
    private static let position: Int32 = 2
    private static let value = position + Int32(CallPosition.count)

    var columns: String { "day, party, \(CallPosition.columns), " + order.columns.joined(separator: ", ") }

    /// The record under a cursor of `columns`.
    mutating func add(_ row: SQLStatement, _ walk: CallWalk) throws(StoreError) {
        guard walk.isMember(day: row.small(FirstPlaces.day), party: row.small(FirstPlaces.party)) else { return }
        if let last, order.isText, isBehind(row.raw(FirstPlaces.value), last.text) { return }
        let value = try value(row)
        if let last, comes(last, before: value) { return }
        best.append(SortedPlace(value: value, position: CallPosition(row, from: FirstPlaces.position)))
        guard best.count >= 4 * (count + 250) else { return }
        trim()
        last = best.last?.value
    }

    mutating func add(_ other: FirstPlaces) {
        best += other.best
        trim()
    }

    /// Leaves none but the first.
    mutating func trim() { best = first }

    /// The first of all, in order.
    var places: [CallPosition] { first.map(\.position) }

    /// Equal ones stand in the order of time in either direction.
    private var first: [SortedPlace] {
        Array(best.sorted { $0.value == $1.value ? $0.position < $1.position : comes($0.value, before: $1.value) }.prefix(count))
    }

    private func comes(_ left: SortValue, before right: SortValue) -> Bool { descending ? right < left : left < right }

    /// The same of a text that is not copied.
    private func isBehind(_ text: UnsafeRawBufferPointer, _ last: [UInt8]) -> Bool {
        last.withUnsafeBytes { descending ? text.lexicographicallyPrecedes($0) : $0.lexicographicallyPrecedes(text) }
    }

    private func value(_ row: SQLStatement) throws(StoreError) -> SortValue {
        if order.isText { return SortValue(text: row.bytes(FirstPlaces.value)) }
        return SortValue(number: order == .final ? try final(row) : row.integer(FirstPlaces.value))
    }

    /// As a line of a report has it: none is zero, and amounts of whatever currency are compared.
    private func final(_ row: SQLStatement) throws(StoreError) -> Int64 {
        let (charge, currency, figures, settled) = (
            FirstPlaces.value, FirstPlaces.value + 1, FirstPlaces.value + 2, FirstPlaces.value + 3
        )
        guard !row.isNull(charge), let finals else { return 0 }
        if !row.isNull(figures), finals.kept.contains(row.small(FirstPlaces.party)) {
            return row.raw(figures).isEmpty ? 0 : row.integer(settled)
        }
        let decimals = finals.precision.decimals(of: try CurrencySums.known(row.small(currency)))
        guard let line = Amount(millionths: row.integer(charge)).rounded(to: decimals) else { throw .outOfRange(table: "call") }
        return line.millionths
    }
}

extension CallOrder {
    fileprivate var isText: Bool {
        switch self {
        case .talk, .ring, .pulses, .price, .cost, .final: false
        case .called, .calling, .number, .link, .leg: true
        }
    }

    var columns: [String] {
        switch self {
        case .price, .cost: ["coalesce(\(rawValue)_amount, 0)"]
        case .final: ["price_amount", "price_currency", "price_figures", "price_final"]
        case .number: [CallSQL.otherEnd]
        case .talk, .ring, .pulses, .called, .calling, .link, .leg: [rawValue]
        }
    }
}
