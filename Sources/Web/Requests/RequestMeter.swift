internal import Hummingbird
internal import Service
internal import Synchronization

/// Counts requests by page and kind of answer: words of ours, never anything of the request.
final class RequestMeter: Sendable {
    private struct Cell: Hashable {
        var page: String
        /// The first digit of the status.
        var kind: Int
    }

    private let cells = Mutex<[Cell: (count: Int64, milliseconds: Int64)]>([:])

    func count(page: String, status: Int, took: Duration) {
        let cell = Cell(page: page, kind: status / 100)
        cells.withLock { cells in
            let known = cells[cell] ?? (0, 0)
            cells[cell] = (known.count + 1, known.milliseconds + took.milliseconds)
        }
    }

    var text: String {
        let found = cells.withLock { $0 }.sorted { ($0.key.page, $0.key.kind) < ($1.key.page, $1.key.kind) }
        var text = "# HELP tollbook_requests_total Requests by page and kind of answer.\n# TYPE tollbook_requests_total counter\n"
        for (cell, sum) in found { text += "tollbook_requests_total{\(labels(cell))} \(sum.count)\n" }
        text += "# HELP tollbook_request_milliseconds_total Time that they took.\n# TYPE tollbook_request_milliseconds_total counter\n"
        for (cell, sum) in found { text += "tollbook_request_milliseconds_total{\(labels(cell))} \(sum.milliseconds)\n" }
        return text
    }

    private func labels(_ cell: Cell) -> String { "page=\"\(cell.page)\",status=\"\(cell.kind)xx\"" }
}

extension WebResponder {
    /// Only with the key; without one nobody finds out whether there are metrics.
    func metrics(_ visit: Visit) async throws -> Response {
        guard let key = configuration.metricsKey else { throw PageError.notFound }
        guard key.opens(to: visit.post?.key) else { throw PageError(.unauthorized, texts.errors.badKey) }
        return .bytes(Array((try await pages.metrics() + meter.text).utf8), type: "text/plain; version=0.0.4")
    }
}
