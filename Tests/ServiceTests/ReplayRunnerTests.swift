import Foundation
import Intake
import Store
import Synchronization
import Testing

@testable import Service

@Suite("Replays that a page asks for")
struct ReplayRunnerTests {
    private static func report(_ source: String) -> ReplayReport {
        ReplayReport(ReplayDifference(), source: source, from: 0, format: "f", accepted: false)
    }

    private final class Runs: Sendable {
        let count = Mutex(0)
    }

    @Test("One at a time; the same question again is the same replay, another is told to wait; what failed says why, once")
    func oneAtATime() throws {
        let runner = ReplayRunner()
        let (gate, runs) = (DispatchSemaphore(value: 0), Runs())
        let slow: @Sendable () throws -> ReplayReport = {
            runs.count.withLock { $0 += 1 }
            gate.wait()
            return Self.report("slow")
        }
        #expect(try runner.report("slow", patience: 0, slow) == nil)
        #expect(try runner.report("slow", patience: 0, slow) == nil)
        #expect(throws: ServiceError.self) { try runner.report("other", patience: 0) { Self.report("other") } }
        gate.signal()
        #expect(try runner.report("slow", patience: 60, slow)?.source == "slow")
        #expect(runs.count.withLock { $0 } == 1)
        #expect(try runner.report("other", patience: 60) { Self.report("other") }?.source == "other")
        #expect(throws: ServiceError.self) { try runner.report("bad", patience: 60) { throw ServiceError.refused("no") } }
        #expect(try runner.report("bad", patience: 60) { Self.report("good") }?.source == "good")
    }
}
