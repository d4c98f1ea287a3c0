import Foundation
import Model
import Service
import Time

// tollbook-bench [PART …]: prints the table of speeds, and writes the same rows into bench.json; parts are rating, schemes, decode, store,
// import, bills, paper, rerate, pages and intake, all of them where none is named. TOLLBOOK_BENCH_CALLS sets the size of the big book
// (10,000,000 unless set; of rerate 1,000,000); figures of that size are only as good as the disk under the folder for temporary files.
// TOLLBOOK_BENCH_BOOK is a demo book made before, of whose pages the times are taken.

/// The rows so far; each is printed as soon as it is there, for the big ones take minutes.
struct BenchTable {
    private(set) var rows: [BenchRow] = []

    mutating func add(_ more: [BenchRow]) {
        for row in more { FileHandle.standardOutput.write(Data((row.line + "\n").utf8)) }
        rows += more
    }
}

func bench(_ parts: Set<String>) async throws {
    func asked(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
    let size = ProcessInfo.processInfo.environment["TOLLBOOK_BENCH_CALLS"].flatMap(Int.init)
    let calls = size ?? 10_000_000
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tollbook-bench-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var table = BenchTable()
    FileHandle.standardOutput.write(Data((BenchRow.heading + "\n").utf8))
    if asked("rating"), let zone = ZoneFiles().zone("Europe/Berlin") { table.add(RatingBench(calls: 200_000, zone: zone).run()) }
    if asked("schemes"), let zone = ZoneFiles().zone("Europe/Berlin") {
        table.add(try SchemesBench(calls: 200_000, zone: zone).run())
    }
    if asked("decode") { table.add(decodeBench() + DecodeShapeBench.rows()) }
    if asked("store") { table.add(try StoreBench.rows(calls: calls, folder: folder)) }
    if asked("import") { table.add(try await ImportRunBench.rows(calls: min(calls, 1_000_000), folder: folder)) }
    if asked("bills") { table.add(try await BillsBench.rows(calls: min(calls, 200_000), folder: folder)) }
    if asked("paper") { table.add(try await PaperBench.rows(bills: min(calls, 2_000), folder: folder)) }
    if asked("rerate") { table.add(try await RerateBench.rows(calls: size ?? 1_000_000, folder: folder)) }
    if asked("pages") { table.add(try await PageBench.rows(calls: calls, folder: folder)) }
    if asked("intake") { table.add(try IntakeBench(folder: folder).rows()) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(table.rows).write(to: URL(fileURLWithPath: "bench.json"))
}

try await bench(Set(CommandLine.arguments.dropFirst()))
