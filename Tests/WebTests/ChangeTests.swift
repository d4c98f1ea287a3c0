import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Web

/// Every change needs the session's token and comes from our own page (CHECKLIST W4).
@Suite struct ChangeTests {
    @Test func changesWithoutTokenOrFromElsewhereAreRefused() async throws {
        let house = try House()
        let (person, other) = (try await house.person(), try await house.person("other"))
        let site = HTTPField.Name("Sec-Fetch-Site")!
        try await house.server.application().test(.router) { client in
            func post(_ fields: HTTPFields, _ body: ByteBuffer) async throws -> HTTPResponse.Status {
                try await client.execute(uri: "/b/main/problems/conflict", method: .post, headers: fields, body: body).status
            }
            try await check(post(person.form, ByteBuffer(string: "a=b")), .forbidden)
            try await check(post(person.form, other.body()), .forbidden)
            try await check(post(person.form, ByteBuffer(string: "form-token=" + person.token.text)), .forbidden)
            for (name, value) in [(site, "cross-site"), (site, "same-site"), (site, "none"), (.origin, "https://evil.example")] {
                var fields = person.form
                fields[name] = value
                try await check(post(fields, person.body()), .forbidden, "\(name) \(value)")
            }
            var bare = person.form
            bare[site] = nil
            try await check(post(bare, person.body()), .forbidden, "Origin: null alone")
            bare[.origin] = nil
            try await check(post(bare, person.body()), .forbidden, "neither")
            bare[.origin] = "https://localhost"
            try await check(post(bare, person.body()), .forbidden, "another scheme")
            var multipart = person.form
            multipart[.contentType] = "multipart/form-data; boundary=x"
            try await check(post(multipart, ByteBuffer(string: "--x--")), .unsupportedMediaType)
            var plain = person.form
            plain[.contentType] = "text/plain"
            try await check(post(plain, person.body()), .unsupportedMediaType)
            #expect(house.pages.changes.withLock { $0 } == 0)
            try await check(post(person.form, person.body()), .ok)
            #expect(house.pages.changes.withLock { $0 } == 1)
        }
    }

    @Test func formsHaveALimit() async throws {
        let house = try House()
        let person = try await house.person()
        try await house.server.application().test(.router) { client in
            let long = person.body("a=" + String(repeating: "x", count: 1024 * 1024))
            let answer = try await client.execute(uri: "/b/main/problems/conflict", method: .post, headers: person.form, body: long)
            #expect(answer.status == .contentTooLarge)
            let many = person.body((0..<500).map { "a\($0)=1" }.joined(separator: "&"))
            try await check(
                client.execute(uri: "/b/main/problems/conflict", method: .post, headers: person.form, body: many).status, .badRequest)
        }
    }

    @Test func uploadsNeedTheirTokenBeforeTheFile() async throws {
        let house = try House()
        let person = try await house.person()
        try await house.server.application().test(.router) { client in
            var fields = person.form
            fields[.contentType] = "multipart/form-data; boundary=line"
            func post(_ parts: [String]) async throws -> HTTPResponse.Status {
                let body = parts.map { "--line\r\nContent-Disposition: form-data; " + $0 + "\r\n" }.joined() + "--line--\r\n"
                return try await client.execute(uri: "/b/main/imports", method: .post, headers: fields, body: ByteBuffer(string: body))
                    .status
            }
            let token = "name=\"form-token\"\r\n\r\n" + person.token.formToken
            let file = "name=\"file\"; filename=\"../../etc/passwd\"\r\n\r\n" + String(repeating: "x\r\n-", count: 10)
            try await check(post([file, token]), .forbidden)
            #expect(house.pages.uploaded.withLock { $0.bytes } == 0)
            try await check(post([token, file]), .ok)
            #expect(house.pages.uploaded.withLock { $0.bytes } == 40)
            #expect(house.pages.uploaded.withLock { $0.name } == "../../etc/passwd", "a name for people, no path")
            try await check(
                post([token, "name=\"file\"; filename=\"a\"\r\n\r\n" + String(repeating: "x", count: 100_001)]), .contentTooLarge)
            let cut = ByteBuffer(string: "--line\r\nContent-Disposition: form-data; " + token)
            try await check(client.execute(uri: "/b/main/imports", method: .post, headers: fields, body: cut).status, .badRequest)
        }
    }

    /// The same events however the body is cut.
    @Test func multipartInAnyPieces() throws {
        let body = Array(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n\r\n--a\r\n-\r\n--b--\r\n"
                .utf8)
        for size in 1...body.count {
            var parser = try #require(Multipart(contentType: "multipart/form-data; boundary=b"))
            var (file, events): ([UInt8], [Multipart.Event]) = ([], [])
            for start in stride(from: 0, to: body.count, by: size) {
                for event in try parser.feed(body[start..<min(start + size, body.count)]) {
                    if case .piece(let bytes) = event { file += bytes } else { events.append(event) }
                }
            }
            try parser.finish()
            #expect(events == [.field(name: "a", value: "1"), .file(field: "f", name: "x")])
            #expect(file == Array("\r\n--a\r\n-".utf8))
        }
    }
}

private func check(
    _ status: HTTPResponse.Status, _ wanted: HTTPResponse.Status, _ what: Comment? = nil, at location: SourceLocation = #_sourceLocation
) {
    #expect(status == wanted, what, sourceLocation: location)
}
