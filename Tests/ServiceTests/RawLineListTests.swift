import Foundation
import Mediation
import Model
import Reporting
import Store
import Testing
import Time

@testable import Service

@Suite("Lists of raw lines") struct RawLineListTests {
    private static let columns = ["start", "raw", "format", "calling", "called", "duration", "state", "reason"]

    private static let first = SmallOffice.line("2026-03-02T09:00:00", to: "4917123", 60)
    /// The same call with another duration.
    private static let other = SmallOffice.line("2026-03-02T09:00:00", to: "4917123", 90)
    private static let internalCall = SmallOffice.line("2026-03-03T10:00:00", to: "102", 5, direction: "internal")
    private static let long = SmallOffice.line("2026-03-01T09:00:00", to: "4917123", 200_000)

    private static func raw(_ line: String) -> String { String(line.dropLast()) }

    /// The records in the order of time, then the conflict. What made no record is of the days of its import, in April.
    @Test func everyLineBesideItsRecord() async throws {
        let office = try await ListOffice(
            yaml: SmallOffice.yaml, calls: [Self.first, Self.internalCall, Self.long, Self.other, "a\u{1}b,c\n"])
        let rows = try office.list(.rawLines, Self.columns)
        #expect(
            rows == [
                "2026-03-01 09:00:00 | \(Self.raw(Self.long)) | tollbook-csv | 101 | 4917123 | 55:33:20 | quarantined | too long",
                "2026-03-02 09:00:00 | \(Self.raw(Self.first)) | tollbook-csv | 101 | 4917123 | 0:01:00 | rated | ",
                "2026-03-03 10:00:00 | \(Self.raw(Self.internalCall)) | tollbook-csv | 101 | 102 | 0:00:05 | free | internal",
                "2026-03-02 09:00:00 | \(Self.raw(Self.other)) | tollbook-csv | 101 | 4917123 | 0:01:30 | conflict | ",
            ])
    }

    /// Of the import's own days the line that could not be read is told, with what hides in it.
    @Test func unreadLines() async throws {
        let office = try await ListOffice(yaml: SmallOffice.yaml, calls: [Self.first, "a\u{1}b,c\n"])
        let april = try ListOffice.days("2026-04-02", "2026-04-02")
        let rows = try office.list(.rawLines, ["raw", "format", "state"], days: april)
        #expect(rows == ["\(Self.raw(SmallOffice.header)) | tollbook-csv | skipped", "a\\u{1}b,c | tollbook-csv | skipped"])
        #expect(try office.list(.rawLines, ["raw"], days: april, party: "anna") == [], "they are nobody's")
        #expect(try office.list(.rawLines, ["raw"], party: "anna") == [Self.raw(Self.first)])
    }

    @Test func pagesAreTheWhole() async throws {
        let calls = (0..<1100).map { number in
            let (day, hour, minute) = (2 + number / 400, 10 + number % 400 / 60, 10 + number % 50)
            return SmallOffice.line("2026-03-0\(day)T\(hour):\(minute):00", to: "49171\(number)", 5)
        }
        let office = try await ListOffice(yaml: SmallOffice.yaml, calls: calls.shuffled())
        let whole = try office.list(.rawLines)
        #expect(whole.count == 1100)
        #expect(Set(whole.map { $0.split(separator: " | ")[2] }) == Set(calls.map { Substring(Self.raw($0)) }))
        #expect(try (1...3).flatMap { try office.list(.rawLines, page: $0) } == whole)
    }

    /// What came last was decoded again by a format of the site's own: the lines before keep theirs.
    @Test func formatOfTheImport() async throws {
        let office = try await ListOffice(yaml: SmallOffice.yaml, calls: [Self.first])
        let begin = Int64((SmallOffice.header + Self.first).utf8.count)
        try await office.office.take([Self.internalCall])
        let path = office.office.folder + "/own.yaml"
        try String(decoding: try #require(FormatCatalogue.definition("tollbook-csv")), as: UTF8.self)
            .replacing("id: tollbook-csv", with: "id: own").write(toFile: path, atomically: true, encoding: .utf8)
        let source = try #require(office.book.store.names.all(.source).first)
        _ = try office.book.replay(
            ReplayQuestion(source: source, from: .offset(begin), format: .file(path), accepts: true), caller: .console)
        #expect(try office.list(.rawLines, ["called", "format"]) == ["4917123 | tollbook-csv", "102 | own"])
    }

    /// Conflicts in the order of their calls, whatever page they are on.
    @Test func conflictsAreOnTheirPage() async throws {
        let calls = (0..<600).map { number in
            SmallOffice.line("2026-03-02T1\(number / 60 % 6):\(10 + number % 50):00", to: "49171\(number)", 5)
        }
        let others = calls.prefix(40).map { $0.replacing(",5,,,out", with: ",7,,,out") }
        let office = try await ListOffice(yaml: SmallOffice.yaml, calls: calls + others.shuffled())
        let whole = try office.list(.rawLines, Self.columns)
        #expect(whole.count == 640 && whole.dropFirst(600).allSatisfy { $0.hasSuffix("conflict | ") })
        #expect(whole.dropFirst(600).map { $0.prefix(19) }.sorted() == whole.dropFirst(600).map { $0.prefix(19) })
        #expect(try (1...2).flatMap { try office.list(.rawLines, Self.columns, page: $0) } == whole)
        #expect(try office.list(.rawLines, Self.columns, party: "anna", page: 2).count == 140)
        #expect(try office.list(.rawLines, Self.columns, days: ListOffice.days("2026-03-03", "2026-03-31")).isEmpty)
    }

    /// What was read stays, and the row says that the line is gone.
    @Test func logIsGone() async throws {
        let office = try await ListOffice(yaml: SmallOffice.yaml, calls: [Self.first])
        try FileManager.default.removeItem(atPath: office.office.folder + "/small.book/raw")
        #expect(try office.list(.rawLines, ["raw", "called", "state"]) == ["no longer in the raw log | 4917123 | rated"])
    }
}
