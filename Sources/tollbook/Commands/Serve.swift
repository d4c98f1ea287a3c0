import ArgumentParser
import Service

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a book's pages.",
        discussion: """
            Listens on loopback unless told otherwise. Another address needs --certificate and --key, or --behind-proxy where a proxy of yours
            does the TLS. SIGTERM and Ctrl-C end it with the batch stored.
            """)

    @OptionGroup var book: BookOptions

    @Option(help: ArgumentHelp("Address and port.", valueName: "address"))
    var listen = "127.0.0.1:8080"

    @Option(help: ArgumentHelp("TLS certificate chain in PEM.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("TLS private key in PEM.", valueName: "file"))
    var key: String?

    @Flag(help: "A proxy of yours speaks TLS with the world.")
    var behindProxy = false

    @Option(help: ArgumentHelp("Address of a proxy whose X-Forwarded-For counts; may be repeated.", valueName: "address"))
    var proxy: [String] = []

    @Option(help: ArgumentHelp("Key that opens /metrics, in a file; without one there are none.", valueName: "file"))
    var metricsKey: String?

    func validate() throws {
        guard (certificate == nil) == (key == nil) else { throw ValidationError("--certificate and --key go together.") }
    }

    func run() async throws {
        let opened = try OpenBook.open(book.path, for: .writing)
        try await Server(book: opened, options: self).run()
    }
}
