import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Site
import Store
import Testing

@testable import Service
@testable import Web

/// Rules and mail server are changed on a page, by the rules of the site file and nothing beside them.
@Suite struct AlertRulesTests {
    private static let rules = """
        mail:
          server: mail.example.com
          from: tollbook@example.com
        alerts:
          - {id: long, when: {longerThan: 60}, to: [boss@example.com]}
        """

    @Test func whatIsWrittenIsRead() async throws {
        let served = try await MendingBook()
        let book = served.book
        let before = try book.site().site
        #expect(try book.alertRules(caller: .console) == "")
        #expect(try book.saveAlertRules(Self.rules, caller: .console) == [])
        let site = try book.site().site
        #expect(site.mail?.server == "mail.example.com" && site.alerts.map(\.id.text) == ["long"])
        #expect(site.parties == before.parties && site.rateTables == before.rateTables && site.sources == before.sources)
        let number = try book.store.site()?.number
        let shown = try book.alertRules(caller: .console)
        #expect(try book.saveAlertRules(shown, caller: .console) == [], "what the page shows can be saved")
        #expect(try book.store.site()?.number == number, "and changes nothing")
        #expect(try book.saveAlertRules("# nothing\n\n", caller: .console) == [])
        #expect(try book.site().site == before, "as it was, without any")
        try served.remove()
    }

    @Test(arguments: [
        ("alerts:\n  - {id: x, when: {longerThan: soon}, to: [a@example.com]}", "Line 2: "),
        ("alerts:\n  - {id: x, when: {longerThan: 60}, to: [a@example.com]}", "There is no mail server"),
        (AlertRulesTests.rules + "\nswitches: []", "Line 6: switches does not belong here"),
        ("alerts: [", "Line "),
        ("- a list", "at the begin of their lines"),
        ("mail: {server: \"a b\", from: x}\nmail: {}", "mail"),
    ])
    func whatIsWrongIsSaidWithItsLine(text: String, said: String) async throws {
        let served = try await MendingBook()
        let before = try served.book.site().site
        let faults = try served.book.saveAlertRules(text, caller: .console)
        #expect(faults.contains { $0.contains(said) } && !faults.contains { $0.contains("form:") }, "\(faults)")
        #expect(try served.book.site().site == before)
        try served.remove()
    }

    @Test func onlyWhoAdministersSeesAndSavesThem() async throws {
        let served = try await MendingBook()
        let (chief, reader) = (try await served.house.person(), try await served.house.person("bert", role: .viewer))
        try await served.server.application().test(.router) { client in
            for (person, may) in [(chief, true), (reader, false)] {
                let page = try await client.execute(uri: "/b/main/alerts", method: .get, headers: person.cookie)
                #expect(String(buffer: page.body).contains("f-settings") == may)
                let body = person.body("do=save&settings=mail%3A+%7Bserver%3A+a.example%2C+from%3A+b%40a.example%7D")
                let saved = try await client.execute(uri: "/b/main/alerts", method: .post, headers: person.form, body: body)
                #expect(saved.status == (may ? .ok : .forbidden))
            }
        }
        #expect(try served.book.site().site.mail?.server == "a.example")
        try served.remove()
    }
    /// What was found in sums leads to the calls that were counted; a page that is none of ours is no link.
    @Test func findingsLeadToTheirCalls() async throws {
        let served = try await MendingBook()
        let chief = try await served.house.person()
        var drafts = ["calls", "../x"].map { page in
            var draft = OutboxDraft(
                kind: .party, rule: AlertRuleID("many"), cause: page, detail: "101: 17 calls <b>", channel: .mail,
                recipient: "boss@example.com")
            draft.facts = FoundFacts(
                figures: [.init("found", "17")], page: page, query: [.init("party", "101"), .init("type", "a&b")])
            return draft
        }
        drafts[1].detail = "nowhere"
        _ = try served.book.store.raise(drafts, at: served.book.clock())
        try await served.server.application().test(.router) { client in
            let page = String(buffer: try await client.execute(uri: "/b/main/alerts", method: .get, headers: chief.cookie).body)
            #expect(page.contains("/b/main/calls?party=101&amp;type=a%26b"))
            #expect(page.contains("101: 17 calls &lt;b&gt;") && page.contains("nowhere") && !page.contains("../x"))
        }
        try served.remove()
    }
}
