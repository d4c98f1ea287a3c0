public import Model
import Reporting
import Store

extension OpenBook {
    /// Ids of the reports that the caller wants at hand. They change nothing that another sees: they are in no journal.
    public func favouriteReports(caller: Caller) throws -> Set<String> {
        try require(.see, caller)
        return try store.favouriteReports(of: caller.name)
    }

    /// - Throws: for a report that is not there.
    public func setFavourite(_ id: String, _ isOne: Bool, caller: Caller) throws {
        try require(.see, caller)
        try store.setFavourite(try reports().definition(id).id, of: caller.name, isOne)
    }
}
