import Foundation
import Model
import Service
import Time

// tollbook-bench: prints the table of speeds, and writes the same rows into bench.json. TOLLBOOK_BENCH_CALLS sets the size of the big
// book (10,000,000 unless set); figures of that size are only as good as the disk under the folder for temporary files.

let calls = ProcessInfo.processInfo.environment["TOLLBOOK_BENCH_CALLS"].flatMap(Int.init) ?? 10_000_000
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tollbook-bench-\(getpid())").path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

var rows: [BenchRow] = []
func report(_ more: [BenchRow]) {
    for row in more { print(row.line) }
    fflush(stdout)
    rows += more
}

print(BenchRow.heading)
if let zone = ZoneFiles().zone("Europe/Berlin") { report(RatingBench(calls: 200_000, zone: zone).run()) }
report(decodeBench())
report(try StoreBench.rows(calls: calls, folder: folder))
report(try await ImportRunBench.rows(calls: min(calls, 1_000_000), folder: folder))
report(try await PageBench.rows(calls: calls, folder: folder))

let encoder = JSONEncoder()
encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
try encoder.encode(rows).write(to: URL(fileURLWithPath: "bench.json"))
