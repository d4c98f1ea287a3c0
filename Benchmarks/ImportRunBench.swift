import Foundation
import Model
import Service
import Time

/// A file to committed calls through the whole way in (raw log, decode, charge, store, summaries), against the bare loop; and the memory
/// that the program needs for it.
enum ImportRunBench {
    static func rows(calls: Int, folder: String) async throws -> [BenchRow] {
        let last = CivilDay(year: 2026, month: 6, day: 30)
        let made = try await DemoBook.make(at: folder + "/run.book", calls: calls, seed: 1, until: last, caller: .console) { _ in }
        precondition(made.sums.new > 0, "the demo has calls")
        try export(folder + "/run.book", to: folder + "/calls.csv")
        _ = try await DemoBook.make(at: folder + "/new.book", calls: 0, seed: 1, until: last, caller: .console) { _ in }
        let begin = ContinuousClock.now
        let memory = try importing(folder + "/calls.csv", into: folder + "/new.book")
        let speed = Double(made.sums.records) / (ContinuousClock.now - begin).seconds
        let bare = try ImportBench.bare(folder + "/new.book", folder + "/bare.book")
        for name in ["run.book", "new.book", "bare.book", "calls.csv"] { try FileManager.default.removeItem(atPath: folder + "/" + name) }
        return [
            BenchRow(
                name: "import, \(calls) records, file to committed", value: speed, unit: "calls/s", limit: bare, ratio: speed / bare),
            BenchRow(name: "memory of that import", value: memory, unit: "MB", limit: 200, ratio: memory / 200),
        ]
    }

    private static func export(_ book: String, to path: String) throws {
        guard let days = DayRange(CivilDay(number: 0), CivilDay(number: 40_000)) else { return }
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try OpenBook.open(book, for: .reading).exportCSV(days, caller: .console) { file.write(Data($0)) }
        try file.close()
    }

    /// Runs `tollbook import` in a process of its own.
    /// - Returns: its peak memory in MB.
    private static func importing(_ file: String, into book: String) throws -> Double {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        process.executableURL = program.appendingPathComponent("tollbook")
        process.arguments = ["import", "--book", book, "--format", "tollbook-csv", file]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // Not ru_maxrss: a child's counts what this process held when it was started.
        var peak = 0.0
        while process.isRunning {
            peak = max(peak, highWater(process.processIdentifier) ?? 0)
            Thread.sleep(forTimeInterval: 0.02)
        }
        precondition(process.terminationStatus == 0, "the import went well")
        return peak
    }

    /// The most memory that a process had so far, in MB.
    private static func highWater(_ process: pid_t) -> Double? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
