public import Model
import Reading
import Reporting
import Store
import Synchronization

extension OpenBook {
    /// Keeps a report of the book's own under the id that stands in it; one of the program with this id is replaced by it.
    /// - Throws: `Problems` with file, line, field, value and mend where the definition is wrong.
    /// - Returns: the id.
    @discardableResult
    public func keepReport(_ content: [UInt8], file: String = "report.yaml", caller: Caller) throws -> String {
        try require(.see, caller)
        let definition = try ReportDefinition.read(file: file, bytes: content)
        let former = try store.ownReports().first { $0.id == definition.id }
        let entry = note(
            caller, "report.keep", definition.id, before: former.map { String(decoding: $0.content, as: UTF8.self) },
            after: String(decoding: content, as: UTF8.self))
        try store.keep(
            OwnReport(id: definition.id, content: content, changed: entry.at, actor: entry.actor), journal: entry)
        catalogue.withLock { $0 = nil }
        return definition.id
    }

    /// Drops a report of the book's own; one of the program that it replaced is there again.
    public func dropReport(_ id: String, caller: Caller) throws {
        try require(.see, caller)
        guard let own = try store.ownReports().first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "report of this book", name: id)
        }
        let entry = note(caller, "report.drop", id, before: String(decoding: own.content, as: UTF8.self))
        try store.removeReport(id, journal: entry)
        catalogue.withLock { $0 = nil }
    }

    /// A report's definition as a file: what was written, or the program's.
    public func reportFile(_ id: String, caller: Caller) throws -> [UInt8] {
        try require(.see, caller)
        let definition = try reports().definition(id)
        if let own = try store.ownReports().first(where: { $0.id == definition.id }) { return own.content }
        guard let file = ReportCatalogue.file(definition.id) else { throw ServiceError.unknown(what: "report", name: id) }
        return file
    }
}
