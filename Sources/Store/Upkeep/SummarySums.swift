internal import Model
internal import Money
internal import Time

/// The cells of a summary added up by some of their columns, with every sum of money checked. The currency always groups.
struct SummarySums {
    private let groups: [SummaryGroup]
    private let monthly: Bool
    private var table = CellTable()
    /// Cells mostly come with the same group as the one before.
    private var last: (key: CellKey, place: Int)?

    init(_ groups: [SummaryGroup]) {
        self.groups = groups
        monthly = groups.contains(.month) && !groups.contains(.day)
    }

    mutating func add(_ cell: CellKey, _ values: CellSums) throws(StoreError) {
        let key = group(of: cell)
        let place: Int
        if let last, last.key == key {
            place = last.place
        } else {
            place = table.cell(key)
            last = (key, place)
        }
        let before = table.sums[place]
        let (price, priceOver) = before.price.addingReportingOverflow(values.price)
        let (cost, costOver) = before.cost.addingReportingOverflow(values.cost)
        guard !priceOver, !costOver else { throw .outOfRange(table: "summary") }
        table.sums[place] = CellSums(
            calls: before.calls + values.calls, answered: before.answered + values.answered, unrated: before.unrated + values.unrated,
            seconds: before.seconds + values.seconds, price: price, cost: cost)
    }

    /// What is left of a cell's key when it is one of its group.
    private func group(of cell: CellKey) -> CellKey {
        var key = CellKey(day: 0, who: 0, type: 0, currency: cell.currency, direction: 0, hour: 0)
        for group in groups {
            switch group {
            case .day: key.day = cell.day
            case .month: if monthly { key.day = month(cell.day) }
            case .hour: key.hour = cell.hour
            case .party, .trunk: key.who = cell.who
            case .callType: key.type = cell.type
            case .direction: key.direction = cell.direction
            case .currency: break
            }
        }
        return key
    }

    /// The first day of a day's month.
    private func month(_ day: Int32) -> Int32 {
        let civil = CivilDay(number: day)
        return (civil + (1 - civil.parts.day)).number
    }

    /// The sums, in the order of the groups' columns.
    func rows(_ names: Names) -> [SummaryRow] {
        table.keys.indices.sorted { order(table.keys[$0]).lexicographicallyPrecedes(order(table.keys[$1])) }.map { index in
            var row = SummaryRow()
            for group in groups { set(group, table.keys[index], &row, names) }
            row.currency = Currency(packed: table.keys[index].currency)
            row.measures = measures(table.sums[index])
            return row
        }
    }

    private func order(_ key: CellKey) -> [Int32] {
        groups.map { group in
            switch group {
            case .day, .month: key.day
            case .hour: Int32(key.hour)
            case .party, .trunk: key.who
            case .callType: key.type
            case .direction: Int32(key.direction)
            case .currency: Int32(bitPattern: key.currency)
            }
        } + [Int32(bitPattern: key.currency)]
    }

    private func set(_ group: SummaryGroup, _ key: CellKey, _ row: inout SummaryRow, _ names: Names) {
        switch group {
        case .day, .month: row.day = CivilDay(number: key.day)
        case .hour: row.hour = Int(key.hour)
        case .party: row.party = names.text(.party, NameNumber(number: key.who))
        case .trunk: row.trunk = names.text(.trunk, NameNumber(number: key.who))
        case .callType: row.callType = names.text(.callType, NameNumber(number: key.type))
        case .direction: row.direction = Direction(rawValue: key.direction) ?? .unknown
        case .currency: break
        }
    }

    private func measures(_ sums: CellSums) -> Measures {
        var measures = Measures()
        measures.calls = sums.calls
        measures.answered = sums.answered
        measures.unrated = sums.unrated
        measures.seconds = sums.seconds
        measures.price = Amount(millionths: sums.price)
        measures.cost = Amount(millionths: sums.cost)
        return measures
    }
}
