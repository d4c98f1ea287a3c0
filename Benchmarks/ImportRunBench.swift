import Foundation
import Model
import Service
import Time

/// A file to committed calls through the whole way in (raw log, decode, charge, store, summaries), against the bare loop; and the memory
/// that the program needs for it.
enum ImportRunBench {
    static func rows(calls: Int, folder: String) async throws -> [BenchRow] {
        let made = try await DemoBook.make(
            at: folder + "/warm.book", calls: 10_000, seed: 1, until: CivilDay(year: 2026, month: 6, day: 30), caller: .console
        ) { _ in }
        precondition(made.sums.new > 0, "the demo has calls")
        let begin = ContinuousClock.now
        let run = try await DemoBook.make(
            at: folder + "/run.book", calls: calls, seed: 1, until: CivilDay(year: 2026, month: 6, day: 30), caller: .console
        ) { _ in }
        let took = (ContinuousClock.now - begin).seconds
        let speed = Double(run.sums.records) / took
        try FileManager.default.createDirectory(atPath: folder + "/bare", withIntermediateDirectories: true)
        let bare = try ImportBench.run(calls: calls, folder: folder + "/bare")
        let memory = try peakMemory(folder: folder, lines: calls)
        for name in ["warm.book", "run.book", "bare"] { try FileManager.default.removeItem(atPath: folder + "/" + name) }
        return [
            BenchRow(
                name: "import, \(calls) records, file to committed", value: speed, unit: "calls/s", limit: bare.bare,
                ratio: speed / bare.bare),
            BenchRow(name: "memory of that import", value: memory, unit: "MB", limit: 200, ratio: memory / 200),
        ]
    }

    /// Peak memory in MB of `tollbook demo` with as many calls, in a process of its own.
    private static func peakMemory(folder: String, lines: Int) throws -> Double {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        process.executableURL = program.appendingPathComponent("tollbook")
        process.arguments = ["demo", "--book", folder + "/memory.book", "--calls", "\(lines)"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        try FileManager.default.removeItem(atPath: folder + "/memory.book")
        return Double(usage.ru_maxrss) / 1024
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
