internal import GRDB
internal import Model

/// The stretches of a walk as one sequence in the order of time.
struct CallMerge {
    private struct Head {
        var position: CallPosition
        let statement: SQLStatement
    }

    /// The nearest head last. Few stretches: a sorted list is enough.
    private var heads: [Head] = []
    private let descending: Bool

    init(_ walk: CallWalk, _ database: Database, descending: Bool, from: CallPosition?) throws(StoreError) {
        self.descending = descending
        guard !walk.isImpossible else { return }
        for stretch in walk.stretches {
            let statement = try walk.open(stretch, database, descending: descending, from: from)
            if try statement.step() { put(Head(position: CallMerge.position(statement), statement: statement)) }
        }
    }

    private static func position(_ statement: SQLStatement) -> CallPosition {
        CallPosition(start: statement.integer(0), key: statement.key(from: 1))
    }

    private mutating func put(_ head: Head) {
        var low = 0
        var high = heads.count
        while low < high {
            let middle = (low + high) / 2
            let before = heads[middle].position < head.position
            if before == descending { low = middle + 1 } else { high = middle }
        }
        heads.insert(head, at: low)
    }

    mutating func next() throws(StoreError) -> CallPosition? {
        guard var head = heads.popLast() else { return nil }
        let position = head.position
        if try head.statement.step() {
            head.position = CallMerge.position(head.statement)
            put(head)
        }
        return position
    }
}
