internal import GRDB
public import Model
internal import Time

extension Book {
    /// Records that one page looks at most: at two microseconds each a page stays well under its 50 ms.
    static let window = 10_000

    /// A page of the calls of a filter. By time it goes through any number of calls; by anything else it refuses a filter of more than
    /// `CallQuery.sortLimit` calls (`tooManyToSort`).
    public func calls(_ query: CallQuery) throws(StoreError) -> CallPage {
        let walk = CallWalk(query.filter, names)
        let cursor: CallCursor? = if let text = query.cursor { try CallCursor(text, for: query) } else { nil }
        let limit = min(max(query.limit, 1), CallQuery.pageLimit)
        return try read(StorePlace("call", "page")) { database in
            var page =
                query.sort == .time
                ? try timePage(walk, query, cursor, limit, database) : try sortedPage(walk, query, cursor, limit, database)
            if query.cursor == nil, page.count == nil { page.count = try count(walk, database) }
            return page
        }
    }

    private func timePage(
        _ walk: CallWalk, _ query: CallQuery, _ cursor: CallCursor?, _ limit: Int, _ database: Database
    ) throws -> CallPage {
        let backwards = cursor?.backwards ?? false
        var scan = try CallScan(walk, database, descending: query.descending != backwards, from: cursor?.position)
        var rows: [(position: CallPosition, row: CallRow)] = []
        var more = false
        while let position = try scan.next(atMost: Book.window) {
            guard rows.count < limit else {
                more = true
                break
            }
            rows.append((position, try row(scan.record)))
            scan.record.reset()
        }
        scan.record.reset()
        var page = CallPage()
        func address(_ position: CallPosition, backwards: Bool) -> String {
            CallCursor(sort: .time, backwards: backwards, descending: query.descending, value: SortValue(), position: position).text
        }
        // The walk's own direction first; where it stopped for its bound, it goes on from there.
        let stopped = scan.stoppedAt
        page.searchedUntil = stopped.map { Instant(seconds: $0.start) }
        let onward = (more ? rows.last?.position : nil) ?? stopped
        let forth = onward.map { address($0, backwards: backwards) }
        let origin = rows.first?.position ?? query.cursor.flatMap { _ in stopped }
        let back = query.cursor == nil ? nil : origin.map { address($0, backwards: !backwards) }
        page.rows = backwards ? rows.reversed().map(\.row) : rows.map(\.row)
        page.next = backwards ? back : forth
        page.previous = backwards ? forth : back
        return page
    }

    /// Exact where an index alone can count, at most `CallCount.limit`; `nil` where each record would have to be looked at.
    private func count(_ walk: CallWalk, _ database: Database) throws -> CallCount? {
        guard !walk.isImpossible else { return CallCount(number: 0, isAtLeast: false) }
        guard walk.condition.isEmpty, walk.filter.parties.isEmpty || walk.stretches.allSatisfy({ $0.party != nil }) else { return nil }
        var count = 0
        for stretch in walk.stretches {
            let statement = try walk.open(stretch, database, descending: true, from: nil)
            while try statement.step() {
                count += 1
                if count > CallCount.limit { return CallCount(number: CallCount.limit, isAtLeast: true) }
            }
        }
        return CallCount(number: count, isAtLeast: false)
    }
}

/// A walk with its records looked up and tested, bounded.
struct CallScan {
    private let walk: CallWalk
    private var merge: CallMerge
    /// Holds the record of the position that `next` gave, until it is reset.
    let record: SQLStatement
    private var examined = 0
    /// The last position looked at, where the bound ended the walk.
    private(set) var stoppedAt: CallPosition?

    init(_ walk: CallWalk, _ database: Database, descending: Bool, from: CallPosition?) throws(StoreError) {
        self.walk = walk
        merge = try CallMerge(walk, database, descending: descending, from: from)
        record = try SQLStatement(database, walk.recordSQL, StorePlace("call", "record"))
        record.bind(from: 1 + Int32(CallColumns.key.count), walk.condition.values)
    }

    /// The next call that matches; `nil` at the end or, with `stoppedAt` set, at the bound.
    mutating func next(atMost bound: Int) throws(StoreError) -> CallPosition? {
        var last: CallPosition?
        while true {
            if examined >= bound, let last {
                stoppedAt = last
                return nil
            }
            guard let position = try merge.next() else { return nil }
            examined += 1
            last = position
            record.reset()
            record.bind(from: 1, position.key.values)
            if try record.step(), walk.isMember(record) { return position }
        }
    }
}
