import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Rendering
import Site
import Testing

@testable import Service
@testable import Web

/// Selection, tester, what-if and time line: pages that only read, for people and for programs.
@Suite struct TesterPagesTests {
    private func asked(
        _ page: BookPage, _ query: [(String, String)], _ client: some TestClientProtocol, _ fields: HTTPFields
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        let uri = Route.book(BookID("main"), page).link(query.map { (name: $0.0, value: $0.1) }).text
        let answer = try await client.execute(uri: uri, method: .get, headers: fields)
        return (answer.status, String(buffer: answer.body))
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }

    /// 61 s to Germany by 60/6 at 0.30 a minute: 0.30 + 0.03.
    @Test func aCallTypedIn() async throws {
        let served = try await MendingBook()
        let (person, viewer) = (try await served.house.person(), try await served.house.person("eve", role: .viewer))
        try await served.server.application().test(.router) { client in
            let call = [
                ("caller", "201"), ("called", "9004989123"), ("trunk", "T9001"), ("duration", "1:01"), ("day", "2026-03-02"),
                ("time", "10:00"),
            ]
            let page = try await asked(.testCall, call, client, viewer.cookie)
            #expect(page.status == .ok, "\(page.text)")
            for piece in ["0.33", "4989123", "The extension 201 belongs to the party 201 A &amp; B on that day.", "site&#39;s default"] {
                #expect(page.text.contains(piece) || page.text.contains(piece.replacing("&#39;", with: "'")), "\(piece): \(page.text)")
            }
            let data = try object(try await asked(.testCall, call + [("as", "json")], client, person.cookie).text)
            #expect((data["price"] as? [String: Any])?["charge"] as? String == "0.33" && data["party"] as? String == "201")
            #expect((data["cost"] as? [String: Any])?["state"] as? String == "unrated" && data["margin"] is NSNull)
            let selection = try await asked(.selection, call, client, person.cookie)
            #expect(selection.text.contains("table office") && selection.text.contains("There are no rules: the search begins below."))
            // Nothing has a price there: what is missing, and where an administrator adds it.
            let chile = call.filter { $0.0 != "called" } + [("called", "90056212345")]
            let missing = try await asked(.testCall, chile, client, person.cookie)
            #expect(missing.text.contains("begins with no prefix") && missing.text.contains("add=1"))
            #expect(!(try await asked(.testCall, chile, client, viewer.cookie)).text.contains("add=1"))
        }
        try served.remove()
    }

    @Test func wrongInputIsMarked() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            for page in [BookPage.testCall, .selection] {
                let wrong = [("called", ""), ("caller", "201"), ("duration", "long<b>"), ("direction", "up")]
                let answer = try await asked(page, wrong, client, person.cookie)
                #expect(answer.status == .ok || answer.status == .unprocessableContent)
                let told = try await asked(page, [("called", " "), ("duration", "long<b>"), ("direction", "up")], client, person.cookie)
                #expect(told.status == .unprocessableContent, "\(told.text)")
                for field in ["#f-called", "#f-duration", "#f-direction"] { #expect(told.text.contains(field), "\(field)") }
                #expect(!told.text.contains("long<b>"))
                let data = try await asked(page, [("called", " "), ("duration", "x"), ("as", "json")], client, person.cookie)
                #expect(data.status == .badRequest && data.text.contains("duration:"), "\(data.text)")
                #expect(try await asked(page, [("as", "csv")], client, person.cookie).status == .badRequest)
            }
            #expect(try await asked(.testCall, [("as", "json")], client, person.cookie).status == .badRequest, "no call")
            #expect(try await asked(.selection, [("as", "json")], client, person.cookie).status == .ok, "the rules alone")
        }
        try served.remove()
    }

    @Test func whatIf() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            let line = MendingBook.line(1, to: "90049891234", talk: 61, id: 1)
            let (fields, body) = MendingBook.upload(person, line)
            #expect(try await client.execute(uri: "/b/main/imports", method: .post, headers: fields, body: body).status == .seeOther)
            while served.book.runner.running != nil { try await Task.sleep(for: .milliseconds(5)) }
            let days = [("from", "2026-03-01"), ("to", "2026-03-31")]
            let page = try await asked(.whatIf, days + [("table", "office"), ("planned", "1")], client, person.cookie)
            #expect(page.status == .ok && page.text.contains("1 call from 2026-03-01") && page.text.contains("0.33"), "\(page.text)")
            let data = try object(try await asked(.whatIf, days + [("table", "office"), ("as", "json")], client, person.cookie).text)
            #expect((data["total"] as? [String: Any])?["calls"] as? Int == 1)
            for wrong in [
                days, days + [("table", "nowhere")], days + [("table", "office"), ("scheme", "cost")],
                days + [("planned", "1"), ("party", "nobody")], [("from", "2026-04-01"), ("to", "2026-03-01"), ("planned", "1")],
                [("from", "x"), ("planned", "1")],
            ] {
                let answer = try await asked(.whatIf, wrong, client, person.cookie)
                #expect(answer.status == .unprocessableContent && answer.text.contains("error-summary"), "\(wrong) \(answer.status)")
                let data = try await asked(.whatIf, wrong + [("as", "json")], client, person.cookie)
                #expect(data.status == .badRequest, "\(wrong)")
            }
            #expect(try await asked(.whatIf, [], client, person.cookie).status == .ok, "only the form")
        }
        try served.remove()
    }

    @Test func versions() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        let france = #"{prefix: ["33"], name: France, all: {increments: "60/60", price: "0.10", per: 60}}"#
        let planned = MendingBook.site.replacing(
            "      - from: 2020-01-01\n", with: "      - {from: 2030-01-01, rows: [\(france)]}\n      - from: 2020-01-01\n")
        let reading = SiteLoader().read(file: "site.yaml", Array(planned.utf8)) { _ in nil }.result
        let site = try #require(reading.site, "\(reading.problems)")
        _ = try served.book.importSite(
            LoadedSite(main: Array(planned.utf8), decks: [:], site: site, problems: reading.problems, lines: reading.lines),
            caller: .console)
        try await served.server.application().test(.router) { client in
            for page in [BookPage.timeline, .tariff(RateTableID("office"))] {
                let answer = try await asked(page, [], client, person.cookie)
                #expect(answer.status == .ok)
                #expect(answer.text.contains("2030-01-01 00:00") && answer.text.contains("1 added, 1 removed"), "\(answer.text)")
            }
            let data = try object(try await asked(.timeline, [("as", "json")], client, person.cookie).text)
            #expect((data["planned"] as? [[String: Any]])?.first?["added"] as? Int == 1)
        }
        try served.remove()
    }
}
