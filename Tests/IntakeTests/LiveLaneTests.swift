import Doubles
import Foundation
import Mediation
import Model
import RawLog
import Store
import Testing
import Time

@testable import Intake

@Suite("A source that is always on", .serialized)
struct LiveLaneTests {
    private static let now = Instant(seconds: 1_800_000_000)

    private static func lane(_ office: Office) throws -> LiveLane {
        let importer = Importer(book: office.book, raw: RawFolder(path: office.path + "/raw"), rater: office.rater, zone: Office.berlin) {
            now
        }
        let format = try #require(FormatCatalogue.format("avaya-ip-office-smdr"))
        return try LiveLane(
            importer,
            ImportRequest(format: format, switch: SwitchID("pbx"), source: "live", name: "live", year: nil, actor: "source:live"))
    }

    /// Connections that run at once and are cut anywhere, a lane that is thrown away at any moment: as if all had come in one file.
    @Test func anyInterleavingAndAnyStop() async throws {
        let seed = Dice.seed("live")
        for round in 0..<10 as Range<UInt64> {
            var lines = Lines(seed &+ round)
            let calls = lines.office(150)
            let reference = try Office()
            try await reference.run(Array(calls.joined().utf8))

            let office = try Office()
            var dice = Dice(seed &+ round)
            try Self.send(calls, over: 3, to: office, &dice)
            let (expected, found) = (try reference.calls(), try office.calls())
            #expect(expected.count == found.count, "seed \(seed), round \(round)")
            for (a, b) in zip(expected, found) where a != b {
                Issue.record("seed \(seed), round \(round): \(a)\n\(b)")
                break
            }
            #expect(try reference.summaries() == office.summaries(), "seed \(seed), round \(round)")
            #expect(try office.book.check() == [], "seed \(seed), round \(round)")
            let sums = try #require(try office.book.imports().first)
            #expect(sums.counts.isConserved)
            #expect(sums.counts.duplicate == 0, "nothing was stored twice: seed \(seed), round \(round)")
            #expect(sums.counts.records == Int64(found.count), "seed \(seed), round \(round)")
            try Self.expectRawLines(of: office, among: calls)
        }
    }

    /// Sends calls over connections at once, each call over one of them.
    private static func send(_ calls: [String], over count: Int, to office: Office, _ dice: inout Dice) throws {
        let raw = RawFolder(path: office.path + "/raw")
        let writer = try raw.writer(of: "live")
        let arrival = RawArrival(seconds: now.seconds, day: 20_000)
        var streams: [(part: Int64, rest: ArraySlice<UInt8>)] = []
        for index in 0..<count {
            let own = calls.enumerated().filter { $0.offset % count == index }.map(\.element).joined()
            streams.append((try writer.begin("peer \(index)", arrival: arrival), Array(own.utf8)[...]))
        }
        var lane: LiveLane? = try Self.lane(office)
        while !streams.isEmpty {
            let index = dice.below(streams.count)
            let piece = streams[index].rest.prefix(1 + dice.below(400))
            try writer.append(Array(piece), part: streams[index].part, arrival: arrival)
            streams[index].rest = streams[index].rest.dropFirst(piece.count)
            if streams[index].rest.isEmpty {
                try writer.end(part: streams[index].part, arrival: arrival)
                streams.remove(at: index)
            }
            guard dice.below(3) == 0 else { continue }
            try writer.sync()
            if dice.below(4) == 0 { lane = nil }
            let open = try lane ?? Self.lane(office)
            lane = open
            // At times it gives way to others, which changes nothing.
            _ = try open.takeSome(through: writer.durable, atMost: dice.below(2) == 0 ? .max : Int64(1 + dice.below(500)))
        }
        try writer.sync()
        let last = try lane ?? Self.lane(office)
        repeat { _ = try last.takeSome(through: writer.durable, atMost: 300) } while last.reached < writer.durable
        try last.close()
    }

