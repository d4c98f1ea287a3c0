import ArgumentParser
import Service

struct LicenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "licence", abstract: "The proof of a support contract. Nothing depends on it.",
        discussion: "A missing, broken or expired licence never stops collection, rating, pages or bills.",
        subcommands: [Show.self, Install.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what there is to say of the book's licence.")

        @OptionGroup var book: BookOptions

        func run() throws {
            let state = try OpenBook.open(book.path, for: .reading).licence(caller: .here)
            Output.standard.write("\(state)\n")
            Output.standard.flush()
        }
    }

    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a licence file, offline, and keep it in the book.",
            discussion: "A file that cannot be used is refused, and the one that is there stays.")

        @OptionGroup var book: BookOptions
        @Argument(help: "The file, or - for standard input.")
        var file: String

        func run() throws {
            let bytes = try InputFile(file).readAll(limit: 1 << 16)
            let state = try OpenBook.open(book.path, for: .writing).installLicence(bytes, caller: .here)
            Output.standard.write("\(state)\n")
            Output.standard.flush()
        }
    }
}
