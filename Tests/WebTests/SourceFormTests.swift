import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Rendering
import Site
import Store
import Testing
import Time

@testable import Service
@testable import Web

/// Sources are set up on a page, with the same effect as the site file, and with a password that is found nowhere.
@Suite struct SourceFormTests {
    private static let planted = "planted-Zx9-password"

    private func post(
        _ client: some TestClientProtocol, _ person: Person, _ uri: String, _ body: String
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(body))
        return (answer.status, String(buffer: answer.body))
    }

    @Test func addedChangedStoppedAndRemoved() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        @Sendable func source() throws -> Source? { try served.book.site().site.sources.first }
        try await served.server.application().test(.router) { client in
            let ways = String(buffer: try await client.execute(uri: "/b/main/sources/add", method: .get, headers: person.cookie).body)
            #expect(SourceForm.ways.allSatisfy { ways.contains("way=\($0)") })
            let before = try served.book.store.site()?.number ?? 0
            let bad = try await post(client, person, "/b/main/sources/add", "do=save&way=tcpServer&id=Not+one&switch=main&port=x")
            #expect(bad.status == .unprocessableContent && bad.text.contains("whole number") && bad.text.contains("Nobody may send"))
            #expect(try source() == nil)
            let good = "do=save&way=tcpServer&switch=main&port=2300&allowed=192.0.2.1%0D%0A10.0.0.0%2F8&on=true&silentAfter=600"
            #expect(try await post(client, person, "/b/main/sources/add", good + "&id=smdr").status == .seeOther)
            let added = try #require(try source())
            #expect(added.id == SourceID("smdr") && added.silentAfter == 600 && added.isOn)
            #expect(added.way == .tcpServer(.init(port: 2300, allowed: ["192.0.2.1", "10.0.0.0/8"])))
            #expect(try served.book.store.site()?.number == before + 1, "a version of the site, as a file makes one")
            #expect(try await post(client, person, "/b/main/sources/add", good + "&id=smdr").text.contains("is taken"))
            #expect(try await post(client, person, "/b/main/sources/set/smdr", "do=stop").status == .seeOther)
            #expect(try source()?.isOn == false)
            #expect(try await post(client, person, "/b/main/sources/set/smdr", "do=start").status == .seeOther)
            let changed = good.replacingOccurrences(of: "2300", with: "2301")
            #expect(try await post(client, person, "/b/main/sources/set/smdr", changed).status == .seeOther)
            #expect(try source()?.way == .tcpServer(.init(port: 2301, allowed: ["192.0.2.1", "10.0.0.0/8"])))
            #expect(try await post(client, person, "/b/main/sources/set/other", changed).status == .notFound)
            let list = String(buffer: try await client.execute(uri: "/b/main/sources", method: .get, headers: person.cookie).body)
            #expect(list.contains("smdr") && list.contains("port 2301"))
            #expect(try await post(client, person, "/b/main/sources/set/smdr", "do=remove").status == .seeOther)
            #expect(try source() == nil)
            let journal = try served.book.journalLines(before: nil, caller: .console).map(\.action)
            #expect(journal.prefix(5) == ["source.remove", "source.change", "source.start", "source.stop", "source.add"])
        }
        try served.remove()
    }

    @Test func aTypedPasswordIsSealedAndShownNowhere() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            let form = "way=ami&id=asterisk&switch=main&host=pbx&user=cdr&typed=" + Self.planted
            // A fault elsewhere: the form comes back without it.
            let bad = try await post(client, person, "/b/main/sources/add", "do=save&port=0&" + form)
            #expect(bad.status == .unprocessableContent && !bad.text.contains(Self.planted))
            let short = try await post(
                client, person, "/b/main/sources/add", "do=save&way=http&id=poster&switch=main&typed=fifteen-signs-x")
            #expect(short.status == .unprocessableContent && short.text.contains("16 characters or more"), "it would never run")
            #expect(try await post(client, person, "/b/main/sources/add", "do=save&" + form).status == .seeOther)
            #expect(try served.book.secretReader.sealed("asterisk") == Array(Self.planted.utf8))
            // Changed without typing it again it stays.
            let again = "do=save&way=ami&switch=main&host=pbx2&user=cdr&secret=asterisk&typed="
            #expect(try await post(client, person, "/b/main/sources/set/asterisk", again).status == .seeOther)
            #expect(try served.book.secretReader.sealed("asterisk") == Array(Self.planted.utf8))
            for page in ["sources", "sources/set/asterisk", "journal", "sources?as=json"] {
                let answer = try await client.execute(uri: "/b/main/" + page, method: .get, headers: person.cookie)
                #expect(answer.status == .ok && !String(buffer: answer.body).contains(Self.planted), "\(page)")
            }
        }
        let export = try served.book.exportSite(caller: .console)
        #expect(!String(decoding: export.main, as: UTF8.self).contains(Self.planted))
        #expect(!served.house.log.text.contains(Self.planted))
        try served.remove()
    }

    @Test func aListGivesOwners() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            let page = String(buffer: try await client.execute(uri: "/b/main/directory", method: .get, headers: person.cookie).body)
            #expect(page.contains("Everything is known"))
            let list =
                "list=number%2Cparty%2Cname%2Cfrom%2Ckind%0A205%2C205%2CWorkshop%2C2026-01-01%2C%0A77%2Cp77%2CProject%2C2026-01-01%2Caccount"
            let look = try await post(client, person, "/b/main/directory", "do=preview&" + list)
            #expect(look.status == .ok && look.text.contains("Workshop"))
            #expect(try !served.book.parties(caller: .console).contains { $0.id == "205" }, "looking changes nothing")
            let done = try await post(client, person, "/b/main/directory", "do=apply&" + list)
            #expect(done.status == .ok && done.text.contains("2 names described"))
            #expect(try served.book.site().site.parties.first { $0.id == PartyID("p77") }?.kind == .account)
            for bad in ["list=x", "list=number%2Cparty%2Cfrom%0A1%2C%2C2026-01-01", "list=number%2Cparty%2Cfrom%0A1%2C2%2Cnever"] {
                let answer = try await post(client, person, "/b/main/directory", "do=apply&" + bad)
                #expect(answer.status == .unprocessableContent, "\(bad)")
            }
            let twice = try await post(client, person, "/b/main/directory", "do=apply&" + list)
            #expect(twice.status == .unprocessableContent)
        }
        try served.remove()
    }

    @Test(arguments: Hostile.texts) func pagesStayThemselves(text: String) {
        func page(_ text: String) -> HTMLText {
            let user = User(number: UserNumber(1), name: "anna", role: .administrator)
            let visit = Visit(
                route: .home, method: .read, id: "x", caller: Caller(user), token: nil, session: nil, address: "", query: Query(),
                form: Form(), wanted: .html, texts: .english, body: .init(buffer: .init()), contentType: "")
            var form = SourceForm(way: "tcpClient")
            (form.id, form.format, form.silentAfter) = (text, text, text)
            for (key, _) in SourceForm.settings(of: "tcpClient") { form[key] = text }
            form.typed = TypedSecret(text)
            var trial = SourceTrial()
            (trial.words, trial.bytes, trial.lines, trial.trace) = (text, [65] + Array(text.utf8), [text], [text])
            let names = [NamedID(id: text, name: text)]
            let setUp = SourceFormPage(
                form: form, id: SourceID(text), switches: names, formats: names, faults: [.init(field: "id", text: text)], trial: trial,
                book: BookID("main"))
            let entry = DirectoryEntry(kind: .account, switch: text, text: text, party: text, name: text, from: CivilDay(number: 1))
            let name = UnknownName(
                kind: .trunk, switch: text, text: text, calls: 1, seconds: 1, first: CivilDay(number: 1), last: CivilDay(number: 2))
            let directory = DirectoryPage(
                unknown: [name], list: text, entries: [entry], faults: [], done: Notice(.good, text), mayChange: true, book: BookID("main"))
            return together {
                setUp.content(visit)
                directory.content(visit)
            }
        }
        #expect(Skeleton(page(text).string) == Skeleton(page("x").string))
    }
}
