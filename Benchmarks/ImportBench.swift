import Model
import Store
import Time

/// Storing calls: `Book.store` against the bare loop, and the cost of a call in a small and in a big book.
enum ImportBench {
    struct Figures {
        /// Calls a second over the whole run.
        var bare: Double = 0
        var store: Double = 0
        /// Nanoseconds a call over the last tenth of the run.
        var lastTenth: Double = 0
        var ratio: Double { bare > 0 ? store / bare : 0 }
    }

    /// - Parameter folder: an empty folder; two books are made in it and left there.
    static func run(calls: Int, folder: String, bare: Bool = true) throws -> Figures {
        var figures = Figures()
        (figures.store, figures.lastTenth) = try store(calls, folder + "/store.book")
        if bare { figures.bare = try self.bare(folder + "/store.book", folder + "/bare.book") }
        return figures
    }

    /// Writes the rows of a finished book again, into a new one.
    /// - Returns: calls a second.
    static func bare(_ finished: String, _ path: String) throws -> Double {
        try Book.create(path: path, name: "bare", at: Instant(seconds: 0)).close()
        return BareReplay.run(finished + "/book.sqlite", into: path + "/book.sqlite")
    }

    private static func store(_ calls: Int, _ path: String) throws -> (whole: Double, lastTenth: Double) {
        let book = try Book.create(path: path, name: "store", at: Instant(seconds: 0))
        var source = ImportBenchCalls(seed: 1, names: book.names)
        let start = ImportStart(
            source: source.source, name: "bench", format: "bench", switch: "pbx", started: Instant(seconds: 0), actor: "bench",
            partBegin: 0)
        var origin = BatchOrigin(importNumber: try book.beginImport(start), source: source.source, partBegin: 0, at: Instant(seconds: 0))
        origin.lines = Int64(ImportBenchCalls.batch)
        origin.linesInRecords = origin.lines
        var batch = CallBatch()
        var time = Duration.zero
        var last = Duration.zero
        let batches = calls / ImportBenchCalls.batch
        for index in 0..<batches {
            source.fill(&batch)
            let took = try ContinuousClock().measure {
                origin.position = RawPosition(source: source.source, offset: Int64(index), line: 0)
                _ = try book.store(batch, from: origin)
            }
            time += took
            if index >= batches - batches / 10 { last += took }
        }
        try book.close()
        return (Double(calls) / time.seconds, last.seconds * 1e9 / Double(calls / 10))
    }
}
