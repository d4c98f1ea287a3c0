import Accounts
import Doubles
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import NIOCore
import Testing

@testable import Service
@testable import Web

/// A list of owners comes as a file: it is looked at, stands in the field, and is done from there.
@Suite struct DirectoryUploadTests {
    private static let uri = "/b/main/directory"
    private static let rows = [
        ["number", "party", "name", "from", "kind"], ["205", "205", "Work <shop>", "2026-01-01", ""],
        ["77", "p77", "Project", "2026-01-01", "account"],
    ]

    /// The form with a file in it, and whatever else it says.
    private static func upload(
        _ person: Person, _ file: [UInt8], name: String = "owners.xlsx", token: String? = nil, others: [(String, String)] = []
    ) -> (HTTPFields, ByteBuffer) {
        var body = ByteBuffer()
        for (field, value) in [("form-token", token ?? person.token.formToken)] + others {
            body.writeString("--bound\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--bound\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n")
        body.writeBytes(file)
        body.writeString("\r\n--bound--\r\n")
        var headers = person.form
        headers[.contentType] = "multipart/form-data; boundary=bound"
        return (headers, body)
    }

    private func post(
        _ client: some TestClientProtocol, _ sent: (HTTPFields, ByteBuffer)
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.execute(uri: Self.uri, method: .post, headers: sent.0, body: sent.1)
        return (answer.status, String(buffer: answer.body))
    }

    @Test func aWorkbookIsLookedAtAndThenDone() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            let file = TestWorkbook.zip(Self.rows).bytes
            // Whatever the form says beside the file: a file is only looked at.
            for others in [[], [("do", "apply")], [("do", "give"), ("list", "x")]] {
                let look = try await post(client, Self.upload(person, file, others: others))
                #expect(look.status == .ok && look.text.contains("id=\"preview\"") && look.text.contains("Work &lt;shop&gt;"))
                #expect(look.text.contains("205\t205\tWork &lt;shop&gt;\t2026-01-01\n"), "the list stands in the field")
                #expect(try !served.book.parties(caller: .console).contains { $0.id == "205" })
            }
            let list = "do=apply&list=number%09party%09name%09from%0D%0A205%09205%09Work%092026-01-01%0D%0A"
            let done = try await client.execute(uri: Self.uri, method: .post, headers: person.form, body: person.body(list))
            #expect(String(buffer: done.body).contains("1 name described"))
            let csv = Array("number;party;name;from\n206;206;Hall;2026-01-01\n".utf8)
            let look = try await post(client, Self.upload(person, csv, name: "owners.csv"))
            #expect(look.status == .ok && look.text.contains("Hall") && look.text.contains("id=\"preview\""))
        }
        #expect(served.uploads.isEmpty, "nothing of a file is kept")
        try served.remove()
    }

    @Test func filesThatAreNotTaken() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        let viewer = try await served.house.person("viewer", role: .viewer)
        try await served.server.application().test(.router) { client in
            let good = TestWorkbook.zip(Self.rows).bytes
            let long = [UInt8]("number,party,name,from\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 1_100_000)
            for (file, name, words) in [
                ([], "", "Choose a file."), ([], "a.xlsx", "is empty"), (Array(good.dropLast(30)), "a.xlsx", "damaged or was cut off"),
                (Array("a,b\n\u{1}".utf8), "a.csv", "(line 2)"), (long, "a.csv", "longer than a form may be"),
                ([UInt8](repeating: 65, count: 17 << 20), "a.csv", "more than 16"),
                (Array("a,b\n1,2\n".utf8), "a.csv", "must name the columns"),
                (TestWorkbook.zip([Self.rows[0], [], ["1", "x", "", "soon"]]).bytes, "a.xlsx", "Line 3: from is a day"),
            ] as [([UInt8], String, String)] {
                let answer = try await post(client, Self.upload(person, file, name: name))
                #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(words)")
                #expect(!answer.text.contains("id=\"preview\""))
            }
            #expect(try await post(client, Self.upload(person, good, token: "stale")).status == .forbidden)
            #expect(try await post(client, Self.upload(viewer, good)).status == .forbidden)
            let (headers, body) = Self.upload(person, good)
            let cut = ByteBuffer(bytes: Array(body.readableBytesView.dropLast(20)))
            #expect(try await post(client, (headers, cut)).status == .badRequest)
        }
        try served.remove()
    }
}
