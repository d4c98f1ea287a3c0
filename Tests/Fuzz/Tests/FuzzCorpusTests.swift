import Foundation
import Fuzzing
import Testing

/// What fuzzing found and began with, and thousands of mutations of each: no crash, and what must hold holds.
struct FuzzCorpusTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../Corpus").standardized
    /// Mutations of each file.
    private static let rounds = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] == nil ? 1_000 : 20_000

    /// Kept inputs and the seeds, with their names.
    private static func inputs(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let own = folder.appending(path: target.rawValue)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: own.path).sorted()) ?? []
        let files = try names.map { ($0, Array(try Data(contentsOf: own.appending(path: $0)))) }
        return files + target.seeds.enumerated().map { ("seed \($0.offset)", $0.element) }
    }

    /// The limit is for what hangs: a mebibyte of each is done in a fraction of a second, unless the work grows faster than the bytes.
    @Test(.timeLimit(.minutes(10)), arguments: FuzzTarget.allCases) func corpusIsSmallAndHolds(target: FuzzTarget) throws {
        let inputs = try Self.inputs(target)
        #expect(!target.seeds.isEmpty)
        #expect(inputs.count - target.seeds.count <= 60)
        for (name, bytes) in inputs {
            #expect(bytes.count <= FuzzTarget.longest, "\(name)")
            #expect(throws: Never.self, "\(target), \(name)") { try target.run(bytes) }
            target.work(bytes, count: name.hasPrefix("seed") ? 64 << 10 : 1 << 20)
        }
    }

    @Test(arguments: FuzzTarget.allCases) func mutationsHold(target: FuzzTarget) throws {
        let inputs = try Self.inputs(target)
        var mutator = Mutator(seed: UInt64.random(in: 0...UInt64.max))
        print("\(target) seed \(mutator.seed)")
        for (name, bytes) in inputs {
            // The many built-in formats share a kind: their sample lines get fewer.
            for _ in 0..<(name.hasPrefix("seed") ? Self.rounds / 5 : Self.rounds) {
                let mutated = mutator.mutated(bytes, with: inputs.randomElement(using: &mutator)?.bytes ?? [])
                do { try target.run(mutated) } catch {
                    Issue.record("\(target), \(name), seed \(mutator.seed): \(error)\n\(Data(mutated).base64EncodedString())")
                    return
                }
            }
        }
    }
}
