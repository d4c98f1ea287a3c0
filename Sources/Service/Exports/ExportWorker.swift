import Collection
import Delivery
import Model
import Site
import Store
import Synchronization
import Time

/// One export at work: takes the next calls out of the book, writes them, and only then notes that they are out.
/// Unchecked: `step` is called by one thread at a time, that of the export's own task; all but the flag is touched there alone.
final class ExportWorker: @unchecked Sendable {
    enum Outcome: Equatable {
        /// Lines went out, or at least the position went on: there may be more.
        case moved
        case idle
        case failed(String)
    }

    /// Calls that are looked at for one write.
    private static let batch = 500
    /// Bytes that a receiver may have taken without its program having read them: they are sent again over the next connection.
    private static let unread = 64 * 1024

    private let book: OpenBook
    private let export: CallExport
    private let file: ExportFile?
    private var sender: LineSender?
    /// What went over this connection lately: where it began, and how much it was.
    private var recent: [(from: ExportRecord, bytes: Int)] = []
    private let isStopping: Stop

    private final class Stop: Sendable {
        let flag = Mutex(false)
        var goesOn: Bool { !flag.withLock { $0 } }
    }

    init(_ export: CallExport, book: OpenBook, append: ExportFile.Append? = nil) {
        (self.export, self.book) = (export, book)
        let stop = Stop()
        isStopping = stop
        switch export.way {
        case .folder(let name):
            var file = ExportFile(book: book.store.folder, folder: name)
            if let append { file.append = append }
            self.file = file
        case .tcp(let host, let port):
            file = nil
            sender = LineSender(host: host, port: port) { stop.goesOn }
        }
    }

    func stop() { isStopping.flag.withLock { $0 = true } }

    /// One batch.
    func step() -> Outcome {
        do { return try move() } catch StoreError.staleCursor {
            let words =
                "The book was rebuilt or restored: nobody knows which calls are out. Write those that are missing with `tollbook export "
                + "--from … --to …`, then stop the server and let it go on from now with `tollbook export --restart`."
            note(words)
            return .failed(words)
        } catch {
            let words = PlainWords.of(error) ?? "\(error)"
            note(words)
            return .failed(words)
        }
    }

    private func move() throws -> Outcome {
        var record = try book.store.beginExport(export.id, at: book.clock())
        let site = try book.site().site
        var filter = CallFilter()
        filter.tests = try export.tests()
        filter = filter.clocked(site.settings)
        if let sender, !sender.isConnected, let first = recent.first?.from {
            // The connection broke: what its receiver may not have read goes again. A book that was restored meanwhile knows better.
            recent.removeAll()
            if (try? book.store.exportBatch(first, filter, changes: export.sendsChanges, limit: 1)) != nil { record.goBack(to: first) }
        }
        let before = record
        let (rows, next) = try book.store.exportBatch(record, filter, changes: export.sendsChanges, limit: Self.batch)
        guard next != record || !record.error.isEmpty else { return .idle }
        let layout = ExportLine(export, zone: site.settings.zone)
        var kept = next
        if !rows.isEmpty {
            let bytes = rows.flatMap { layout.line($0) }
            if let sender {
                try sender.send(bytes)
                remember(before, bytes.count)
            } else if let file {
                try add(bytes, layout.header, file, before, &kept)
            }
        }
        kept.sent += Int64(rows.count)
        (kept.at, kept.error, kept.failed) = (book.clock(), "", nil)
        try book.store.keep(kept)
        return .moved
    }

    /// What a kill left of a write is taken away first: beyond what the book says is sure of its file, nothing stays. So the book names a
    /// file, with what it holds already, before the first line is written to it.
    private func add(_ bytes: [UInt8], _ header: [UInt8], _ file: ExportFile, _ before: ExportRecord, _ record: inout ExportRecord) throws {
        let ending = ["delimited": "csv", "fixed": "txt", "json": "jsonl"][export.form.rawValue] ?? "txt"
        let name = try "\(export.id.text)-\(book.today()).\(ending)"
        if !before.file.isEmpty { try file.trim(before.file, through: before.through) }
        if before.file != name {
            var named = before
            (named.file, named.through) = (name, try file.length(name))
            try book.store.keep(named)
        }
        record.through = try file.add(bytes, to: name, header: header)
        record.file = name
    }

    private func remember(_ from: ExportRecord, _ bytes: Int) {
        recent.append((from, bytes))
        while recent.count > 1, recent.dropFirst().reduce(0, { $0 + $1.bytes }) >= Self.unread { recent.removeFirst() }
    }

    /// The same obstacle is noted once.
    private func note(_ words: String) {
        guard var record = try? book.store.beginExport(export.id, at: book.clock()), record.error != words else { return }
        record.error = words
        record.failed = record.failed ?? book.clock()
        try? book.store.keep(record)
    }
}
