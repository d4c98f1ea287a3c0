import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Money
import Store
import Testing
import Time

@testable import Service
@testable import Web

/// Corrections on the page of a call, and charges proposed on a page of their own.
@Suite struct DecisionPagesTests {
    private func filled(_ called: String = "90049891234561") async throws -> MendingBook {
        let served = try await MendingBook()
        let person = try await served.house.person("carl")
        try await served.server.application().test(.router) { client in
            let lines = MendingBook.line(1, to: called, talk: 61, id: 1)
            let (fields, body) = MendingBook.upload(person, lines)
            _ = try await client.execute(uri: "/b/main/imports", method: .post, headers: fields, body: body)
        }
        while served.book.runner.running != nil { try await Task.sleep(for: .milliseconds(5)) }
        return served
    }

    private func row(_ served: MendingBook) throws -> CallRow {
        try #require(served.book.calls(CallQuery(CallFilter()), caller: .console).rows.first)
    }

    @Test func aCallIsCorrectedByWhoMayDecide() async throws {
        let served = try await filled()
        let (chief, reader) = (try await served.house.person("anna"), try await served.house.person("bert", role: .viewer))
        let page = Route.book(BookID("main"), .call(try row(served).id)).path
        try await served.server.application().test(.router) { client in
            func post(_ person: Person, _ body: String) async throws -> HTTPResponse.Status {
                try await client.execute(uri: page, method: .post, headers: person.form, body: person.body(body)).status
            }
            for (body, status) in [
                ("kind=writeOff&value=&reason=", 422), ("kind=sell&value=&reason=x", 422), ("kind=account&value=&reason=x", 422),
                ("kind=party&value=nobody&reason=x", 422), ("undo=7&undo-why-7=x", 422), ("kind=writeOff&value=&reason=wrong+number", 303),
                ("kind=writeOff&value=&reason=again", 422), ("undo=1&undo-why-1=", 422), ("kind=private&value=&reason=home", 303),
            ] {
                #expect(try await post(chief, body).code == status, "\(body)")
            }
            #expect(try await post(reader, "kind=private&value=&reason=x") == .forbidden)
            let shown = String(buffer: try await client.execute(uri: page, method: .get, headers: chief.cookie).body)
            #expect(shown.contains("written off, was 0.33 USD") && shown.contains("wrong number") && shown.contains("undo-why-2"))
            let read = String(buffer: try await client.execute(uri: page, method: .get, headers: reader.cookie).body)
            #expect(read.contains("wrong number") && !read.contains("undo-why-2") && !read.contains("name=\"reason\""))
            let json = String(buffer: try await client.execute(uri: page + "?as=json", method: .get, headers: reader.cookie).body)
            #expect(json.contains("\"kind\":\"writeOff\"") && json.contains("\"private\":true"))
        }
        #expect(try row(served).corrected == [.writtenOff, .isPrivate])
        try served.remove()
    }

    /// 71 behind the access code calls privately; the price is that of the number behind it.
    @Test func aCallThatItsCodeMarksAsPrivate() async throws {
        let served = try await filled("9710049891234561")
        let chief = try await served.house.person("anna")
        let page = Route.book(BookID("main"), .call(try row(served).id)).path
        try await served.server.application().test(.router) { client in
            func get(_ uri: String) async throws -> String {
                String(buffer: try await client.execute(uri: uri, method: .get, headers: chief.cookie).body)
            }
            let shown = try await get(page)
            #expect(shown.contains("by the code that was dialled") && shown.contains("4989123456") && shown.contains("0.33"))
            #expect(try await get(page + "?as=json").contains("\"private\":true"))
            #expect(try await get("/b/main/calls?private=yes").contains("9710049891234561"))
            #expect(try await !get("/b/main/calls?private=no").contains("9710049891234561"))
            let body = chief.body("kind=private&value=&reason=home")
            let refused = try await client.execute(uri: page, method: .post, headers: chief.form, body: body)
            #expect(refused.status == .unprocessableContent)
            #expect(String(buffer: refused.body).contains("The call is private already: the code that was dialled says so"))
            let question = "/b/main/test-call?called=9710049891234561&caller=201&trunk=T9001&duration=61"
            #expect(try await get(question).contains("by the code that was dialled"))
            #expect(try await get(question + "&as=json").contains("\"private\":true"))
        }
        #expect(try row(served).codedPrivate && row(served).corrected.isEmpty)
        try served.remove()
    }

    @Test func chargesAreProposedShownAndTaken() async throws {
        let served = try await filled()
        let (chief, reader) = (try await served.house.person("anna"), try await served.house.person("bert", role: .viewer))
        // 61 seconds are 66 in steps of 60 and 6: 0.33 at 0.30 a minute, 0.66 at 0.60.
        let rate = NewRate(
            table: RateTableID("office"), prefix: "4989", name: "Munich", price: "0.60", first: "60", next: "6", minimum: "")
        try served.book.addRate(rate, caller: .console)
        let list = "/b/main/reratings"
        try await served.server.application().test(.router) { client in
            func post(_ person: Person, _ uri: String, _ body: String) async throws -> HTTPResponse.Status {
                try await client.execute(uri: uri, method: .post, headers: person.form, body: person.body(body)).status
            }
            func get(_ uri: String) async throws -> String {
                String(buffer: try await client.execute(uri: uri, method: .get, headers: reader.cookie).body)
            }
            let march = "from=2026-03-01&to=2026-03-31"
            #expect(try await post(reader, list, march + "&kind=&name=") == .forbidden)
            #expect(try await post(chief, list, "from=2026-03-31&to=2026-03-01&kind=&name=").code == 422)
            #expect(try await post(chief, list, march + "&kind=table&name=").code == 422)
            #expect(try await post(chief, list, march + "&kind=table&name=none").code == 422)
            #expect(try await post(chief, list, march + "&kind=table&name=office") == .seeOther)
            #expect(try await get(list + "/1").contains("data-poll"))
            try served.book.finishRerating(1, caller: .console)
            let page = try await get(list + "/1")
            #expect(page.contains("1 record looked at, 1 call would change") && page.contains("0.33 USD") && page.contains("0.66 USD"))
            #expect(!page.contains("value=\"accept\"") && !page.contains("data-poll"))
            #expect(try await get(list + "/1?as=json").contains("\"differing\":1"))
            #expect(try await get(list + "?as=json").contains("\"state\":\"ready\""))
            #expect(try await post(reader, list + "/1", "do=accept") == .forbidden)
            #expect(try await post(chief, list + "/1", "do=accept") == .seeOther)
            try served.book.finishRerating(1, caller: .console)
            #expect(try await get(list + "/1").contains("1 call has its new charge"))
            #expect(try await post(chief, list + "/1", "do=accept").code == 422)
            #expect(try await post(chief, list + "/1", "do=drop") == .seeOther)
            #expect(try await post(chief, list + "/1", "do=nothing").code == 400)
        }
        #expect(try row(served).price.charge?.amount.millionths == 660_000)
        try served.remove()
    }
}
