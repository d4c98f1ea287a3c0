import ArgumentParser
import Glibc
import Reading

/// How errors end the program.
enum Failure {
    /// Prints an error for people and returns the exit code.
    static func report(_ error: any Error) -> Int32 {
        let code = Tollbook.exitCode(for: error)
        if code == .success {
            // --help and --version come this way.
            Output.standard.write(Tollbook.fullMessage(for: error) + "\n")
            Output.standard.flush()
            return 0
        }
        Output.standard.flush()
        if error is ExitCode { return code.rawValue }
        if code == .validationFailure {
            Output.error.write(Tollbook.fullMessage(for: error) + "\n")
            Output.error.flush()
            return 2
        }
        Output.error.write("tollbook: " + Printable.lines("\(error)") + "\n")
        Output.error.flush()
        return 1
    }
}

extension Printable {
    /// The same, but line ends of our own messages stay.
    static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }.joined(separator: "\n")
    }
}
