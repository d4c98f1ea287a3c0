public import Model
import Site
import Store
import Time

extension OpenBook {
    /// The site's sources with what the book knows of them: their newest import and what waits in their raw logs.
    public func sources(caller: Caller) throws -> [SourceView] {
        try sources(leftSnapshot()?.states ?? [:], caller: caller)
    }

    /// - Parameter states: how a server runs them.
    func sources(_ states: [SourceID: SourceState], caller: Caller) throws -> [SourceView] {
        try require(.see, caller)
        let site = try site().site
        let (now, zone) = (clock(), site.settings.zone)
        return try site.sources.map { source in
            let format = source.format ?? site.switches.first { $0.id == source.switch }?.format
            var view = SourceView(source, format: format?.text ?? "")
            if let number = store.names.find(.source, source.id.text) {
                view.stored = try store.position(of: number)?.offset ?? 0
                view.newest = try store.newestImport(of: number).map { ImportSummary($0, bytes: 0, expected: nil) }
                view.record = try SourceRecord(store, number, now: now, zone: zone)
            }
            view.take(states[source.id], now: now, zone: zone)
            return view
        }
    }
}

extension OpenBook {
    /// How far a source's raw log is taken into the book, in bytes from its begin.
    func taken(of source: String) throws -> Int64 {
        try store.names.find(.source, source).flatMap { try store.position(of: $0)?.offset } ?? 0
    }
}
