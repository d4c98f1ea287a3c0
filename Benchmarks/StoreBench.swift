import Foundation

/// Storing against the bare loop, and what a call costs in a big book against a small one.
enum StoreBench {
    static func rows(calls: Int, folder: String) throws -> [BenchRow] {
        let small = max(calls / 10, 10_000)
        try FileManager.default.createDirectory(atPath: folder + "/small", withIntermediateDirectories: true)
        let first = try ImportBench.run(calls: small, folder: folder + "/small")
        try FileManager.default.removeItem(atPath: folder + "/small")
        try FileManager.default.createDirectory(atPath: folder + "/big", withIntermediateDirectories: true)
        let second = try ImportBench.run(calls: calls, folder: folder + "/big", bare: false)
        try FileManager.default.removeItem(atPath: folder + "/big")
        return [
            BenchRow(
                name: "store, \(small) calls, to a bare SQLite loop", value: first.store, unit: "calls/s", limit: first.bare,
                ratio: first.ratio),
            BenchRow(
                name: "ns a call at \(calls) to that at \(small)", value: second.lastTenth, unit: "ns/call", limit: first.lastTenth,
                ratio: second.lastTenth / first.lastTenth),
        ]
    }
}
