import Collection
import Model
import Time

/// What a program that watches may read: figures by book and source, never a number, a name or a secret.
extension SourceService {
    /// In the text form of Prometheus.
    public func metrics() async throws -> String {
        let views = try await views(caller: Caller(kind: .system, name: "metrics", role: .viewer))
        let now = OpenBook.systemClock()
        var text = MetricText(book: bookID)
        text.each("source_up", "gauge", "1 where the source runs.", views) { $0.state == .running || $0.state == .silent ? 1 : 0 }
        text.each("source_bytes_total", "counter", "Bytes received since the server started.", views) { Double($0.bytes) }
        text.each("source_records_total", "counter", "Records decoded since the server started.", views) { Double($0.records) }
        text.each("source_lost_total", "counter", "Known to be sent and never received.", views) { Double($0.lost) }
        text.each("source_refused_total", "counter", "What was not taken, for whatever reason.", views) {
            Double($0.refused.values.reduce(0, +))
        }
        text.each("source_reconnects_total", "counter", "How often the other side came back.", views) { Double($0.reconnects) }
        text.each("source_lag_seconds", "gauge", "How long the oldest byte waits that is not in the book.", views) { Double($0.lag) }
        text.each("source_behind_bytes", "gauge", "Bytes in the raw log that are not in the book.", views) { Double($0.behind) }
        text.each("source_last_byte_age_seconds", "gauge", "Since the last byte.", views) { view in
            view.lastByte.map { Double(max(0, now.seconds - $0.seconds)) }
        }
        text.each("source_missing_records", "gauge", "Running numbers that never came.", views) { Double($0.record.missing) }
        text.each("source_open_sessions", "gauge", "Calls that go on.", views) { Double($0.record.openSessions) }
        text.each("source_decoded_ratio", "gauge", "Share of the newest day's lines that are records.", views) { view in
            view.record.decoded.map { Double($0) / 1_000 }
        }
        let figures = try await figures()
        text.one("calls", "gauge", "Calls that imports and sources brought.", figures.calls)
        text.one("calls_new_total", "counter", "Calls that sources brought since the server started.", stored)
        text.one("calls_unrated", "gauge", "Calls that wait for a rate.", figures.unrated)
        text.one("jobs_waiting", "gauge", "Work that waits.", figures.jobs)
        return text.text
    }
}

/// Whoever shows it may read the metrics.
public struct MetricsKey: Sendable {
    private let key: Secret

    /// - Parameter path: a file with the key on one line, of 16 characters or more.
    public init(file path: String) throws {
        let text = try SecretReader.text(ofFile: path)
        guard text.utf8.count >= 16 else {
            throw ServiceError.refused("the key in \(path) has fewer than 16 characters. Write a longer one.")
        }
        key = Secret(text)
    }

    /// Takes as long whichever character differs.
    public func opens(to text: String?) -> Bool { text.map { Secret($0) == key } ?? false }
}

/// Collects samples as text.
struct MetricText {
    let book: String
    private(set) var text = ""

    init(book: String) { self.book = book }

    mutating func each(_ name: String, _ type: String, _ help: String, _ views: [SourceView], _ value: (SourceView) -> Double?) {
        head(name, type, help)
        for view in views {
            guard let value = value(view) else { continue }
            text += "tollbook_\(name){book=\"\(book)\",source=\"\(view.id.text)\"} \(Self.shown(value))\n"
        }
    }

    mutating func one(_ name: String, _ type: String, _ help: String, _ value: Int64) {
        head(name, type, help)
        text += "tollbook_\(name){book=\"\(book)\"} \(value)\n"
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP tollbook_\(name) \(help)\n# TYPE tollbook_\(name) \(type)\n"
    }

    private static func shown(_ value: Double) -> String { value == value.rounded() ? String(Int64(value)) : String(value) }
}
