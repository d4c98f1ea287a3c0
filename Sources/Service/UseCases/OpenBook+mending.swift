import Mediation
public import Model
import RawLog
import Site
import Store
public import Time

extension OpenBook {
    /// Skipped lines of an import with their bytes, after a number.
    public func skippedLines(of number: Int64, after: Int64 = 0, limit: Int = 100, caller: Caller) throws -> [SkippedLine] {
        try require(.see, caller)
        let source = try store.importInfo(number).sourceName
        return try store.skips(of: number, after: after, limit: limit).map { listed in
            let skip = listed.skip
            let bytes = try? raw.bytes(
                at: RawLog.RawPosition(source: source, offset: skip.rawOffset), count: min(max(skip.rawCount, 0), SkippedLine.shown))
            return SkippedLine(
                number: listed.number, line: skip.line, lines: skip.lines, reason: skip.reason, bytes: bytes ?? [], size: skip.rawCount)
        }
    }

    /// Conflicts that wait, or that were decided, the newest first.
    public func conflictViews(decided: Bool = false, before: Int64? = nil, caller: Caller) throws -> [ConflictView] {
        let zone = try site().site.settings.zone
        return try conflicts(decided: decided, before: before, caller: caller).map { found in
            ConflictView(
                number: found.number, importNumber: found.importNumber, start: zone.wall(found.record.start), stored: found.stored,
                record: found.record, decision: found.decision?.rawValue, decided: found.decided.map { zone.wall($0) },
                actor: found.actor ?? "", note: found.note ?? "")
        }
    }

    /// Decides a conflict by the decision's word: `instead`, `own` or `rejected`.
    @discardableResult
    public func decide(_ number: Int64, word: String, reason: String, caller: Caller) throws -> String? {
        guard let decision = ConflictDecision(rawValue: word), decision != .replaced else {
            throw ServiceError.refused("choose what becomes of the record.")
        }
        return try decide(number, decision, reason: reason, caller: caller)
    }

    /// Calls that are kept and never charged.
    public func quarantined(cursor: String? = nil, caller: Caller) throws -> ListedCalls {
        var filter = CallFilter()
        filter.states = [.quarantined]
        var query = CallQuery(filter)
        query.cursor = cursor
        let zone = try site().site.settings.zone
        let page = try calls(query, caller: caller)
        return ListedCalls(calls: page.rows.map { ListedCall(call: $0, start: zone.wall($0.start)) }, next: page.next)
    }

    /// Numbers whose calls belong to nobody, most calls first.
    public func unassignedViews(caller: Caller) throws -> [UnassignedView] {
        let zone = try site().site.settings.zone
        return try unassigned(caller: caller).map { found in
            UnassignedView(
                switch: found.switch, number: found.number, calls: found.calls, seconds: found.seconds,
                first: zone.wall(found.first).day, last: zone.wall(found.last).day)
        }
    }

    /// The directory, in its order; at most `limit` entries.
    public func parties(limit: Int = 2_000, caller: Caller) throws -> [NamedID] {
        try require(.see, caller)
        return try site().site.parties.prefix(limit).map { NamedID(id: $0.id.text, name: $0.name) }
    }

    /// The switches of the site.
    public func switches(caller: Caller) throws -> [NamedID] {
        try require(.see, caller)
        return try site().site.switches.map { NamedID(id: $0.id.text, name: $0.id.text) }
    }

    /// Formats to import with: the book's own first, then the built-in ones.
    public func formats(caller: Caller) throws -> [NamedID] {
        try require(.see, caller)
        let files = FileSystem.exists(formatFolder) ? try FileSystem.list(formatFolder).filter { $0.hasSuffix(".yaml") }.sorted() : []
        let own = files.compactMap { file in (try? format(.id(String(file.dropLast(5))))).map { NamedID(id: $0.id, name: $0.name) } }
        let others = FormatCatalogue.builtIn.map { NamedID(id: $0.id, name: $0.name) }
        return own + others.filter { other in !own.contains { $0.id == other.id } }
    }

    /// The newest entries of the journal first, from below `before` on.
    public func journalLines(before: Int64? = nil, limit: Int = 100, caller: Caller) throws -> [JournalLine] {
        let zone = try site().site.settings.zone
        return try journal(before: before, limit: limit, caller: caller).map { entry in
            JournalLine(
                number: entry.number, at: zone.wall(entry.note.at), actor: entry.note.actor, action: entry.note.action,
                subject: entry.note.subject, before: entry.note.before ?? "", after: entry.note.after ?? "")
        }
    }

    /// A moment on the site's wall clock.
    public func wall(_ moment: Instant) throws -> WallTime { try site().site.settings.zone.wall(moment) }
}
