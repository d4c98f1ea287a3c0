import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing

@testable import Service
@testable import Web

/// A file comes in, and each thing that was left aside is mended on its page.
@Suite struct MendingTests {
    private static let chile = "90056221234567"
    private static let calls =
        MendingBook.line(1, to: "90049891234567", talk: 61, id: 1) + MendingBook.line(2, to: chile, talk: 61, id: 2)
        + MendingBook.line(3, to: "90056229999999", talk: 30, id: 3)
        + MendingBook.line(4, from: "299", to: "90049891234567", talk: 61, id: 4)
        + "this <b>is</b> no record\r\n"

    private func imported(_ client: some TestClientProtocol, _ person: Person, _ file: String) async throws -> String {
        let (headers, body) = MendingBook.upload(person, file)
        let answer = try await client.execute(uri: "/b/main/imports", method: .post, headers: headers, body: body)
        #expect(answer.status == .seeOther, "\(String(buffer: answer.body))")
        let place = answer.headers[.location] ?? ""
        // The import runs in a task of its own: the page of its result says when it is over.
        for _ in 0..<500 {
            let page = try await client.execute(uri: place, method: .get, headers: person.cookie)
            if !String(buffer: page.body).contains("data-poll") { return String(buffer: page.body) }
            try await Task.sleep(for: .milliseconds(20))
        }
        return ""
    }

