import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Store
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
            id: "acme-900", name: "Acme", stamp: "start", columns: columns, lines: Array(Self.lines.utf8), caller: .console)
        for text in [first, first, first.replacing("name: \"Acme\"", with: "name: \"Acme 2\"")] {
            #expect(try served.book.saveFormat(text, caller: .console) == "acme-900")
        }
        let entry = try #require(try served.book.formatEntries(search: "acme", caller: .console).first)
        #expect(entry.isOwn && entry.olderVersions == 1 && entry.name == "Acme 2")
        let actions = try served.book.journal(caller: .console).map(\.note.action)
        #expect(actions.filter { $0.hasPrefix("format.") } == ["format.change", "format.add"])
    }

    /// What a source sent is looked at, decoded again with another definition, and the difference is seen before it is accepted.
    @Test func aRawLogIsReplayed() async throws {
        let served = try await MendingBook()
        let person = try await served.house.person()
        let columns = Self.columns.map { ColumnEntry(name: $0.0, from: "\($0.1)", to: "\($0.2)", what: $0.3, form: $0.4) }
        let first = try served.book.definition(
            id: "acme-900", name: "Acme", stamp: "start", columns: columns, lines: Array(Self.lines.utf8), caller: .console)
        try served.book.saveFormat(first, caller: .console)
        let path = served.folder + "/acme.log"
        try Self.lines.write(toFile: path, atomically: true, encoding: .utf8)
        let order = ImportOrder(format: .id("acme-900"), switch: "main", source: "acme", name: "acme.log", year: nil)
        let sums = try await served.book.importCalls(order, from: InputFile(path), caller: .console) { _ in }
        #expect(sums.new == 1)
        // The other reading of the stamp; its own samples say what it was.
        let samples = try #require(first.range(of: "\nsamples:"))
        let other = String(first[..<samples.lowerBound]).replacing("is: start", with: "is: end") + "\nsamples: []\n"
        try await served.server.application().test(.router) { client in
            func post(_ act: String, source: String = "acme", from: String = "") async throws -> (status: HTTPResponse.Status, text: String)
            {
                let pairs = [("do", act), ("definition", other), ("source", source), ("from", from)]
                let answer = try await client.execute(
                    uri: "/b/main/formats/acme-900", method: .post, headers: person.form, body: person.body(encoded(pairs)))
                return (answer.status, String(buffer: answer.body))
            }
            let looked = try await post("look")
            #expect(looked.status == .ok && looked.text.contains("2026-03-14T09:13:55") && looked.text.contains("Line 2"))
            #expect(try await post("look", from: "0").text.contains("2026-03-14T09:13:55"))
            for (source, from) in [("acme", "next week"), ("../acme", ""), ("none", ""), ("acme", "999999")] {
                #expect(try await post("look", source: source, from: from).status == .unprocessableContent, "\(source) \(from)")
            }
            #expect(try await post("replay", source: "").status == .unprocessableContent)
            let shown = try await post("replay")
            #expect(shown.status == .ok && shown.text.contains("Nothing was changed yet") && shown.text.contains("value=\"accept\""))
            #expect(try served.book.formatDefinition("acme-900", caller: .console) == first)
            #expect(try await post("accept").text.contains("Stored: the book has these calls now"))
            #expect(try await post("replay").text.contains("Nothing would change"))
        }
        #expect(try served.book.formatDefinition("acme-900", caller: .console) == other)
        #expect(try served.book.journal(caller: .console).map(\.note.action).contains("raw.replay"))
    }

    /// Nothing outside of the book is read, and nobody without the right to configure changes anything.
    @Test func idsAndRights() async throws {
        let served = try await MendingBook()
        for id in ["../book", "..", "a/b", "x\0y", "../../etc/passwd"] {
            #expect(throws: ServiceError.self) { try served.book.formatDefinition(id, caller: .console) }
        }
        let viewer = Caller(name: "v", role: .viewer)
        #expect(throws: ServiceError.self) { try served.book.saveFormat("", caller: viewer) }
        #expect(throws: ServiceError.self) { try served.book.workbench(definition: "", lines: [], caller: viewer) }
    }
}
