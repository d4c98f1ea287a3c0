import Doubles
import Foundation
import Intake
import Mediation
import Model
import RawLog
import Site
import Store
import Testing
import Time

@testable import Intake
@testable import Service

/// A book to which all sorts of things are done at random.
final class RandomOffice: @unchecked Sendable {
    struct Torn: Error {}

    /// Bytes that a file gives until it is torn away.
    struct File: ImportBytes {
        final class Place: @unchecked Sendable { var read = 0 }
        let bytes: [UInt8]
        var tornAt: Int?
        var piece = 700
        let place = Place()

        func read(upTo limit: Int) throws -> [UInt8] {
            if let tornAt, place.read >= tornAt { throw Torn() }
            let count = min(limit, piece, bytes.count - place.read)
            defer { place.read += count }
            return Array(bytes[place.read..<place.read + count])
        }
        func rewind() -> Bool {
            place.read = 0
            return true
        }
    }

    let root: String
    let path: String
    let book: OpenBook
    let caller = Caller(kind: .console, name: "console:test", role: .administrator)
    var dice: Dice
    var issuesBills = true
    private let second: Counter
    private var number = 0
    private var sites = 0
    private var lines: [String] = []
    private var part: Int64?
    private var writer: RawWriter?
    private var lane: LiveLane?

    final class Counter: @unchecked Sendable { var now: Int64 = 1_775_000_000 }

    init(seed: UInt64) throws {
        root = NSTemporaryDirectory() + "random-office-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        path = root + "/office.book"
        try Book.create(path: path, name: "Office", at: Instant(seconds: 1_700_000_000)).close()
        let second = Counter()
        self.second = second
        book = try OpenBook.open(path, for: .writing, clock: { Instant(seconds: second.now) })
        dice = Dice(seed)
        try site()
    }

    deinit {
        lane = nil
        writer = nil
        try? book.store.close()
        try? FileManager.default.removeItem(atPath: root)
    }

    // MARK: What is done

    /// One act.
    func act() async throws {
        second.now += Int64(dice.below(20_000))
        switch dice.below(18) {
        case 0..<4: try await importFile(log(5 + dice.below(60)))
        case 4: try await importFile(lines.isEmpty ? log(9) : Array(lines.suffix(dice.below(40) + 1)))
        case 5: try await importTorn(log(20 + dice.below(40)))
        case 6: try site()
        case 7: _ = try await book.rerateUnrated(days, caller: caller)
        case 8, 9: try decide()
        case 10: try assign()
        case 13: try withdraw()
        case 11, 12: try live(log(1 + dice.below(9)))
        case 14, 15: if issuesBills { try bill() }
        case 16: if issuesBills { try credit() }
        default: try await replay()
        }
    }

    var days: DayRange {
        get throws { try #require(DayRange(CivilDay(number: 20_500), CivilDay(number: 20_600))) }
    }

    func order(_ name: String, _ source: String) -> ImportOrder {
        ImportOrder(format: .id("avaya-ip-office-smdr"), switch: "main", source: source, name: name, year: nil)
    }

    private func importFile(_ lines: [String]) async throws {
        let source = ["one", "two"][dice.below(2)]
        _ = try await book.importCalls(
            order("file \(number)", source), from: File(bytes: Array(lines.joined().utf8)), caller: caller, progress: { _ in })
    }

    /// A file that goes away in the middle: its import is left running.
    func tear(_ bytes: [UInt8], name: String) async {
        await #expect(throws: Torn.self) {
            try await self.book.importCalls(
                self.order(name, "one"), from: File(bytes: bytes, tornAt: bytes.count / 2), caller: self.caller, progress: { _ in })
        }
    }

    /// The file goes away; then the same file comes again, or another one.
    private func importTorn(_ lines: [String]) async throws {
        let bytes = Array(lines.joined().utf8)
        let name = "torn \(number)"
        await tear(bytes, name: name)
        second.now += 100
        let (isSame, next) = (dice.below(2) == 0, self.lines.suffix(5).joined())
        let file = File(bytes: isSame ? bytes : Array(next.utf8))
        _ = try await book.importCalls(order(isSame ? name : "other \(number)", "one"), from: file, caller: caller, progress: { _ in })
    }

    private func decide() throws {
        let open = try book.conflicts(caller: caller)
        guard let conflict = open.randomElement(using: &dice) else { return }
        let word: ConflictDecision = [.instead, .own, .rejected][dice.below(3)]
        try unlessBilled { try book.decide(conflict.number, word, reason: "because \(number)", caller: caller) }
    }

    private func assign() throws {
        let extensions = ["103", "104", "105"]
        let number = extensions[dice.below(3)]
        let day = CivilDay(number: Int32(20_514 + dice.below(20)))
        _ = try? book.assign(number, to: PartyID("p\(number)"), name: "Person \(number)", from: day, caller: caller)
    }

