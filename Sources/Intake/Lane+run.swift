import Mediation
import Model
import RawLog
import Store

extension Lane {
    /// Takes everything from `bytes`: raw log first, then decode and charge, while the batch before is stored.
    func run(from bytes: some ImportBytes, _ progress: (ImportInfo, Int64) -> Void) async throws -> ImportInfo {
        try await takeUp(bytes)
        let name = partBegin < writer.end ? request.name + " (continued)" : request.name
        let part = try writer.begin(name, arrival: importer.arrival)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                var storing = Storing(importer: importer)
                try await drain(&group, &storing)
                while true {
                    let piece = try bytes.read(upTo: Importer.pieceSize)
                    if piece.isEmpty, !Task.isCancelled { break }
                    try writer.append(piece, part: part, arrival: importer.arrival)
                    try writer.sync()
                    stream.take(piece, final: false)
                    if Task.isCancelled { try await stop(&group, &storing) }
                    guard stream.isFull else { continue }
                    try await storing.store(try stream.nextBatch(), in: &group)
                    progress(try importer.book.importInfo(number), writer.end - partBegin)
                }
                stream.take([], final: true)
                try writer.end(part: part, arrival: importer.arrival)
                try writer.sync()
                try await storing.store(try stream.nextBatch(end: writer.durable), in: &group)
                try await storing.wait(&group)
            }
        } catch let error as IntakeError where error != .stopped {
            try importer.book.finishImport(number, .failed, message: error.description, at: importer.clock())
            throw error
        }
        try importer.book.finishImport(number, .done, at: importer.clock())
        return try importer.book.importInfo(number)
    }

    /// Asked to end: what is whole is stored. The import goes on where it was when the same file is imported again.
    private func stop(_ group: inout ThrowingTaskGroup<Void, any Error>, _ storing: inout Storing) async throws {
        try await storing.store(try stream.nextBatch(), in: &group)
        try await storing.wait(&group)
        throw IntakeError.stopped
    }

    /// Goes on with an import of the same name that was cut off, or ends it and begins anew.
    private func takeUp(_ bytes: some ImportBytes) async throws {
        for info in try importer.book.runningImports() where info.sourceName == request.source {
            if info.start.name == request.name, info.start.format == request.format.id, try begins(bytes, with: info) {
                try stream.resume(info)
                return
            }
            try await finish(info)
        }
        try stream.begin(at: writer.end)
    }

    /// Whether the bytes begin with what the cut-off import left in the raw log; they stand behind it then, else at their begin.
    private func begins(_ bytes: some ImportBytes, with info: ImportInfo) throws -> Bool {
        guard bytes.rewind() else { return false }
        var compared = info.start.partBegin
        let reader = try importer.raw.reader(of: request.source, from: info.start.partBegin, through: writer.durable)
        while let block = try reader.next() {
            var rest = block.bytes[...]
            compared += Int64(rest.count)
            while !rest.isEmpty {
                let piece = try bytes.read(upTo: rest.count)
                guard !piece.isEmpty, rest.starts(with: piece) else {
                    _ = bytes.rewind()
                    return false
                }
                rest = rest.dropFirst(piece.count)
            }
        }
        // Of a restored book's log the beginning may be gone.
        if compared == writer.durable { return true }
        _ = bytes.rewind()
        return false
    }

    /// Stores what is in the raw log and not in the book yet.
    private func drain(_ group: inout ThrowingTaskGroup<Void, any Error>, _ storing: inout Storing) async throws {
        let begin = try importer.book.position(of: source)?.offset ?? partBegin
        guard begin < writer.durable else { return }
        let reader = try importer.raw.reader(of: request.source, from: begin, through: writer.durable)
        while let block = try reader.next() {
            stream.take(block.bytes, final: false)
            if stream.isFull { try await storing.store(try stream.nextBatch(), in: &group) }
        }
    }

    /// Ends an import that was cut off: what is whole is stored, half a record at the end is left out.
    func finish(_ info: ImportInfo) async throws {
        try stream.resume(info)
        try await withThrowingTaskGroup(of: Void.self) { group in
            var storing = Storing(importer: importer)
            try await drain(&group, &storing)
            stream.cutOff(at: writer.durable)
            try await storing.store(try stream.nextBatch(end: writer.durable), in: &group)
            try await storing.wait(&group)
        }
        let message = "It was cut off. What had arrived is stored; import the file again for the rest: nothing is stored twice."
        try importer.book.finishImport(info.number, .failed, message: message, at: importer.clock())
    }
}

/// The batch being stored on the other core: one at a time, in order.
struct Storing {
    let importer: Importer
    private var isBusy = false

    init(importer: Importer) { self.importer = importer }

    mutating func store(_ work: (CallBatch, BatchOrigin), in group: inout ThrowingTaskGroup<Void, any Error>) async throws {
        try await wait(&group)
        let book = importer.book
        let settler = LegSettler(rater: importer.rater, names: book.names)
        let (batch, origin) = work
        group.addTask { _ = try book.store(batch, from: origin) { settler.settle(&$0, $1) } }
        isBusy = true
    }

    mutating func wait(_ group: inout ThrowingTaskGroup<Void, any Error>) async throws {
        guard isBusy else { return }
        isBusy = false
        try await group.next()
    }
}
