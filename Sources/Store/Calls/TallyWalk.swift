internal import Model
internal import Time

/// Which stretches of the calls a tally reads, and which of their records it counts.
struct TallyWalk {
    struct Part {
        var sql: String
        var values: [SQLValue]
    }

    let columns: TallyColumns
    private(set) var parts: [Part] = []
    private let members: [Int32: [DayRange?]]
    private let leftOut: LeftOut?
    let isImpossible: Bool

    /// Calls that are not counted, as the table says them.
    private struct LeftOut {
        let types: Set<Int32>
        let prefixes: [[UInt8]]
    }

    /// - Parameter finals: whether final charges are asked for.
    init(_ query: TallyQuery, finals: Bool = false, _ names: Names) {
        let walk = CallWalk(query.filter, names)
        isImpossible = walk.isImpossible
        members = walk.members
        columns = TallyColumns(query, finals: finals)
        leftOut = query.leftOut.map { calls in
            LeftOut(
                types: Set(calls.types.compactMap { names.find(.callType, $0)?.number }), prefixes: calls.prefixes.map { Array($0.utf8) })
        }
        for stretch in walk.stretches { add(stretch, walk.condition) }
    }

    private mutating func add(_ stretch: CallStretch, _ condition: CallCondition) {
        let select = "SELECT \(columns.list) FROM \"call\" WHERE "
        let days = stretch.days
        let dates: [SQLValue] = [
            .integer(Int64(days?.first.number ?? Int32.min)), .integer(Int64(days?.last.number ?? Int32.max)),
        ]
        let between = "day >= ? AND day <= ?" + condition.sql
        let first = days.map { Int64($0.first.number) * 86_400 - CallWalk.margin }
        let last = days.map { Int64($0.last.number + 1) * 86_400 + CallWalk.margin }
        if let party = stretch.party {
            let starts = first == nil ? "" : "start >= ? AND start <= ? AND "
            let ends: [SQLValue] = [first, last].compactMap { $0.map { .integer($0) } }
            parts.append(
                Part(
                    sql: select + "party = ? AND " + starts + between,
                    values: [.integer(Int64(party.number))] + ends + dates + condition.values))
            return
        }
        guard let first, let last else {
            parts.append(Part(sql: select + between, values: dates + condition.values))
            return
        }
        // Of all calls a stretch of the stamps, wide enough for all but those that lie far; and of these the starts.
        let stamps: [SQLValue] = [.integer(first - SchemaStamps.margin), .integer(last + SchemaStamps.margin)]
        parts.append(
            Part(
                sql: select + "stamp >= ? AND stamp <= ? AND NOT \(SchemaStamps.isFar) AND " + between,
                values: stamps + dates + condition.values))
        parts.append(
            Part(
                sql: select + "start >= ? AND start <= ? AND \(SchemaStamps.isFar) AND " + between,
                values: [.integer(first), .integer(last)] + dates + condition.values))
    }

    /// Whether the record under the cursor belongs to one of many parties on its days, and is none of those left out.
    func counts(_ row: SQLStatement) -> Bool { isMember(row) && !leavesOut(row) }

    private func isMember(_ row: SQLStatement) -> Bool {
        guard !members.isEmpty else { return true }
        let day = CivilDay(number: row.small(TallyColumns.day))
        return members[row.small(TallyColumns.party)]?.contains { $0?.contains(day) ?? true } ?? false
    }

    private func leavesOut(_ row: SQLStatement) -> Bool {
        guard let leftOut, let type = columns.type, row.integer(TallyColumns.price) == 0, !row.isNull(TallyColumns.price) else {
            return false
        }
        return leftOut.types.contains(row.small(type)) || leftOut.prefixes.contains { row.raw(type + 1).starts(with: $0) }
    }
}
