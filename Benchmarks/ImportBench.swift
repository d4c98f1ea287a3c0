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
        if bare { figures.bare = try self.bare(calls, folder + "/bare.book") }
        (figures.store, figures.lastTenth) = try store(calls, folder + "/store.book")
        return figures
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func bare(_ calls: Int, _ path: String) throws -> Double {
        let book = try Book.create(path: path, name: "bare", at: Instant(seconds: 0))
        var source = ImportBenchCalls(seed: 1, names: book.names)
        try book.close()
        let loop = ImportBenchBare(path: path + "/book.sqlite")
        var batch = CallBatch()
        var time = Duration.zero
        for _ in 0..<calls / ImportBenchCalls.batch {
            source.fill(&batch)
            time += ContinuousClock().measure { loop.write(batch) }
        }
        return Double(calls) / seconds(time)
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
        return (Double(calls) / seconds(time), seconds(last) * 1e9 / Double(calls / 10))
    }
}
