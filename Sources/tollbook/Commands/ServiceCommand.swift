import ArgumentParser
import Glibc
import Service

struct ServiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service", abstract: "Install Tollbook as a systemd service.", subcommands: [Install.self])

    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a hardened systemd unit for a book.",
            discussion:
                "Own user, restart after a crash, watchdog, file system read-only but for the folder that the book lies in. "
                + "docs/operations.md has the whole way.")

        @OptionGroup var book: BookOptions

        @Option(help: ArgumentHelp("Address to serve on.", valueName: "address"))
        var listen = "127.0.0.1:8080"

        @Option(help: ArgumentHelp("The user that the service runs as.", valueName: "name"))
        var user = "tollbook"

        @Option(help: ArgumentHelp("Where the unit is written.", valueName: "file"))
        var unit = "/etc/systemd/system/tollbook.service"

        @Flag(help: "Print the unit, write nothing.")
        var print = false

        func run() throws {
            let program = try FileSystem.programPath()
            let path = try FileSystem.absolute(book.path)
            var written = ServiceUnit(program: program, book: path, listen: listen, user: user)
            // Debian's group of serial lines; a unit with a group that is not there would not start.
            if getgrnam("dialout") != nil { written.groups = ["dialout"] }
            let text = written.text
            if print {
                Output.standard.write(text)
            } else {
                try FileSystem.writeAside(text, to: unit, mode: 0o644)
                Output.standard.write(
                    """
                    Written: \(unit)
                    Start it, now and at every boot:
                      systemctl daemon-reload
                      systemctl enable --now \(unit.split(separator: "/").last ?? "tollbook.service")

                    """)
            }
            Output.standard.flush()
        }
    }
}
