import ArgumentParser
import Simulation

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the way in inside a made-up world and see that nothing is lost.",
        discussion: """
            Clock, disk and network are drawn from the seed: garbage, repeats, cut connections, kills, power cuts, a full disk. The same seed ends
            in the same state, whose digest is printed. Exit code 1 where something was lost, stored twice or does not add up.
            """)

    @Option(help: "Seed of the first world.")
    var seed: UInt64

    @Option(help: "How many worlds, of this seed and the following ones.")
    var seeds: UInt64 = 1

    @Option(help: "How many things happen in each.")
    var acts = 150

    func validate() throws {
        guard (1...1_000_000).contains(seeds) else { throw ValidationError("--seeds \(seeds) is not between 1 and 1,000,000.") }
        guard (1...1_000_000).contains(acts) else { throw ValidationError("--acts \(acts) is not between 1 and 1,000,000.") }
    }

    func run() async throws {
        var hasFailed = false
        for offset in 0..<seeds {
            do {
                Output.standard.write(try await Simulation(seed: seed &+ offset).run(acts: acts).text)
            } catch {
                Output.error.write("tollbook: \(error)\n")
                Output.error.flush()
                hasFailed = true
            }
            Output.standard.flush()
        }
        if hasFailed { throw ExitCode(1) }
    }
}
