public import Model
import Site
import Store
public import Time

/// A page of a list of calls.
public struct CallListing: Sendable {
    public var rows: [CallRow]
    /// Cursors of the pages after and before; `nil` at the ends.
    public var next: String?
    public var previous: String?
    /// The search stopped here, at this start, because the filter finds little; `next` goes on from it.
    public var searchedUntil: Instant?
    /// How many calls the filter has, where that is known at once.
    public var count: Int?
    /// There are more than `count`.
    public var countIsAtLeast: Bool
}

extension OpenBook {
    /// A page of calls with all that a list shows of it.
    public func list(_ query: CallQuery, caller: Caller) throws -> CallListing {
        let page = try calls(query, caller: caller)
        let count = try page.count.map { ($0.number, $0.isAtLeast) } ?? countByLooking(query, page, caller)
        return CallListing(
            rows: page.rows, next: page.next, previous: page.previous, searchedUntil: page.searchedUntil, count: count?.0,
            countIsAtLeast: count?.1 ?? false)
    }

    /// Where no index counts, the largest page does: exact up to its length, else "more than".
    private func countByLooking(_ query: CallQuery, _ page: CallPage, _ caller: Caller) throws -> (Int, Bool)? {
        guard query.cursor == nil, page.searchedUntil == nil else { return nil }
        guard page.next != nil else { return (page.rows.count, false) }
        guard query.sort == .time, query.limit < CallQuery.pageLimit else { return nil }
        var wider = query
        wider.limit = CallQuery.pageLimit
        let found = try calls(wider, caller: caller)
        return (found.rows.count, found.next != nil)
    }

    /// A page of calls for a program: `{"calls":[…],"next":…,"previous":…,"searchedUntil":…}`.
    public func listJSON(_ listing: CallListing, caller: Caller) throws -> [UInt8] {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        var line = JSONLine()
        line.begin()
        line.rows("calls", listing.rows) { $0.call($1, zone) }
        line.field("next", listing.next)
        line.field("previous", listing.previous)
        line.field("searchedUntil", listing.searchedUntil.map { zone.wall($0).description })
        line.field("count", listing.count)
        line.field("countIsAtLeast", listing.countIsAtLeast)
        line.end()
        return line.take()
    }

    /// All calls of a filter as `tollbook-csv`.
    /// - Throws: where there are more than `most`: an answer is made in memory.
    public func listCSV(_ filter: CallFilter, most: Int = 200_000, caller: Caller) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var count = 0
        try exportCSV(filter, caller: caller) { piece, calls in
            bytes += piece
            count += calls
            guard count <= most else {
                throw ServiceError.refused("there are more than \(most) calls here: narrow the filter, or use `tollbook calls` for all.")
            }
        }
        return bytes
    }

    /// The day of the newest call, `nil` in an empty book.
    public func newestDay(caller: Caller) throws -> CivilDay? {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        return try store.newestStart().map { zone.wall($0).day }
    }
}
