import ArgumentParser
import Service

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Users of a book, from the machine's own console.", subcommands: [ResetPassword.self])

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-password", abstract: "Print a new log-in for a user, good once and for 30 minutes.",
            discussion: "All sessions of the user end. The user sets a new password at the next log-in.")

        @OptionGroup var book: BookOptions
        @Argument(help: "Name of the user.")
        var name = "admin"

        func run() async throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            Output.standard.write(try await opened.resetPassword(of: name, caller: .here).text)
            Output.standard.flush()
        }
    }
}
