internal import GRDB
internal import Model
internal import Time

/// A statement that reads one stretch of the calls of a filter, in the order in which they lie there.
struct CallPart: Sendable {
    let sql: String
    let values: [SQLValue]

    /// All that a walk's filter means, without its choice of many parties (`CallWalk.members`). Calls lie in the order of the switches'
    /// stamps, so that a month is one stretch of the table, beside the few whose stamp lies far from their start.
    /// - Parameters:
    ///   - columns: what is read.
    ///   - pieces: into how many parts the one stretch of all calls is cut.
    static func all(of walk: CallWalk, columns: String, pieces: Int = 1) -> [CallPart] {
        walk.stretches.flatMap { all($0, walk.condition, columns, pieces) }
    }

    private static func all(_ stretch: CallStretch, _ condition: CallCondition, _ columns: String, _ pieces: Int) -> [CallPart] {
        let days = stretch.days
        let dates: [SQLValue] = [
            .integer(Int64(days?.first.number ?? Int32.min)), .integer(Int64(days?.last.number ?? Int32.max)),
        ]
        func part(_ place: String, _ values: [SQLValue]) -> CallPart {
            CallPart(
                sql: "SELECT \(columns) FROM \"call\" WHERE \(place)day >= ? AND day <= ?" + condition.sql,
                values: values + dates + condition.values)
        }
        let first = days.map { Int64($0.first.number) * 86_400 - CallWalk.margin }
        let last = days.map { Int64($0.last.number + 1) * 86_400 + CallWalk.margin }
        if let party = stretch.party {
            let starts = first == nil ? "" : "start >= ? AND start <= ? AND "
            return [
                part("party = ? AND " + starts, [.integer(Int64(party.number))] + [first, last].compactMap { $0.map { .integer($0) } })
            ]
        }
        guard let first, let last else { return [part("", [])] }
        // Of all calls a stretch of the stamps, wide enough for all but those that lie far; and of these the starts.
        let (begin, end) = (first - SchemaStamps.margin, last + SchemaStamps.margin)
        let step = (end - begin) / Int64(max(pieces, 1)) + 1
        let near = stride(from: begin, through: end, by: Int(step)).map { from in
            part(
                "stamp >= ? AND stamp <= ? AND \(SchemaStamps.isNear) AND ", [.integer(from), .integer(min(from + step - 1, end))])
        }
        return near + [part("start >= ? AND start <= ? AND \(SchemaStamps.isFar) AND ", [.integer(first), .integer(last)])]
    }

    /// Its statement with the values bound.
    func statement(_ database: Database, _ place: StorePlace) throws -> SQLStatement {
        let statement = try SQLStatement(database, sql, place)
        statement.bind(from: 1, values)
        return statement
    }
}
