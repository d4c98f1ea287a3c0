import Foundation

/// What a simulation found wrong.
public struct SimulationFailure: Error, CustomStringConvertible {
    public let words: String
    public var description: String { words }
}

/// How a simulated world ended.
public struct SimulationResult: Hashable, Sendable {
    public var seed: UInt64
    /// Made of all calls, charges, imports and raw bytes: the same for the same seed.
    public var digest: UInt64
    public var calls = 0
    public var bytes = 0
    public var kills = 0
    public var powerCuts = 0
    public var fullDisks = 0
    public var packed = 0
    public var decisions = 0

    /// One line.
    public var text: String {
        let hex = String(digest, radix: 16)
        return "seed \(seed): \(String(repeating: "0", count: 16 - hex.count))\(hex), \(calls) calls of \(bytes) bytes, \(kills) kills, "
            + "\(powerCuts) power cuts, \(fullDisks) full disks, \(packed) files packed, \(decisions) decisions\n"
    }
}

/// A world drawn from a seed in which the way in runs: garbage, repeats, cut connections, clocks that are set, kills at any operation of
/// the disk, power cuts, a full disk. At its end everything that was taken is there once, sums agree, and the book can be made again.
public struct Simulation: Sendable {
    /// A world that is deliberately wrong, to see that it is noticed.
    public enum Flaw: Sendable {
        /// The position is committed before the calls.
        case positionFirst
    }

    private let seed: UInt64
    private let flaw: Flaw?

    public init(seed: UInt64, flaw: Flaw? = nil) {
        (self.seed, self.flaw) = (seed, flaw)
    }

    /// - Parameter acts: how many things happen.
    /// - Throws: `SimulationFailure`.
    public func run(acts: Int = 150) async throws -> SimulationResult {
        let folder = NSTemporaryDirectory() + "tollbook-simulation-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let world = try World(seed: seed, flaw: flaw, folder: folder)
            for _ in 0..<acts { try await world.act() }
            try await world.settle()
            return try world.check()
        } catch {
            throw SimulationFailure(words: "seed \(seed): \(error)")
        }
    }
}
