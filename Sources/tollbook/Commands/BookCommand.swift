import ArgumentParser
import Service

struct BookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book", abstract: "Back up, restore, check a book, and make it again from its raw logs.",
        subcommands: [Backup.self, Restore.self, Check.self, Rebuild.self])

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy the book's database into one file, under load too.",
            discussion: "The raw log in the book's folder raw/ is plain files: copy it beside. The copy is checked before the command ends."
        )

        @OptionGroup var book: BookOptions
        @Argument(help: "The file to write; it must not exist.")
        var file: String

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            Output.standard.write(try opened.backup(to: file, caller: .here) + "\n")
            Output.standard.flush()
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a book from a backup.",
            discussion: "--book names the new book; an existing one is never written over. Copy the raw log beside it afterwards.")

        @OptionGroup var book: BookOptions
        @Argument(help: "The backup.")
        var file: String

        func run() throws {
            try OpenBook.restore(file, to: book.path)
            Output.standard.write("Restored: \(book.path)\n")
            Output.standard.flush()
        }
    }

    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a book again from its raw logs and journal: the same calls and charges, bit for bit.",
            discussion: "The book stays as it is, and may be in use. The new one gets copies of the raw logs.")

        @OptionGroup var book: BookOptions

        @Option(name: .customLong("to"), help: ArgumentHelp("The new book, a folder that does not exist.", valueName: "path"))
        var other: String

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            try opened.rebuild(to: other, caller: .here)
            let findings = try OpenBook.open(other, for: .reading).check(caller: .here)
            Output.standard.write("Made again: \(other)\n" + findings.map { $0 + "\n" }.joined())
            Output.standard.flush()
            if !findings.isEmpty { throw ExitCode(1) }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare everything in a book with everything.",
            discussion:
                "Integrity, summaries against calls, conservation of every import. Changes nothing; exit code 1 where something is wrong.")

        @OptionGroup var book: BookOptions

        func run() throws {
            let findings = try OpenBook.open(book.path, for: .reading).check(caller: .here)
            Output.standard.write(findings.isEmpty ? "All is well.\n" : findings.map { $0 + "\n" }.joined())
            Output.standard.flush()
            if !findings.isEmpty { throw ExitCode(1) }
        }
    }
}
