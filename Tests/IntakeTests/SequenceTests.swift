import Foundation
import Mediation
import Model
import RawLog
import Store
import Testing
import Time

@testable import Intake

struct SequenceTests {
    private func watch(_ numbers: [Int64], range: ClosedRange<Int64> = 0...999) -> ([SequenceWatch.Finding], SequenceWatch) {
        var watch = SequenceWatch(range: range, reach: 100)
        return (numbers.map { watch.take($0) }, watch)
    }

    @Test func inOrderAndRoundTheEnd() {
        #expect(watch([997, 998, 999, 0, 1]).0 == [.inOrder, .inOrder, .inOrder, .inOrder, .inOrder])
        #expect(watch([9_998, 9_999, 1], range: 1...9_999).0.last == .inOrder)
    }

    @Test func findsWhatIsMissing() {
        let (findings, found) = watch([5, 9, 10])
        #expect(findings[1] == .gap([.init(first: 6, last: 8)]) && findings[2] == .inOrder)
        #expect(found.missing == 3)
        // Over the end: 998, 999, 0.
        #expect(watch([997, 1]).1.gaps == [.init(first: 998, last: 999), .init(first: 0, last: 0)])
        // Far ahead is a loss as long as it does not run back.
        #expect(watch([0, 800]).1.missing == 799)
    }

    @Test func lateOnesFillAndRepeatedOnesDoNot() {
        let (findings, found) = watch([1, 7, 4, 4, 2, 6, 7, 8])
        #expect(findings == [.inOrder, .gap([.init(first: 2, last: 6)]), .fills, .again, .fills, .fills, .again, .inOrder])
        #expect(found.gaps == [.init(first: 3, last: 3), .init(first: 5, last: 5)])
        var filled = found
        #expect(filled.fill(3) && filled.fill(5) && !filled.fill(5))
        #expect(filled.missing == 0)
    }

    @Test func aSwitchThatCountsAnewIsNoGap() {
        let (findings, found) = watch([500, 501, 0, 1, 3])
        #expect(findings == [.inOrder, .inOrder, .restart, .inOrder, .gap([.init(first: 2, last: 2)])])
        #expect(found.missing == 1)
        #expect(watch([500, 1, 2]).0 == [.inOrder, .restart, .inOrder])
        #expect(watch([5_000, 1], range: 0...Int64.max).0 == [.inOrder, .restart])
    }

    @Test func whatCannotBeANumberChangesNothing() {
        #expect(watch([5, 1_000, -1, 6]).0 == [.inOrder, .inOrder, .inOrder, .inOrder])
    }
}

/// Gaps and sessions as the book keeps them.
@Suite struct CollectionNewsTests {
    private static let now = Instant(seconds: 1_800_000_000)

    private func request(_ format: String, _ source: String) throws -> ImportRequest {
        ImportRequest(
            format: try #require(FormatCatalogue.format(format)), switch: SwitchID("pbx"), source: source, name: source, year: nil,
            actor: "test")
    }

    private func importer(_ office: Office) -> Importer {
        Importer(book: office.book, raw: RawFolder(path: office.path + "/raw"), rater: office.rater, zone: Office.berlin) { Self.now }
    }

    /// A line of a switch that prints a running number.
    private func line(_ number: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let running = String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
        return
            "\(running)  102 02    02:41 11/01/05 \(two(8 + number / 60 % 10)):\(two(number % 60)) O99\(1_000 + number)             ** \r\n"
    }

    private func lines(_ numbers: some Sequence<Int>) -> [UInt8] { Array(numbers.map { line($0) }.joined().utf8) }

    private func load(_ office: Office, _ numbers: some Sequence<Int>, _ source: String) async throws {
        _ = try await importer(office).run(try request("lg-gdk-100", source), from: Pieces(lines(numbers), 7)) { _, _ in }
    }

    /// Feeds a source that is always on, in pieces, the lane thrown away in between.
    private func feed(_ office: Office, _ bytes: [UInt8], _ format: String = "lg-gdk-100") throws {
        let writer = try importer(office).raw.writer(of: "live")
        let arrival = RawArrival(seconds: Self.now.seconds, day: 20_000)
        let part = try writer.begin("serial /dev/x", arrival: arrival)
        for piece in stride(from: 0, to: bytes.count, by: 700).map({ bytes[$0..<min($0 + 700, bytes.count)] }) {
            try writer.append(Array(piece), part: part, arrival: arrival)
            try writer.sync()
            _ = try LiveLane(importer(office), try request(format, "live")).take(through: writer.durable)
        }
        try writer.end(part: part, arrival: arrival)
        try writer.sync()
        _ = try LiveLane(importer(office), try request(format, "live")).take(through: writer.durable)
    }

    private func open(_ office: Office, _ source: String = "live") throws -> [ClosedRange<Int64>] {
        try office.book.gaps(of: office.book.names.number(.source, source)).map { $0.first...$0.last }.sorted {
            $0.lowerBound < $1.lowerBound
        }
    }