    /// More prices, or other ones.
    private func site() throws {
        sites += 1
        let text = RandomOffice.site(prices: 1 + min(sites / 2, 2), cents: 5 + sites % 3)
        let loaded = try SiteLoader().load(file(text, "site\(sites).yaml"))
        _ = try book.importSite(loaded, caller: caller)
    }

    /// A connection sends lines and is cut, the lane is thrown away at times.
    private func live(_ lines: [String]) throws {
        let writer = try self.writer ?? book.raw.writer(of: "wire")
        self.writer = writer
        let arrival = try RawArrival(seconds: second.now, day: book.today().number)
        var bytes = Array(lines.joined().utf8)
        if dice.below(3) == 0 { bytes.removeLast(min(dice.below(30), bytes.count)) }
        if part == nil { part = try writer.begin("192.0.2.7:\(number)", arrival: arrival) }
        if let part { try writer.append(bytes, part: part, arrival: arrival) }
        if dice.below(3) == 0, let open = part {
            try writer.end(part: open, arrival: arrival)
            part = nil
        }
        try writer.sync()
        if dice.below(3) == 0 { lane = nil }
        let state = try book.site()
        let (format, version) = try book.numberedFormat(.id("avaya-ip-office-smdr"))
        var request = ImportRequest(
            format: format, switch: SwitchID("main"), source: "wire", name: "wire", year: nil, actor: "source:wire")
        request.formatVersion = version
        // Made anew after each change of the site, as a server does.
        if lane == nil || state.number != laneSite { lane = try LiveLane(book.importer(state), request) }
        laneSite = state.number
        _ = try lane?.take(through: writer.durable)
    }
    private var laneSite: Int64 = 0

    /// What some source sent is taken back.
    private func withdraw() throws {
        let source = ["one", "wire"][dice.below(2)]
        let from = Int64(dice.below(4000))
        let question = WithdrawQuestion(
            source: source, from: .offset(from), to: .offset(from + Int64(1 + dice.below(800))), reason: "forged",
            accepts: dice.below(3) > 0)
        do { try unlessBilled { _ = try book.withdraw(question, caller: caller) } } catch IntakeError.nothingToReplay { return }
    }

    /// Some version of the format reads a source again.
    private func replay() async throws {
        let source = ["one", "two", "wire"][dice.below(3)]
        guard book.store.names.find(.source, source) != nil else { return }
        let choice = try FormatChoice.file(file(RandomOffice.format(legs: dice.below(2) == 0), "avaya-ip-office-smdr.yaml"))
        let point = RawPoint.offset(Int64(dice.below(4) == 0 ? dice.below(3000) : 0))
        lane = nil
        var question = ReplayQuestion(source: source, from: point, format: choice)
        do {
            let shown = try book.replay(question, caller: caller)
            question.accepts = true
            let done = try book.replay(question, caller: caller)
            #expect(shown.difference.changed == done.difference.changed)
            #expect(shown.difference.added == done.difference.added)
            #expect(shown.difference.gone == done.difference.gone)
            #expect(shown.difference.price == done.difference.price)
            let again = try book.replay(question, caller: caller)
            #expect(again.difference.isEmpty, "\(again.text)")
        } catch IntakeError.nothingToReplay { return } catch StoreError.onBill { return }
    }

    /// What changes a call on an issued bill is refused.
    private func unlessBilled(_ act: () throws -> Void) throws {
        do { try act() } catch StoreError.onBill { return }
    }

    // MARK: What it is done with

    func file(_ text: String, _ name: String) throws -> String {
        try text.write(toFile: root + "/" + name, atomically: true, encoding: .utf8)
        return root + "/" + name
    }

    /// New calls with repeats, transfers, differing twins and garbage among them.
    func log(_ count: Int) -> [String] {
        var made: [String] = []
        for _ in 0..<count {
            number += 1
            let stamp = "2026/03/\(two(1 + number / 60 % 28)) \(two(9 + number % 7)):\(two(number % 60)):\(two(dice.below(60)))"
            let from = "\(101 + dice.below(5))"
            let to = ["030555", "00170555", "00033155"][dice.below(3)] + "\(1000 + dice.below(9000))"
            func line(_ talk: Int, _ device: String, _ continues: Int) -> String {
                "\(stamp),00:\(two(talk / 60)):\(two(talk % 60)),5,\(from),O,\(to),\(to),,0,\(number),\(continues),E\(device),N,T9001,Line 1.1,0,0"
                    + ",,,,,,,,,,,,,\r\n"
            }
            let talk = dice.below(600)
            switch dice.below(12) {
            case 0: made.append(lines.randomElement(using: &dice) ?? line(talk, from, 0))
            case 1: made += [line(talk, from, 0), line(talk + 7, from, 0)]
            case 2: made.append("garbage \(number)\r\n")
            case 3: made += [line(talk, from, 1), line(dice.below(60), "10\(1 + dice.below(5))", 0)]
            default: made.append(line(talk, from, 0))
            }
        }
        lines += made
        return made
    }

    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
