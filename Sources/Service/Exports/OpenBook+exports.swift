import Delivery
public import Model
public import Site
import Store
public import Time

/// An export as people see it.
public struct ExportView: Sendable {
    public var export: CallExport
    /// Lines that went out; `nil`: it never began.
    public var sent: Int64?
    /// Changes of calls that it has not looked at yet; `nil`: nobody knows.
    public var waiting: Int64?
    public var at: Instant?
    /// Why nothing goes out, and since when.
    public var error: String?
    public var failed: Instant?

    public var id: ExportID { export.id }
    public var isPaused: Bool { export.isPaused }

    /// Where the lines go, in a few words.
    public var place: String {
        switch export.way {
        case .folder(let name): "drop/" + name
        case .tcp(let host, let port): "tcp " + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
        }
    }
}

extension OpenBook {
    /// The site's exports with how far they came.
    public func exports(caller: Caller) throws -> [ExportView] {
        try require(.see, caller)
        let exports = try site().site.exports
        guard !exports.isEmpty else { return [] }
        let known = Dictionary(try store.exports().map { ($0.record.id, $0) }) { first, _ in first }
        return exports.map { export in
            guard let (record, waiting) = known[export.id] else { return ExportView(export: export) }
            let isFailing = !record.error.isEmpty
            return ExportView(
                export: export, sent: record.sent, waiting: waiting, at: record.at, error: isFailing ? record.error : nil,
                failed: isFailing ? record.failed : nil)
        }
    }

    /// The calls of some days in an export's layout, in the order of time, for whoever needs them again.
    public func writeExport(_ id: ExportID, _ days: DayRange, caller: Caller, output: ([UInt8]) throws -> Void) throws {
        try require(.see, caller)
        let (export, settings) = (try export(id), try site().site.settings)
        let layout = ExportLine(export, zone: settings.zone)
        var filter = CallFilter(days: days)
        filter.tests = try export.tests()
        filter = filter.clocked(settings)
        var bytes = layout.header
        try store.eachCall(filter) { row in
            bytes += layout.line(row)
            if bytes.count >= 1 << 16 {
                try output(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
            return true
        }
        try output(bytes)
    }

    /// Lets an export go on with the calls that come from now on, where its position is of another book, or its receiver has all.
    public func restartExport(_ id: ExportID, caller: Caller) throws {
        try require(.configure, caller)
        _ = try export(id)
        try store.restartExport(id, at: clock(), journal: note(caller, "export.restart", id.text))
    }

    private func export(_ id: ExportID) throws -> CallExport {
        let exports = try site().site.exports
        guard let found = exports.first(where: { $0.id == id }) else { throw ServiceError.unknown(what: "export", name: id.text) }
        return found
    }
}

/// Exports as the command line prints them.
public enum ExportList {
    public static func text(_ views: [ExportView]) -> String {
        guard !views.isEmpty else { return "The site has no exports. Add them under `exports:` in the site file.\n" }
        return views.map { view in
            var text = "\(view.id.text): \(view.place)\(view.isPaused ? " (paused)" : "")\n"
            guard let sent = view.sent, let at = view.at else { return text + "  not begun yet\n" }
            text += "  \(sent) lines sent, \(view.waiting.map { "\($0) changes waiting" } ?? "position unknown"), last \(at.utcText)\n"
            if let error = view.error { text += "  ! \(error)\n" }
            return text
        }.joined()
    }
}

extension CallExport {
    /// The conditions on its calls. They go out one by one: what is looked up among all calls of some days cannot choose them.
    func tests() throws -> [FieldTest] {
        try filter.map { words in
            let test = try FieldWords.read(words)
            guard !test.field.isLookedUp else {
                throw ServiceError.refused(
                    "an export cannot choose calls by \(test.field.rawValue) (\"\(words)\"). Choose by called, calling, party, trunk or cost instead."
                )
            }
            return test
        }
    }
}
