import ArgumentParser
import Model
import Service

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Keys with which programs read a book over HTTP.", subcommands: [List.self, Add.self, Revoke.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the keys, with those that were revoked.")
        @OptionGroup var book: BookOptions

        func run() async throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            Output.standard.write(KeyList.text(try await opened.keys(caller: .here)))
            Output.standard.flush()
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key and print it, this once.",
            discussion: "Stop the server first, or use its page of keys. What a key may read is its scopes, within its role.")
        @OptionGroup var book: BookOptions
        @Option(help: "The program that will use it.")
        var name: String
        @Option(help: "viewer or administrator.")
        var role = Role.viewer.rawValue
        @Option(name: .customLong("scope"), help: "calls, bills, reports, tariffs, sources, import; or all. Once for each.")
        var scopes: [String] = []
        @Option(name: .customLong("from"), help: "An address or range from which it may be used. Once for each; none: from anywhere.")
        var addresses: [String] = []
        @Option(help: "Requests in a minute, 0 for any number.")
        var perMinute = String(KeyLimits.usualPerMinute)
        @Option(help: "The last day on which it is good.")
        var until = ""

        func run() async throws {
            var order = KeyOrder()
            (order.name, order.role, order.scopes, order.addresses) = (name, role, scopes, addresses.joined(separator: " "))
            (order.perMinute, order.until) = (perMinute, until)
            let opened = try OpenBook.open(book.path, for: .writing)
            Output.standard.write(try await opened.addKey(order, caller: .here) + "\n")
            Output.standard.flush()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a key at once.")
        @OptionGroup var book: BookOptions
        @Argument(help: "Its number, as `tollbook key list` shows it.")
        var number: Int64

        func run() async throws {
            let opened = try OpenBook.open(book.path, for: .writing)
            try await opened.revokeKey(number, caller: .here)
        }
    }
}
