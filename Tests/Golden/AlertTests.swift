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
    /// Calls are imported, and only then a server looks at them: the way of a log that is read every few minutes.
    @Test("More calls than a rule lets pass are told of once, with the figures and the list of calls; a new start tells nothing again")
    func sumsOfAParty() throws {
        let double = try #require(MailServerDouble())
        defer { double.stop() }
        let scratch = try Scratch()
        let book = scratch.path + "/sums.book"
        let rules = """
            mail: {server: 127.0.0.1, port: \(double.port), security: none, from: t@example.com, link: "https://tollbook.example.com"}
            alerts:
              - {id: many, when: {total: {in: month, calls: 2}, type: [local]}, to: [boss@example.com], age: 90000}

            """
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site + rules)).status == 0)
        // A few minutes ago by the office's clock; also where a month began in between, for it is over less than a day.
        let form = DateFormatter()
        (form.dateFormat, form.timeZone, form.locale) = (
            "yyyy/MM/dd HH:mm:ss", TimeZone(identifier: "Europe/Berlin"), Locale(identifier: "en_US_POSIX")
        )
        let stamp = form.string(from: Date(timeIntervalSinceNow: -600))
        let lines = (1...4).map { OfficeCase.line(stamp, "00:01:00", from: $0 < 4 ? "101" : "102", to: "0555123\($0)", id: $0) }
        func importing(_ lines: [String]) throws {
            let done = try Program.run(
                "import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", "-", input: Data(lines.joined().utf8))
            #expect(done.status == 0, "\(done.errors)")
        }
        func serving(_ body: () throws -> Void) throws {
            let server = try Program.start(["serve", "--book", book, "--listen", "127.0.0.1:0"])
            defer {
                server.terminate()
                server.waitUntilExit()
            }
            try body()
        }
        try importing(lines)
        try serving {
            let isTold = try Self.waitUntil { try Self.states(book) == ["sent"] }
            #expect(isTold)
        }
        let message = double.heard.message.joined(separator: "\n").replacingOccurrences(of: "=\n", with: "")
        #expect(message.contains("Reception (101): 3 calls of type local in ") && message.contains("more than 2 calls."))
        #expect(message.contains("https://tollbook.example.com/b/sums/calls?from"))
        let alert = try #require((try Self.alerts(book, "alerts") as? [[String: Any]])?.first)
        let figures = try #require(alert["figures"] as? [String: Any])
        #expect(figures["party"] as? String == "101" && figures["found"] as? Int == 3 && figures["limit"] as? Int == 2)
        try importing([OfficeCase.line(stamp, "00:01:00", from: "101", to: "05551299", id: 9)])
        // A second rule shows that the server has looked again.
        let second = rules + "  - {id: more, when: {total: {in: month, calls: 3}}, to: [boss@example.com], age: 90000}\n"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site2.yaml", OfficeCase.site + second)).status == 0)
        try serving {
            let isTold = try Self.waitUntil { try Self.states(book) == ["sent", "sent"] }
            #expect(isTold)
        }
        let told = (try Self.alerts(book, "alerts") as? [[String: Any]] ?? []).compactMap { $0["rule"] as? String }
        #expect(told == ["more", "many"])
    }
}
