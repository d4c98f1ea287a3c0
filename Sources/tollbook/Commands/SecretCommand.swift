import ArgumentParser
import Service

struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Passwords and keys of sources, sealed in the book.",
        discussion: """
            A source names a sealed secret with `secret: NAME`. What opens them stands in BOOK.keys beside the book's folder: keep a copy
            of it, but not beside copies of the book. A secret is never an argument: it is read from standard input.
            """,
        subcommands: [Set.self, List.self, Remove.self, Renew.self])

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Seal a secret, read from standard input up to the line end.")

        @OptionGroup var book: BookOptions
        @Argument(help: "Its name: a-z, 0-9, -.")
        var name: String

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            try opened.setSecret(name, try SecretInput.read(prompt: "Secret \(name): "), caller: .here)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the secrets' names and who uses them.")

        @OptionGroup var book: BookOptions

        func run() throws {
            let secrets = try OpenBook.open(book.path, for: .reading).secrets(caller: .here)
            for secret in secrets {
                let users = secret.sources.isEmpty ? "not used" : "used by " + secret.sources.joined(separator: ", ")
                Output.standard.write("\(secret.name): set \(secret.changed) by \(secret.actor), \(users)\n")
            }
            Output.standard.flush()
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Forget a secret that no source uses.")

        @OptionGroup var book: BookOptions
        @Argument(help: "Its name.")
        var name: String

        func run() throws { try OpenBook.open(book.path, for: .writing).removeSecret(name, caller: .here) }
    }

    struct Renew: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Seal all secrets with a new key; the old one is gone.")

        @OptionGroup var book: BookOptions

        func run() throws {
            let count = try OpenBook.open(book.path, for: .writing).renewSecrets(caller: .here)
            Output.standard.write("\(count) secrets have a new key.\n")
            Output.standard.flush()
        }
    }
}
