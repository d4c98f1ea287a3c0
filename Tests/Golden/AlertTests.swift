import Doubles
import Foundation
import Testing

/// The whole way: a record comes over the wire, and a mail server has the message.
@Suite("Alerts", .serialized)
struct AlertTests {
    private static func site(_ scratch: Scratch, mail port: Int, log: String) throws -> String {
        try scratch.file(
            "site.yaml",
            OfficeCase.site + """

                sources:
                  - {id: tail, switch: main, tail: {path: \(log)}}
                mail: {server: 127.0.0.1, port: \(port), security: none, from: tollbook@example.com, link: "https://tollbook.example.com"}
                alerts:
                  - {id: long, when: {longerThan: 60}, to: [boss@example.com], age: 10000000}

                """)
    }

    private static func alerts(_ book: String, _ key: String) throws -> Any? {
        let text = try Program.run("alerts", "--book", book, "--json").output
        return (try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])?[key]
    }

    private static func states(_ book: String) throws -> [String] {
        (try alerts(book, "alerts") as? [[String: Any]] ?? []).compactMap { $0["state"] as? String }
    }

    private static func waitUntil(_ condition: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<100 {
            if try condition() { return true }
            usleep(100_000)
        }
        return false
    }

    @Test("A call that is too long is told of once, with a link to it; one that is not is not")
    func tooLong() throws {
        let double = try #require(MailServerDouble())
        defer { double.stop() }
        let scratch = try Scratch()
        let book = scratch.path + "/alerts.book"
        let log = try scratch.file("smdr.log", "")
        #expect(try Program.run("site", "import", "--book", book, try Self.site(scratch, mail: double.port, log: log)).status == 0)
        let server = try Program.start(["serve", "--book", book, "--listen", "127.0.0.1:0"])
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        // In the past month, so that it is neither older than the age limit nor in the future.
        let day = Date(timeIntervalSinceNow: -20 * 86_400).formatted(.iso8601.year().month().day().dateSeparator(.dash))
            .replacingOccurrences(of: "-", with: "/")
        let lines = [
            OfficeCase.line("\(day) 09:00:00", "00:01:00", from: "101", to: "05551234", id: 1),
            OfficeCase.line("\(day) 09:10:00", "00:02:03", from: "101", to: "05559876", id: 2),
        ]
        let handle = try #require(FileHandle(forWritingAtPath: log))
        try handle.write(contentsOf: Data(lines.joined().utf8))
        #expect(Self.waitUntil { !double.heard.message.isEmpty })
        #expect(try Self.waitUntil { try Self.states(book) == ["sent"] })
        let message = double.heard.message.joined(separator: "\n")
        #expect(message.contains("To: <boss@example.com>") && message.contains("05559876") && message.contains("0:02:03"))
        #expect(message.replacingOccurrences(of: "=\n", with: "").contains("https://tollbook.example.com/b/alerts/calls/"))
        // The same record again is a duplicate and tells nobody.
        try handle.write(
            contentsOf: Data((lines[1] + OfficeCase.line("\(day) 10:00:00", "00:00:05", from: "101", to: "05551", id: 3)).utf8))
        #expect(try Self.waitUntil { try Program.run("sources", "--book", book).output.contains("3 new") })
        #expect(try Self.states(book) == ["sent"] && double.heard.connections == 1)
        let test = try Program.run("alerts", "test", "--book", book, "--to", "it@example.com")
        #expect(test.status == 0 && test.output.hasPrefix("sent: 250"))
        #expect(try Program.run("alerts", "test", "--book", book, "--to", "it@example.com>").status == 1)
    }
}
