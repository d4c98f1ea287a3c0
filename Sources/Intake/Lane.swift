import Model
import RawLog
import Store

/// One import on its way: the source's raw log open for writing, and the stream of its bytes. Used from one task.
final class Lane {
    let importer: Importer
    let request: ImportRequest
    let source: NameNumber
    let writer: RawWriter
    let stream: ImportStream

    /// Checks that the import may begin. Nothing is written to the book yet.
    init(_ importer: Importer, _ request: ImportRequest) throws {
        stream = try ImportStream(importer, request)
        self.importer = importer
        self.request = request
        source = importer.book.names.number(.source, request.source)
        var options = RawOptions()
        options.beginsAnew = try importer.raw.isRestored
        writer = try importer.raw.writer(
            of: request.source, expecting: importer.book.position(of: source)?.offset ?? 0, options: options)
    }

    var number: Int64 { stream.number }
    var partBegin: Int64 { stream.partBegin }
}
