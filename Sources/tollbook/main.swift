import ArgumentParser
import Glibc

// Exit codes are a contract: 0 done, 1 failed, 2 wrong usage. Results go to standard output, everything else to standard error.

func perform() async throws {
    var command = try Tollbook.parseAsRoot()
    if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
    } else {
        try command.run()
    }
}

do { try await perform() } catch { exit(Failure.report(error)) }
