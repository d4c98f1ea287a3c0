internal import GRDB
internal import Model
internal import Time

extension Book {
    /// Records that a page in another order than time looks at most.
    static let sortWindow = 1_000_000

    /// A page by something else than time: all calls of the filter are looked at, and the page's best are kept.
    func sortedPage(
        _ walk: CallWalk, _ query: CallQuery, _ cursor: CallCursor?, _ limit: Int, _ database: Database
    ) throws -> CallPage {
        let backwards = cursor?.backwards ?? false
        let descending = query.descending != backwards
        func comesFirst(_ left: SortedPlace, _ right: SortedPlace) -> Bool { descending ? right < left : left < right }
        let after = cursor.map { SortedPlace(value: $0.value, position: $0.position) }
        var best: [SortedPlace] = []
        var count = 0
        var scan = try CallScan(walk, database, descending: true, from: nil)
        while let position = try scan.next(atMost: Book.sortWindow) {
            count += 1
            guard count <= CallQuery.sortLimit else { throw StoreError.tooManyToSort(limit: CallQuery.sortLimit) }
            let place = SortedPlace(value: sortValue(query.sort, scan.record), position: position)
            if let after, !comesFirst(after, place) { continue }
            best.append(place)
            if best.count > 4 * (limit + 1) {
                best.sort(by: comesFirst)
                best.removeLast(best.count - limit - 1)
            }
        }
        guard scan.stoppedAt == nil else { throw StoreError.tooManyToSort(limit: CallQuery.sortLimit) }
        best.sort(by: comesFirst)
        let more = best.count > limit
        let places = Array(best.prefix(limit))
        var page = CallPage()
        page.count = CallCount(number: count, isAtLeast: false)
        page.rows = try rows(at: places.lazy.map(\.position), walk, database).map(\.row)
        func text(_ place: SortedPlace?, backwards: Bool) -> String? {
            place.map {
                CallCursor(
                    sort: query.sort, backwards: backwards, descending: query.descending, value: $0.value, position: $0.position
                ).text
            }
        }
        let forth = more ? text(places.last, backwards: backwards) : nil
        let back = cursor == nil ? nil : text(places.first, backwards: !backwards)
        if backwards { page.rows.reverse() }
        page.next = backwards ? back : forth
        page.previous = backwards ? forth : back
        return page
    }

    /// What the record under the cursor is sorted by. Amounts of two currencies are not compared: the currency goes first.
    private func sortValue(_ sort: CallSort, _ record: SQLStatement) -> SortValue {
        func name(_ kind: NameKind, _ column: Int32) -> SortValue {
            SortValue(text: names.bytes(kind, NameNumber(number: record.small(column))) ?? [])
        }
        switch sort {
        case .time: return SortValue()
        case .duration: return SortValue(number: record.integer(9))
        case .price: return SortValue(number: record.integer(30), second: record.isNull(29) ? .min : record.integer(29))
        case .cost: return SortValue(number: record.integer(36), second: record.isNull(35) ? .min : record.integer(35))
        case .called: return SortValue(text: record.bytes(2))
        case .calling: return SortValue(text: record.bytes(3))
        case .party: return name(.party, 14)
        case .callType: return name(.callType, 20)
        case .destination: return name(.destination, 19)
        case .trunk: return name(.trunk, 15)
        }
    }
}

/// A call's place in an order other than time.
struct SortedPlace: Hashable, Comparable, Sendable {
    var value: SortValue
    var position: CallPosition

    static func < (left: SortedPlace, right: SortedPlace) -> Bool {
        left.value != right.value ? left.value < right.value : left.position < right.position
    }
}
