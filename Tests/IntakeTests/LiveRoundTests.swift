import Doubles
import Foundation
import Mediation
import Model
import RawLog
import Store
import Testing
import Time

@testable import Intake

@Suite("Sources whose calls are stored in one transaction", .serialized)
struct LiveRoundTests {
    private static let now = Instant(seconds: 1_800_000_000)
    private static let names = ["north", "east", "south", "west"]

    private static func lane(_ name: String, _ office: Office) throws -> LiveLane {
        let importer = Importer(book: office.book, raw: RawFolder(path: office.path + "/raw"), rater: office.rater, zone: Office.berlin) {
            now
        }
        let format = try #require(FormatCatalogue.format("avaya-ip-office-smdr"))
        return try LiveLane(
            importer, ImportRequest(format: format, switch: SwitchID("pbx"), source: name, name: name, year: nil, actor: "source:\(name)"))
    }

    /// Writes each source's share of the calls into its raw log: the first call, then the others.
    private static func write(_ calls: [String], to office: Office) throws -> [(name: String, first: Int64, durable: Int64)] {
        try names.enumerated().map { place, name in
            let own = calls.enumerated().filter { $0.offset % names.count == place }.map(\.element)
            let writer = try RawFolder(path: office.path + "/raw").writer(of: name)
            let arrival = RawArrival(seconds: now.seconds, day: 20_000)
            let part = try writer.begin("peer", arrival: arrival)
            try writer.append(Array(own[0].utf8), part: part, arrival: arrival)
            let first = try writer.sync()
            try writer.append(Array(own.dropFirst().joined().utf8), part: part, arrival: arrival)
            return (name, first, try writer.sync())
        }
    }

    @Test("One round stores what each source alone would") func together() throws {
        var lines = Lines(Dice.seed("round"))
        let calls = lines.office(200)
        let (alone, together) = (try Office(), try Office())
        for (name, _, durable) in try Self.write(calls, to: alone) {
            let lane = try Self.lane(name, alone)
            _ = try lane.take(through: durable)
            try lane.close()
        }
        var round = LiveRound(together.book)
        var lanes: [LiveLane] = []
        for (name, _, durable) in try Self.write(calls, to: together) {
            lanes.append(try Self.lane(name, together))
            round.add(SourceID(name), lanes[lanes.count - 1], through: durable)
        }
        let outcomes = round.store()
        for lane in lanes { try lane.close() }
        #expect(outcomes.map(\.source.text) == Self.names)
        #expect(try outcomes.map { try $0.result.get().new }.reduce(0, +) == Int64(together.calls().count))
        #expect(try alone.calls() == together.calls())
        #expect(try alone.summaries() == together.summaries())
        #expect(try together.book.check() == [])
        #expect(try together.book.imports().allSatisfy(\.counts.isConserved))
    }

    @Test("A source that cannot be stored holds back no other, and loses nothing") func oneFails() throws {
        var lines = Lines(11)
        let office = try Office()
        let written = try Self.write(lines.office(80), to: office)
        let lanes = try Dictionary(uniqueKeysWithValues: Self.names.map { ($0, try Self.lane($0, office)) })
        // Begins the day's import of each with the first call.
        for (name, first, _) in written { _ = try lanes[name]?.takeSome(through: first) }
        // Behind its back one's import is ended: its batches have no place to be counted.
        let ended = try #require(try office.book.runningImports().first { $0.start.name.hasPrefix("south") })
        try office.book.finishImport(ended.number, .done, at: Self.now)
        var round = LiveRound(office.book)
        for (name, _, durable) in written { round.add(SourceID(name), try #require(lanes[name]), through: durable) }
        let outcomes = round.store()
        let failed = outcomes.filter { if case .failure = $0.result { true } else { false } }
        #expect(failed.map(\.source.text) == ["south"])
        #expect(outcomes.allSatisfy { $0.reached >= $0.wanted }, "nobody asks for more at once: one that failed would fail again and again")
        #expect(try office.book.check() == [])
        // Made anew the lane goes on where the book stands.
        let reached = try #require(written.first { $0.name == "south" }).durable
        let lane = try Self.lane("south", office)
        _ = try lane.take(through: reached)
        #expect(try office.book.position(of: office.book.names.number(.source, "south"))?.offset == reached)
        #expect(try office.book.check() == [])
        let records = try office.book.imports().map(\.counts.records).reduce(0, +)
        #expect(records == Int64(try office.calls().count), "every record is stored, once")
    }
}