    @Test func aFileComesIn() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            let result = try await imported(client, person, Self.calls)
            #expect(result.contains("4 records = 4 new + 0 duplicate + 0 in conflict + 0 quarantined"))
            #expect(result.contains("5 lines = 4 in records + 1 skipped"))
            #expect(result.contains("2 new calls have no rate."))
            let again = try await imported(client, person, Self.calls)
            #expect(again.contains("4 records = 0 new + 4 duplicate + 0 in conflict + 0 quarantined"))
            #expect(again.contains("Nothing new"))
            let skipped = try await client.execute(uri: "/b/main/problems/skipped?import=1", method: .get, headers: person.cookie)
            #expect(String(buffer: skipped.body).contains("this &lt;b&gt;is&lt;/b&gt; no record"))
            #expect(served.uploads.isEmpty)
        }
        try served.remove()
    }

    @Test func uploadsThatAreNotTaken() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        let viewer = try await served.house.person("viewer", role: .viewer)
        try await served.server.application().test(.router) { client in
            for (who, name, format, source, year, status) in [
                (person, "", "avaya-ip-office-smdr", "", "", HTTPResponse.Status.unprocessableContent),
                (person, "a.txt", "no-such", "", "", .unprocessableContent), (person, "a.txt", "../../etc", "", "", .unprocessableContent),
                (person, "a.txt", "avaya-ip-office-smdr", "Bad Source", "", .unprocessableContent),
                (person, "a.txt", "avaya-ip-office-smdr", "", "26", .unprocessableContent),
                (viewer, "a.txt", "avaya-ip-office-smdr", "", "", .forbidden),
            ] {
                let (headers, body) = MendingBook.upload(who, Self.calls, name: name, format: format, source: source, year: year)
                let answer = try await client.execute(uri: "/b/main/imports", method: .post, headers: headers, body: body)
                #expect(answer.status == status, "\(name) \(format) \(source) \(year)")
                if status == .unprocessableContent, !source.isEmpty {
                    #expect(String(buffer: answer.body).contains("Bad Source"), "entries are kept")
                }
            }
            var (headers, body) = MendingBook.upload(nil, Self.calls)
            for field in person.form where field.name != .contentType { headers[field.name] = field.value }
            #expect(try await client.execute(uri: "/b/main/imports", method: .post, headers: headers, body: body).status == .forbidden)
            // Cut off in the middle of the file.
            let (whole, cut) = MendingBook.upload(person, Self.calls)
            let half = ByteBuffer(string: String(String(buffer: cut).dropLast(40)))
            #expect(try await client.execute(uri: "/b/main/imports", method: .post, headers: whole, body: half).status == .badRequest)
            let list = try await client.execute(uri: "/b/main/imports", method: .get, headers: person.cookie)
            #expect(String(buffer: list.body).contains("Nothing was imported yet"))
        }
        #expect(served.uploads.isEmpty)
        try served.remove()
    }

    @Test func aConflictIsDecided() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            _ = try await imported(client, person, MendingBook.line(1, to: "90049891234567", talk: 61, id: 1))
            _ = try await imported(client, person, MendingBook.line(1, to: "90049891234567", talk: 90, id: 1))
            let uri = "/b/main/problems/conflict"
            let page = String(buffer: try await client.execute(uri: uri, method: .get, headers: person.cookie).body)
            #expect(page.contains("<mark>0:01:01</mark>") && page.contains("<mark>0:01:30</mark>"))
            for bad in [
                "number=1&decision=instead&reason=", "number=1&decision=x&reason=y", "number=1&decision=replaced&reason=y",
                "number=99&decision=own&reason=y",
            ] {
                let answer = try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(bad))
                #expect(answer.status == .unprocessableContent, "\(bad)")
            }
            #expect(
                try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body("number=x")).status == .badRequest
            )
            let done = try await client.execute(
                uri: uri, method: .post, headers: person.form, body: person.body("number=1&decision=instead&reason=the+switch+corrected+it")
            )
            #expect(done.status == .seeOther)
            let decided = String(buffer: try await client.execute(uri: uri + "?decided=1", method: .get, headers: person.cookie).body)
            #expect(decided.contains("the switch corrected it"))
            let twice = try await client.execute(
                uri: uri, method: .post, headers: person.form, body: person.body("number=1&decision=own&reason=again"))
            #expect(twice.status == .unprocessableContent && String(buffer: twice.body).contains("decided this conflict meanwhile"))
            let journal = String(buffer: try await client.execute(uri: "/b/main/journal", method: .get, headers: person.cookie).body)
            #expect(journal.contains("conflict.instead") && journal.contains("site.import"))
        }
        try served.remove()
    }

    @Test func aNumberGetsAnOwner() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            _ = try await imported(client, person, Self.calls)
            let uri = "/b/main/problems/unassigned"
            #expect(String(buffer: try await client.execute(uri: uri, method: .get, headers: person.cookie).body).contains("299"))
            for bad in [
                "number=299&party=&new-id=&day=2026-01-01", "number=299&party=nobody&day=2026-01-01",
                "number=299&new-id=201&day=2026-01-01",
                "number=299&new-id=bad+id!&day=2026-01-01", "number=299&new-id=a&day=tomorrow", "number=&new-id=a&day=2026-01-01",
                "number=299&new-id=a&new-name=%3Cb%3E%0A&day=99999-01-01", "day=2026-01-01",
                "number=299&new-id=" + String(repeating: "W", count: 10_000) + "&day=2026-01-01",
            ] {
                let answer = try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(bad))
                #expect(answer.status == .unprocessableContent, "\(bad.prefix(80))")
            }
            let done = try await client.execute(
                uri: uri, method: .post, headers: person.form,
                body: person.body("number=299&party=&new-id=299&new-name=%22Lobby%22+%3Cphone%3E%3A+%7B&day=2026-01-01"))
            let text = String(buffer: done.body)
            #expect(done.status == .ok && text.contains("1 calls moved") && text.contains("Every number that called belongs to somebody"))
            #expect(try served.book.parties(caller: .console).contains { $0.name == "\"Lobby\" <phone>: {" })
        }
        try served.remove()
    }

    @Test func aRateIsAddedAndCallsRatedAgain() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        let viewer = try await served.house.person("viewer", role: .viewer)
        try await served.server.application().test(.router) { client in
            _ = try await imported(client, person, Self.calls)
            let unrated = String(
                buffer: try await client.execute(uri: "/b/main/problems/unrated", method: .get, headers: person.cookie).body)
            #expect(unrated.contains("2 calls to Chile have no rate: prefix 5622 is not in the table office."), "\(unrated)")
            let uri = "/b/main/tariffs/office"
            let table = String(buffer: try await client.execute(uri: uri, method: .get, headers: person.cookie).body)
            #expect(table.contains("0.30 per minute, 60/6") && table.contains("minimum 0.10") && table.contains("Germany &lt;i&gt;"))
            for bad in [
                "prefix=%2B56&name=Chile&price=0.40&first=60&next=60", "prefix=56&name=&price=0.40&first=60&next=60",
                "prefix=56&name=Chile&price=0,40&first=60&next=60", "prefix=56&name=Chile&price=-1&first=60&next=60",
                "prefix=56&name=Chile&price=1e9&first=60&next=60", "prefix=56&name=Chile&price=0.40&first=0&next=60",
                "prefix=56&name=Chile&price=0.40&first=60&next=", "prefix=49&name=Twice&price=0.40&first=60&next=60",
                "prefix=56&name=Chile&price=99999999999999999999&first=60&next=60", "",
            ] {
                let answer = try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(bad))
                #expect(answer.status == .unprocessableContent, "\(bad)")
            }
            let good = "prefix=56&name=Chile+%3A+%22%3C%22&price=0.40&first=60&next=60&minimum="
            #expect(try await client.execute(uri: uri, method: .post, headers: viewer.form, body: viewer.body(good)).status == .forbidden)
            let added = try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(good))
            #expect(added.status == .seeOther && added.headers[.location] == "/b/main/tariffs/office?added=1&q=56")
            let again = try await client.execute(
                uri: "/b/main/problems/unrated", method: .post, headers: person.form,
                body: person.body("again-from=2026-01-01&again-to=2026-12-31"))
            let text = String(buffer: again.body)
            #expect(
                again.status == .ok && text.contains("2 calls without a rate looked at, 2 changed.")
                    && text.contains("Every call that should cost"))
            for bad in ["", "again-from=2026-02-01&again-to=2026-01-01", "again-from=x&again-to=y"] {
                let answer = try await client.execute(
                    uri: "/b/main/problems/unrated", method: .post, headers: person.form, body: person.body(bad))
                #expect(answer.status == .unprocessableContent, "\(bad)")
            }
        }
        try served.remove()
    }

    @Test func keysAreShownOnce() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            let uri = "/b/main/settings/keys"
            let made = String(
                buffer: try await client.execute(
                    uri: uri, method: .post, headers: person.form, body: person.body("name=erp&role=viewer&scope=calls")
                )
                .body)
            #expect(made.contains("id=\"fresh-key\""))
            let later = String(buffer: try await client.execute(uri: uri, method: .get, headers: person.cookie).body)
            #expect(later.contains("erp") && !later.contains("fresh-key"))
            for bad in [
                "name=&role=viewer", "name=a&role=king", "name=" + String(repeating: "W", count: 10_000) + "&role=viewer", "revoke=99",
            ] {
                #expect(
                    try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(bad)).status
                        == .unprocessableContent, "\(bad.prefix(40))")
            }
            #expect(
                try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body("revoke=x")).status == .badRequest
            )
            #expect(
                try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body("revoke=1")).status == .seeOther)
            let revoked = String(buffer: try await client.execute(uri: uri, method: .get, headers: person.cookie).body)
            #expect(revoked.contains("revoked"))
        }
        try served.remove()
    }

    @Test func strangeAddresses() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            for (uri, status) in [
                ("/b/main/imports/99", HTTPResponse.Status.notFound), ("/b/main/tariffs/none", .notFound),
                ("/b/main/problems/skipped?import=99", .notFound),
                ("/b/main/problems/skipped?import=x&after=-5", .ok), ("/b/main/tariffs/office?version=99&after=99999999&q=%3C", .ok),
                ("/b/main/tariffs/office?after=-9223372036854775808", .ok), ("/b/main/problems/quarantined?cursor=x", .badRequest),
                ("/b/main/journal?before=-1", .ok), ("/b/main/imports?before=0", .ok), ("/b/main/tariffs", .ok),
            ] {
                let answer = try await client.execute(uri: uri, method: .get, headers: person.cookie)
                #expect(answer.status == status, "\(uri)")
            }
        }
        try served.remove()
    }
}
