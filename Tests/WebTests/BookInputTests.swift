import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Rendering
import Testing

@testable import Service
@testable import Web

/// What strangers and mistakes can put into an address or a form of a real book (CHECKLIST W4, W5, W7).
@Suite struct BookInputTests {
    /// Every name that some page reads.
    private static let parameters = [
        "q", "from", "to", "day", "party", "member", "direction", "state", "reason", "type", "trunk", "switch", "account", "extension",
        "source", "called", "calling", "duration", "answered", "whole", "sort", "order", "at", "limit", "as", "import", "after", "before",
        "cursor", "number", "version", "prefix", "name", "add", "added", "done", "decided", "caller", "callerForm", "time", "ring", "given",
        "givenCurrency", "sourceIP", "pulses", "scheme", "table", "planned", "organisation",
        "kind", "private",
    ]
    private static let texts =
        Hostile.texts.filter { $0.utf8.count < 1_000 } + [
            "%", "_", "*", "-1", "9223372036854775808", "2026-02-30", "1;DROP TABLE call", "\u{ff0d}1",
        ]

    private static func routes() -> [Route] {
        RouteTests.all("201").filter { if case .book = $0 { true } else { false } } + [
            .book(BookID("main"), .tariff(RateTableID("office"))), .book(BookID("main"), .importResult(1)),
        ]
    }

    /// All that a change could have touched.
    private func state(_ book: MendingBook) throws -> [String] {
        let journal = try book.book.journalLines(before: nil, caller: .console).map { "\($0.number) \($0.action)" }
        let listing = try book.book.list(CallQuery(CallFilter()), caller: .console)
        return journal + [String(decoding: try book.book.listJSON(listing, caller: .console), as: UTF8.self)]
            + ["\(try book.book.problemCounts(caller: .console))", "\(try book.book.imports(caller: .console).count)"]
    }

    private func filled() async throws -> (MendingBook, Person) {
        let book = try await MendingBook()
        let person = try await book.house.person()
        let lines = (1...5).map { MendingBook.line($0, to: "9004989123456\($0)", talk: 61, id: $0) }.joined()
        try await book.server.application().test(.router) { client in
            let (fields, body) = MendingBook.upload(person, lines)
            let answer = try await client.execute(uri: "/b/main/imports", method: .post, headers: fields, body: body)
            #expect(answer.status == .seeOther)
        }
        while book.book.runner.running != nil { try await Task.sleep(for: .milliseconds(5)) }
        return (book, person)
    }

    @Test func hostileValuesOfEachParameterAreRefusedOrLiteral() async throws {
        let (book, person) = try await filled()
        let before = try state(book)
        try await book.server.application().test(.router) { client in
            var turn = 0
            for route in Self.routes() {
                for parameter in Self.parameters {
                    for _ in 0..<5 {
                        turn += 1
                        let text = Self.texts[turn % Self.texts.count]
                        let uri = route.link([(parameter, text)]).text
                        let answer = try await client.execute(uri: uri, method: .get, headers: person.cookie)
                        #expect(answer.status.code < 500, "\(uri): \(answer.status)")
                    }
                }
            }
        }
        #expect(try state(book) == before, "reading changes nothing")
        try book.remove()
    }

    @Test func signsOfPatternsAreLiteral() async throws {
        let (book, person) = try await filled()
        try await book.server.application().test(.router) { client in
            func count(_ name: String, _ value: String) async throws -> Int {
                let uri = Route.book(BookID("main"), .calls).link([(name, value), ("as", "json")]).text
                let answer = try await client.execute(uri: uri, method: .get, headers: person.cookie)
                #expect(answer.status == .ok, "\(uri)")
                return String(buffer: answer.body).components(of: "\"id\":")
            }
            for (name, value) in [("called", "900"), ("trunk", "T9001")] {
                let found = try await count(name, value)
                #expect(found == 5, "\(name)=\(value)")
            }
            for (name, value) in [
                ("called", "%"), ("called", "9%"), ("called", "____"), ("called", "900_"), ("trunk", "T900_"), ("trunk", "%"),
                ("party", "2%"),
                ("extension", "20_"), ("source", "%"), ("type", "' OR 1=1--"), ("account", "' OR ''='"),
            ] {
                let found = try await count(name, value)
                #expect(found == 0, "\(name)=\(value)")
            }
        }
        try book.remove()
    }

    @Test func hostileFormsAreNeverOurFault() async throws {
        let (book, person) = try await filled()
        let forms: [(String, [String])] = [
            ("/b/main/problems/conflict", ["number", "decision", "reason"]),
            ("/b/main/problems/unassigned", ["number", "party", "new-id", "new-name", "day"]),
            ("/b/main/problems/unrated", ["again-from", "again-to"]),
            ("/b/main/tariffs/office", ["prefix", "name", "price", "first", "next", "minimum"]),
            ("/b/main/settings/keys", ["name", "role", "revoke"]), ("/b/main/reratings", ["from", "to", "kind", "name"]),
            ("/b/main/reratings/1", ["do"]), ("/b/main/calls/x", ["kind", "value", "reason", "undo"]),
            ("/password", ["current", "new", "repeated"]),
        ]
        try await book.server.application().test(.router) { client in
            for (uri, fields) in forms {
                for (turn, text) in Self.texts.enumerated() {
                    // One field is hostile, the others are plain, so that each is looked at.
                    let pairs = fields.enumerated().map { index, name in
                        name + "=" + PathText.encode(index == turn % fields.count ? text : "1")
                    }
                    let answer = try await client.execute(
                        uri: uri, method: .post, headers: person.form, body: person.body(pairs.joined(separator: "&")))
                    #expect(answer.status.code < 500, "\(uri) \(pairs): \(answer.status)")
                }
            }
        }
        try book.remove()
    }
}

extension String {
    /// How often a piece stands in the text.
    fileprivate func components(of piece: String) -> Int { self.split(separator: piece, omittingEmptySubsequences: false).count - 1 }
}
