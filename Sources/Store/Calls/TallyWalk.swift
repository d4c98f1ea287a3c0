internal import Model
internal import Time

/// Which stretches of the calls a tally reads, and which of their records it counts.
struct TallyWalk: Sendable {
    let columns: TallyColumns
    let parts: [CallPart]
    private let walk: CallWalk
    private let leftOut: LeftOut?
    var isImpossible: Bool { walk.isImpossible }

    /// Calls that are not counted, as the table says them.
    private struct LeftOut: Sendable {
        let types: Set<Int32>
        let prefixes: [[UInt8]]
    }

    /// - Parameter finals: whether final charges are asked for.
    init(_ query: TallyQuery, finals: Bool = false, _ names: Names) {
        walk = CallWalk(query.filter, names)
        columns = TallyColumns(query, finals: finals)
        parts = CallPart.all(of: walk, columns: columns.list, pieces: Book.scanPieces)
        leftOut = query.leftOut.map { calls in
            LeftOut(
                types: Set(calls.types.compactMap { names.find(.callType, $0)?.number }), prefixes: calls.prefixes.map { Array($0.utf8) })
        }
    }

    /// Whether the record under the cursor belongs to one of many parties on its days, and is none of those left out.
    func counts(_ row: SQLStatement) -> Bool {
        walk.isMember(day: row.small(TallyColumns.day), party: row.small(TallyColumns.party)) && !leavesOut(row)
    }

    private func leavesOut(_ row: SQLStatement) -> Bool {
        guard let leftOut, let type = columns.type, row.integer(TallyColumns.price) == 0, !row.isNull(TallyColumns.price) else {
            return false
        }
        return leftOut.types.contains(row.small(type)) || leftOut.prefixes.contains { row.raw(type + 1).starts(with: $0) }
    }
}
