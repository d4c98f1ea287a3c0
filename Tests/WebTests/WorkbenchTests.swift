import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing

@testable import Service
@testable import Web

/// A format is made, looked at, saved, and used, without a script.
@Suite struct WorkbenchTests {
    private static let lines =
        "14.03.26 09:15:07 2011  07   5550100            00:01:12\n15.03.26 10:0x:11 2011  07   003                00:10:00\n"
    private static let columns = [
        ("date", 1, 8, "date", "DD.MM.YY"), ("start", 10, 17, "time", "hh:mm:ss"), ("station", 19, 22, "extension", ""),
        ("dialled", 30, 46, "called", ""), ("length", 49, 56, "duration", "hh:mm:ss"),
    ]

    private func encoded(_ pairs: [(String, String)]) -> String {
        pairs.map { PathText.encode($0.0) + "=" + PathText.encode($0.1) }.joined(separator: "&")
    }

    private func table(_ id: String) -> [(String, String)] {
        [("do", "table"), ("lines", Self.lines), ("id", id), ("name", "Acme <b>")]
            + Self.columns.enumerated().flatMap { row, column in
                [
                    ("c\(row)-name", column.0), ("c\(row)-from", String(column.1)), ("c\(row)-to", String(column.2)),
                    ("c\(row)-what", column.3), ("c\(row)-form", column.4),
                ]
            }
    }

    @Test func aTableOfColumnsBecomesAFormat() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        try await served.server.application().test(.router) { client in
            func post(_ pairs: [(String, String)]) async throws -> (status: HTTPResponse.Status, text: String) {
                let answer = try await client.execute(
                    uri: "/b/main/formats/new", method: .post, headers: person.form, body: person.body(encoded(pairs)))
                return (answer.status, String(buffer: answer.body))
            }
            let made = try await post(table("acme-900"))
            #expect(made.status == .ok, "\(made.text)")
            #expect(made.text.contains("2026-03-14T09:15:07") && made.text.contains("It fits up to column 9: start does not."))
            #expect(made.text.contains("left out: broken date or time"))
            let bad = try await post(table("No Id"))
            #expect(bad.status == .unprocessableContent && bad.text.contains("small letters"))
            let broken = try await post([("do", "save"), ("definition", "id: x\nrecord: {shape: fixt}\n")])
            #expect(broken.status == .unprocessableContent && broken.text.contains("Not one of csv"))
            #expect(try served.book.formatEntries(search: "acme", caller: .console).isEmpty)
        }
        let columns = Self.columns.map { ColumnEntry(name: $0.0, from: "\($0.1)", to: "\($0.2)", what: $0.3, form: $0.4) }
        let first = try served.book.definition(
            id: "acme-900", name: "Acme", stamp: "start", columns: columns, lines: Self.lines, caller: .console)
        for text in [first, first, first.replacing("name: \"Acme\"", with: "name: \"Acme 2\"")] {
            #expect(try served.book.saveFormat(text, caller: .console) == "acme-900")
        }
        let entry = try #require(try served.book.formatEntries(search: "acme", caller: .console).first)
        #expect(entry.isOwn && entry.olderVersions == 1 && entry.name == "Acme 2")
        let actions = try served.book.journal(caller: .console).map(\.note.action)
        #expect(actions.filter { $0.hasPrefix("format.") } == ["format.change", "format.add"])
    }

    /// Nothing outside of the book is read, and nobody without the right to configure changes anything.
    @Test func idsAndRights() async throws {
        let served = try await MendingBook()
        for id in ["../book", "..", "a/b", "x\0y", "../../etc/passwd"] {
            #expect(throws: ServiceError.self) { try served.book.formatDefinition(id, caller: .console) }
        }
        let viewer = Caller(name: "v", role: .viewer)
        #expect(throws: ServiceError.self) { try served.book.saveFormat("", caller: viewer) }
        #expect(throws: ServiceError.self) { try served.book.workbench(definition: "", lines: "", caller: viewer) }
    }
}
