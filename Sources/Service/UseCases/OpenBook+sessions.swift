public import Model
import Site
import Store
public import Time

/// A call that goes on, as far as its switch told.
public struct SessionView: Sendable, Hashable {
    public var `switch`: String
    public var source: String
    public var opened: WallTime
    public var seen: WallTime
    public var calling: String
    public var called: String
    /// No sign for a day: a person is to look.
    public var isSilent: Bool
    /// What a form sends back to name it.
    public var key: String
}

extension OpenBook {
    /// Calls that go on, those without a sign for longest first.
    public func openSessions(caller: Caller) throws -> [SessionView] {
        try require(.see, caller)
        let zone = try site().site.settings.zone
        let limit = clock() + (-SourceRecord.sessionSilence)
        return try store.openSessions().map { session in
            let name = store.names.text(.switch, session.switch)
            return SessionView(
                switch: name, source: store.names.text(.source, session.source), opened: zone.wall(session.opened),
                seen: zone.wall(session.seen), calling: String(decoding: session.calling, as: UTF8.self),
                called: String(decoding: session.called, as: UTF8.self), isSilent: session.seen <= limit,
                key: session.key.hexadecimal)
        }
    }

    /// A person says that a call is over whose switch never said so. No call comes of it: what its switch sends later still counts.
    public func endSession(_ key: String, of switchID: SwitchID, caller: Caller) throws {
        try require(.decide, caller)
        guard let number = store.names.find(.switch, switchID.text),
            let session = try store.openSessions(limit: .max).first(where: {
                $0.switch == number && $0.key.hexadecimal == key
            })
        else { throw ServiceError.unknown(what: "open session", name: String(key.prefix(40))) }
        try store.endSession(session.key, of: number, journal: note(caller, "session.end", switchID.text, before: key))
    }
}
