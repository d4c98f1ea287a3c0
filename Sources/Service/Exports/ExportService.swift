import Model
import Site
import Store

/// Runs the site's exports, each in a task of its own: one that fails waits longer and longer, and harms no other.
public final class ExportService: Sendable {
    private struct Running {
        var export: CallExport
        var worker: ExportWorker
        var task: Task<Void, Never>
    }

    private static let longestPause = 60
    private let book: OpenBook

    public init(book: OpenBook) { self.book = book }

    /// Until the task is cancelled; writes under way are waited for.
    public func run() async {
        var running: [ExportID: Running] = [:]
        while !Task.isCancelled {
            // A site that cannot be read now leaves all as it is.
            if let exports = try? book.site().site.exports { await take(exports, &running) }
            try? await Task.sleep(for: .seconds(1))
        }
        await end(Array(running.values))
    }

    private func take(_ exports: [CallExport], _ running: inout [ExportID: Running]) async {
        let wanted = exports.filter { !$0.isPaused }
        let gone = running.values.filter { !wanted.contains($0.export) }
        await end(gone)
        for old in gone { running[old.export.id] = nil }
        let ids = exports.map(\.id)
        _ = await onThread { [book] in try? book.store.dropExports(except: ids) }
        for export in wanted where running[export.id] == nil {
            let worker = ExportWorker(export, book: book)
            running[export.id] = Running(export: export, worker: worker, task: Task { await Self.work(worker) })
        }
    }

    private func end(_ list: [Running]) async {
        for one in list {
            one.worker.stop()
            one.task.cancel()
        }
        for one in list { await one.task.value }
    }

    private static func work(_ worker: ExportWorker) async {
        var pause = 1
        while !Task.isCancelled {
            switch await onThread({ worker.step() }) {
            case .moved: pause = 1
            case .idle:
                pause = 1
                try? await Task.sleep(for: .milliseconds(500))
            case .failed:
                try? await Task.sleep(for: .seconds(pause))
                pause = min(pause * 2, longestPause)
            }
        }
    }
}