    @Test func aGapIsKeptOverRestartsAndClosedByAnImport() async throws {
        let office = try Office()
        try feed(office, lines([1, 2, 3, 8, 9, 10, 30, 31]))
        #expect(try open(office) == [4...7, 11...29])
        let live = office.book.names.number(.source, "live")
        #expect(try office.book.openGaps(of: live) == (2, 23))
        // A file brings some of what is missing: no gap of its own comes of what the live source knows.
        try await load(office, [2, 5, 6, 12], "upload")
        #expect(try open(office) == [4...4, 7...7, 11...11, 13...29])
        #expect(try open(office, "upload") == [])
        try await load(office, 1...31, "upload")
        #expect(try open(office) == [])
        let closed = try office.book.gaps(of: live, open: false)
        #expect(closed.reduce(0) { $0 + $1.count } == 23)
        #expect(closed.allSatisfy { $0.closedBy == office.book.names.number(.source, "upload") })
        // What is known to have come is missing in no file that is imported again.
        try await load(office, [2, 5, 6, 12], "upload")
        #expect(try open(office, "upload") == [])
    }

    @Test func filesThatFollowEachOtherAreOneCount() async throws {
        let office = try Office()
        try await load(office, 1...20, "upload")
        try await load(office, 25...40, "upload")
        #expect(try open(office, "upload") == [21...24])
        // An older file begins anew, and says nothing of what lies between.
        try await load(office, [3_000, 3_001, 3_004], "old")
        #expect(try open(office, "old") == [3_002...3_003])
        try await load(office, 21...24, "upload")
        #expect(try open(office, "upload") == [])
    }

    @Test func aNumberThatGoesRoundIsNoGap() throws {
        let office = try Office()
        try feed(office, lines(Array(9_990...9_999) + Array(1...5)))
        #expect(try open(office) == [])
        try feed(office, lines([6, 9, 10]))
        #expect(try open(office) == [7...8])
        // Late from the switch itself.
        try feed(office, lines([8, 11]))
        #expect(try open(office) == [7...7])
    }

    @Test func hoursAreCounted() throws {
        let office = try Office()
        try feed(office, lines(1...40))
        let hours = try office.book.hours(of: office.book.names.number(.source, "live"))
        #expect(hours.map(\.records) == [40])
    }

    private func packet(_ status: String, _ session: String, at: Int, seconds: Int = 0) -> String {
        "Tue Feb 11 16:56:21 2014\n\tAcct-Status-Type = \(status)\n\tAcct-Session-Id = \"\(session)\"\n\tCalling-Station-Id = \"101\"\n"
            + "\tCalled-Station-Id = \"030555\(session)\"\n\th323-setup-time = \"18:55:41.000 UTC Tue Feb 11 2014\"\n"
            + "\tAcct-Session-Time = \(seconds)\n\tNAS-IP-Address = 192.0.2.6\n\tTimestamp = \(at)\n\n"
    }

    @Test(arguments: [false, true]) func sessionsAreKeptUntilTheirStop(isLive: Bool) async throws {
        let office = try Office()
        let text =
            packet("Start", "1", at: 1_799_999_000) + packet("Start", "2", at: 1_799_990_000)
            + packet("Interim-Update", "1", at: 1_799_999_500, seconds: 500) + packet("Stop", "2", at: 1_799_990_060, seconds: 60)
            // Sent before its Stop, and late; a Stop before its Start.
            + packet("Interim-Update", "2", at: 1_799_990_030, seconds: 30) + packet("Stop", "3", at: 1_799_999_100, seconds: 9)
            + packet("Start", "3", at: 1_799_999_090)
        if isLive {
            try feed(office, Array(text.utf8), "radius-voip-accounting")
        } else {
            _ = try await importer(office).run(
                try request("radius-voip-accounting", "live"), from: Pieces(Array(text.utf8), 3)
            ) { _, _ in }
        }
        let sessions = try office.book.openSessions()
        #expect(sessions.map { String(decoding: $0.called, as: UTF8.self) } == ["0305551"])
        let first = try #require(sessions.first)
        #expect(first.opened == Instant(seconds: 1_799_999_000) && first.seen == Instant(seconds: 1_799_999_500))
        let raw = try importer(office).raw.bytes(at: RawPosition(source: "live", offset: first.rawOffset), count: first.rawCount)
        #expect(String(decoding: raw, as: UTF8.self).contains("Interim-Update"))
        let live = office.book.names.number(.source, "live")
        #expect(try office.book.openSessions(of: live, silentSince: Instant(seconds: 1_799_999_499)) == (1, 0))
        #expect(try office.book.openSessions(of: live, silentSince: Instant(seconds: 1_799_999_500)) == (1, 1))
        #expect(try office.calls().count == 2)
        // A person ends it; a session of the same name begins another one.
        let note = JournalNote(at: Self.now, actor: "anna", action: "session.end", subject: "1")
        try office.book.endSession(first.key, of: first.switch, journal: note)
        #expect(try office.book.openSessions() == [])
        #expect(throws: StoreError.self) { try office.book.endSession(first.key, of: first.switch, journal: note) }
        #expect(try office.book.check() == [])
    }
}
