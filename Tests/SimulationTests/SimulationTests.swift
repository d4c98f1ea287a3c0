import Foundation
import Simulation
import Testing

@Suite("The way in, in worlds drawn from a seed", .serialized)
struct SimulationTests {
    private static let isLong = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] == "1"
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("failing-seeds.txt").path

    /// Seeds that failed once: they are run first, always.
    private static func kept() throws -> [UInt64] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            try #require(UInt64(line.prefix { $0.isNumber }), "\(line)")
        }
    }

    private static func keep(_ seed: UInt64) throws {
        guard try !kept().contains(seed) else { return }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "\(seed)\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test("Garbage, repeats, clocks that are set, kills, power cuts, a full disk: nothing is lost or stored twice")
    func worlds() async throws {
        for seed in try Self.kept() + Array(1...(Self.isLong ? 1000 : 20)) {
            do { _ = try await Simulation(seed: seed).run() } catch {
                Issue.record("\(error)")
                try Self.keep(seed)
            }
        }
    }

    @Test("The same seed ends in the same state, another one in another")
    func repeatable() async throws {
        let first = try await Simulation(seed: 77).run()
        #expect(try await Simulation(seed: 77).run() == first)
        #expect(try await Simulation(seed: 78).run().digest != first.digest)
        #expect(first.kills > 0 && first.calls > 0)
    }

    @Test("A position that is committed before the calls is noticed")
    func flaw() async {
        var noticed = 0
        for seed in 1...10 as ClosedRange<UInt64> {
            do { _ = try await Simulation(seed: seed, flaw: .positionFirst).run() } catch {
                #expect("\(error)".contains("lost"), "\(error)")
                noticed += 1
            }
        }
        #expect(noticed > 5)
    }
}
