import Synchronization
public import Time

/// Where a source's health stands: its thread writes, anybody reads.
public final class HealthDesk: Sendable {
    private let value = Mutex(SourceHealth())
    private let lines = Mutex<[String]>([])

    /// As it is now.
    public var health: SourceHealth { value.withLock { $0 } }

    /// Told by whoever decodes: so many records came, the last one at that moment.
    public func note(records: Int, at moment: Instant) {
        value.withLock { health in
            health.records += Int64(records)
            if records > 0 { health.lastRecord = moment }
        }
    }

    /// What was said at the last log-ins, oldest first; `••••` for each secret.
    public var trace: [String] { lines.withLock { $0 } }

    func trace(_ line: String) {
        lines.withLock { lines in
            lines.append(String(line.prefix(300)))
            if lines.count > 60 { lines.removeFirst(lines.count - 60) }
        }
    }

    func change(_ edit: (inout SourceHealth) -> Void) { value.withLock { edit(&$0) } }

    func enter(_ state: SourceHealth.State, at moment: Instant) {
        value.withLock { health in
            guard health.state != state else { return }
            (health.state, health.since) = (state, moment)
        }
    }

    func note(error: String, at moment: Instant) {
        value.withLock { health in (health.lastError, health.lastErrorAt) = (error, moment) }
    }

    func refuse(_ reason: String, _ count: Int64 = 1) { value.withLock { $0.refused[reason, default: 0] += count } }
}
