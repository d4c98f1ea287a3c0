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
        try requireHold(on: definition.id, former, caller)
        let entry = note(
            caller, "report.keep", definition.id, before: former.map { String(decoding: $0.content, as: UTF8.self) },
            after: String(decoding: content, as: UTF8.self))
        try store.keep(
            OwnReport(id: definition.id, content: content, changed: entry.at, actor: entry.actor), journal: entry)
        catalogue.withLock { $0 = nil }
        return definition.id
    }

    /// Who may look may make reports of his own; bills hang on those of the program, and others on theirs.
    private func requireHold(on id: String, _ former: OwnReport?, _ caller: Caller) throws {
        if ReportCatalogue.file(id) != nil || (former.map { $0.actor != caller.name } ?? false) { try require(.configure, caller) }
    }

    /// Drops a report of the book's own; one of the program that it replaced is there again.
    public func dropReport(_ id: String, caller: Caller) throws {
        try require(.see, caller)
        guard let own = try store.ownReports().first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "report of this book", name: id)
        }
        try requireHold(on: id, own, caller)
        let entry = note(caller, "report.drop", id, before: String(decoding: own.content, as: UTF8.self))
        try store.removeReport(id, journal: entry)
        catalogue.withLock { $0 = nil }
    }

    /// Keeps a report with what was changed of it on its page, under a name of its own.
    /// - Returns: its id, made of the name.
    public func keepReport(_ id: String, changed order: ReportOrder, as name: String, caller: Caller) throws -> String {
        try require(.see, caller)
        let words = name.trimmingBlanks
        let own = "own-" + words.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        guard !words.isEmpty, own.utf8.count <= 64 else {
            throw ServiceError.refused("a report of your own needs a name of 1 to 60 signs.")
        }
        guard try !reports().definitions.contains(where: { $0.id == own }) else {
            throw ServiceError.refused("there is a report \"\(own)\" already. Take another name, or change that one.")
        }
        var definition = try reports().definition(id).changed(by: order.changes)
        definition.id = own
        definition.filter.tests += order.tests
        definition.texts["en", default: [:]]["name"] = words
        return try keepReport(definition.yaml, caller: caller)
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
