import Foundation
import Testing

@Suite("Names from outside lead nowhere (F1) and reach no terminal as they are (O4)")
struct HostileNamesTests {
    let scratch: Scratch
    let book: String
    static let paths = [
        "../../x", "/etc/passwd", "..", "a/b", "a%2fb", "x\u{1B}[2J", "\u{202E}x", "a b", "", String(repeating: "x", count: 65),
    ]

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/test.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
    }

    /// Nothing but plain letters, marks of ours and line ends.
    private func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value == 10 || ($0.value >= 32 && $0.value < 127) || "“”…→×·–".unicodeScalars.contains($0) }
    }

    @Test("As source, format, switch, party", arguments: paths)
    func ids(text: String) throws {
        let log = try scratch.file("calls.log", OfficeCase.line("2026/03/02 09:15:00", "00:01:01", from: "101", to: "05551234", id: 1))
        let commands = [
            ["import", "--book", book, "--format", "avaya-ip-office-smdr", "--source", text, log],
            ["import", "--book", book, "--format", text, log],
            ["import", "--book", book, "--format", "avaya-ip-office-smdr", "--switch", text, log],
            ["decode", "--format", text, log],
            ["bill", "--book", book, "--party", text, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv"],
            ["user", "reset-password", "--book", book, text],
        ]
        for command in commands {
            let result = try Program.run(command)
            #expect(result.status == 1 || result.status == 2, "\(command)")
            #expect(isPlain(result.errors), "\(command): \(result.errors)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["calls.log", "site.yaml", "test.book"])
        let sources = try FileManager.default.contentsOfDirectory(atPath: book + "/raw")
        #expect(sources.isEmpty)
    }

    @Test("A deck that the site file names lies beside it, never elsewhere", arguments: ["../deck.csv", "/etc/passwd", "a/../b.csv"])
    func decks(name: String) throws {
        let folder = scratch.path + "/inner"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try scratch.file("deck.csv", "prefix,price\n49,0.1\n")
        let start = try #require(OfficeCase.site.range(of: "        rows:"))
        let site = OfficeCase.site[..<start.lowerBound] + "        deck: {file: \"\(name)\"}\n"
        let file = try scratch.file("inner/site.yaml", String(site))
        let result = try Program.run("tariff", "check", file)
        #expect(result.status == 1)
        #expect((result.output + result.errors).contains("site.yaml:"), "\(result.output)\(result.errors)")
    }

    @Test("A file's own name and its fields are shown escaped")
    func fileNames() throws {
        let log = try scratch.file("\u{1B}[2Jx\u{202E}.log", "nothing\n")
        let result = try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", log)
        #expect(isPlain(result.output + result.errors))
        let missing = try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "/none/\u{1B}[2J\u{202E}")
        #expect(missing.status == 1)
        #expect(isPlain(missing.errors), "\(missing.errors)")
    }

    @Test("Site files that would blow up or lie are refused at once, with file and line (F3)")
    func yaml() throws {
        let bomb = (1...20).reduce("a0: &a0 [x,x,x,x,x,x,x,x,x]\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1),*a\($1 - 1),*a\($1 - 1)]\n" }
        let texts = [
            bomb, String(repeating: "[", count: 1000), "site: !!python/object {x: 1}\n", "site: {name: a}\nsite: {name: b}\n",
            "site: {name: \u{1B}[2J, zone: \"\u{202E}x\"}\n",
        ]
        for text in texts {
            let result = try Program.limited(
                "--data=268435456", "site", "import", "--book", scratch.path + "/new.book", scratch.file("bad.yaml", text))
            #expect(result.status == 1)
            #expect(result.errors.contains("bad.yaml:"), "\(result.errors)")
            #expect(isPlain(result.errors), "\(result.errors)")
        }
    }
}