    /// Every call leads to the bytes that it was made of, also where other connections' bytes lie between them.
    private static func expectRawLines(of office: Office, among calls: [String]) throws {
        let lines = Set(calls.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) })
        let raw = RawFolder(path: office.path + "/raw")
        try office.book.eachCall(CallFilter()) { row in
            let bytes = try raw.bytes(at: RawLog.RawPosition(source: "live", offset: row.rawOffset), count: Int(row.rawCount))
            #expect(lines.contains(String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }))
            return true
        }
    }

    @Test("What a killed server left in the raw log is stored at the next start, and the day's import ended")
    func recovery() async throws {
        let office = try Office()
        var lines = Lines(7)
        let calls = lines.office(20)
        try Self.breakOff(calls, in: office)
        try await office.recover()
        #expect(try office.book.runningImports().isEmpty)
        let reference = try Office()
        try await reference.run(Array(calls.joined().utf8))
        #expect(try office.calls().count == reference.calls().count)
    }

    /// Half of the calls are stored, the others durable, when the server is killed.
    private static func breakOff(_ calls: [String], in office: Office) throws {
        let writer = try RawFolder(path: office.path + "/raw").writer(of: "live")
        let arrival = RawArrival(seconds: now.seconds, day: 20_000)
        let part = try writer.begin("peer", arrival: arrival)
        for (index, half) in [calls[..<10], calls[10...]].enumerated() {
            try writer.append(Array(half.joined().utf8), part: part, arrival: arrival)
            try writer.sync()
            if index == 0 { _ = try lane(office).take(through: writer.durable) }
        }
    }

    @Test("A file that goes on in another part goes on within a record; another file begins anew", arguments: [false, true])
    func continuedFile(thrownAway: Bool) async throws {
        let office = try Office()
        var lines = Lines(9)
        let bytes = Array(lines.office(6).joined().utf8)
        let writer = try RawFolder(path: office.path + "/raw").writer(of: "live")
        let arrival = RawArrival(seconds: Self.now.seconds, day: 20_000)
        var lane = try Self.lane(office)
        // The second piece ends within the record that the first began.
        let pieces = [
            ("file a.log", bytes[..<130]), ("file a.log (continued)", bytes[130..<140]), ("file a.log (continued)", bytes[140..<400]),
            ("file a.log (continued)", bytes[400...]), ("file b.log", bytes[..<50]),
        ]
        for (name, piece) in pieces {
            let part = try writer.begin(name, arrival: arrival)
            try writer.append(Array(piece), part: part, arrival: arrival)
            try writer.end(part: part, arrival: arrival)
            try writer.sync()
            _ = try lane.take(through: writer.durable)
            if thrownAway { lane = try Self.lane(office) }
        }
        let reference = try Office()
        try await reference.run(bytes)
        #expect(try office.calls().count == reference.calls().count)
        #expect(try office.book.imports().first?.counts.skipped == [:])
    }

    @Test("State reads back as written, whatever is missing")
    func stateRoundTrip() {
        var state = LiveState()
        #expect(LiveState(blob: state.blob) == state)
        state.newestPart = 9
        state.previous = Instant(seconds: -3)
        for (part, year) in [(Int64(4), nil), (8, 2026)] as [(Int64, Int?)] {
            var decoder = DecoderState(year: year)
            (decoder.offset, decoder.line) = (77, 5)
            decoder.years = YearTracker(first: year, last: year == nil ? nil : CivilDay(number: 20_000))
            state.parts.append(
                PartMark(part: part, next: 1_000, decoder: decoder, name: year == nil ? "" : "file a;b", isHeld: year != nil))
        }
        #expect(LiveState(blob: state.blob) == state)
        #expect(LiveState.isLive(state.blob))
        for garbage in ["", "x", "live", "live;a;b\n1;2;3", "2026;;5"] { #expect(LiveState(blob: Array(garbage.utf8)).parts.isEmpty) }
    }
}

extension Office {
    fileprivate func recover() async throws {
        let importer = Importer(book: book, raw: RawFolder(path: path + "/raw"), rater: rater, zone: Office.berlin) {
            Instant(seconds: 1_800_000_000)
        }
        try await importer.finishCutOff { FormatCatalogue.format($0).map { ($0, 0) } }
    }
}
