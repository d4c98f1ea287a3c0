import Foundation
import GRDB
import Model
import Money
import Testing
import Time

@testable import Store

/// A new book in a folder of its own, removed at the end. The tests of what every engine must do see `book`, the interface, alone;
/// those of SQLite's own ways see `sqlite`. Another engine is put under the same tests by making its book here.
final class TestBook {
    let root: String
    let path: String
    var sqlite: Book
    var book: any BookStore { sqlite }
    let source: NameNumber
    var importNumber: Int64 = 0

    init(walLimit: Int64 = 256 << 20, changesKept: Int64 = 4_000_000) throws {
        root = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        path = root + "/test.book"
        try Book.create(path: path, name: "Test", at: Instant(seconds: 1_700_000_000)).close()
        sqlite = try Book(path: path, walLimit: walLimit, changesKept: changesKept)
        source = sqlite.names.number(.source, "line")
        importNumber = try begin()
    }

    deinit {
        try? sqlite.close()
        try? FileManager.default.removeItem(atPath: root)
    }

    func begin(_ partBegin: Int64 = 0) throws -> Int64 {
        importNumber = try book.beginImport(
            ImportStart(
                source: source, name: "file", format: "test", switch: "pbx", started: Instant(seconds: 1), actor: "test",
                partBegin: partBegin), position: nil, step: nil)
        return importNumber
    }

    /// Stores calls as one batch of one record a line.
    @discardableResult
    func store(_ batch: CallBatch, partBegin: Int64 = 0, settle: LegSettling? = nil) throws -> StoreResult {
        var origin = BatchOrigin(importNumber: importNumber, source: source, partBegin: partBegin, at: Instant(seconds: 2))
        origin.lines = Int64(batch.calls.count)
        origin.linesInRecords = origin.lines
        return try book.store(batch, from: origin, settle: settle)
    }

    /// Closes the book and opens it again.
    func reopen() throws {
        try sqlite.close()
        sqlite = try Book(path: path)
    }

    /// A look at the tables from beside; the SQL is such as all engines read.
    func int(_ sql: String) throws -> Int64 { try sqlite.pool.read { try Int64.fetchOne($0, sql: sql) ?? -1 } }

    /// A change of the tables from beside: damage that a check must find.
    func damage(_ sql: String) throws { try sqlite.pool.write { try $0.execute(sql: sql) } }
}

/// The shorter forms of calls that the interface spells out.
extension BookStore {
    func conflicts() throws -> [Conflict] { try conflicts(decided: false, before: nil, limit: 100) }
    func journal() throws -> [JournalEntry] { try journal(before: nil, limit: 100) }
    func imports() throws -> [ImportInfo] { try imports(before: nil, limit: 100) }
    func leaseJob(owner: String, now: Instant, until: Instant) throws -> JobRecord? {
        try leaseJob(owner: owner, now: now, until: until, only: nil)
    }
    func rerate(_ filter: CallFilter, chunk: Int, change: @escaping LegSettling) throws -> RerateResult {
        try rerate(RerateRule(filter: filter, change: change), chunk: chunk, step: nil, proceed: { _ in true })
    }
    @discardableResult
    func decide(_ number: Int64, _ decision: ConflictDecision, journal: JournalNote) throws -> String? {
        try decide(number, decision, reason: "checked", journal: journal, step: nil, settle: nil)
    }
}

/// splitmix64: a failing case is found again by its printed seed.
struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

extension CallBatch {
    mutating func text(_ bytes: [UInt8]) -> TextRef {
        let offset = UInt32(self.bytes.count)
        self.bytes += bytes
        return bytes.isEmpty ? .missing : TextRef(offset: offset, count: UInt32(bytes.count))
    }
    mutating func text(_ text: String) -> TextRef { self.text(Array(text.utf8)) }

    /// Adds a call that is rated 1.00 USD, and lets the test change it.
    mutating func add(
        _ book: any BookStore, stamp: Int64, called: String = "5550100", calling: String = "101",
        _ change: (inout StoredCall, inout CallBatch) -> Void = { _, _ in }
    ) {
        var call = StoredCall()
        call.stamp = WallTime(seconds: stamp)
        call.start = Instant(seconds: stamp)
        call.day = CivilDay(number: Int32(stamp / 86_400))
        call.hour = UInt8(stamp % 86_400 / 3600)
        call.switch = book.names.number(.switch, "pbx")
        call.source = book.names.number(.source, "line")
        call.called = text(called)
        call.calling = text(calling)
        call.direction = .out
        call.answer = .yes
        call.answered = true
        call.duration = 60
        call.talk = 60
        call.party = book.names.number(.party, "p-" + calling)
        call.rawOffset = stamp * 100
        call.rawCount = 80
        call.price = .rated(Charge(amount: Amount(millionths: 1_000_000), currency: .usd, version: 1, row: 0))
        call.cost = .free(.unanswered)
        change(&call, &self)
        calls.append(call)
    }
}

/// Random calls of few days, parties and types, with charges in two currencies, all states, and some equal keys.
func randomBatch(_ book: any BookStore, _ random: inout Random, count: Int) throws -> CallBatch {
    let other = try #require(Currency("VND"))
    var batch = CallBatch()
    for _ in 0..<count {
        let stamp = 1_767_225_600 + Int64(random.below(400)) * 900
        batch.add(book, stamp: stamp, called: "\(random.below(6))", calling: "\(100 + random.below(5))") { call, _ in
            call.duration = Int32(random.below(3) * 30)
            call.talk = call.duration
            call.answered = call.duration > 0
            call.direction = Direction.allCases[random.below(5)]
            call.codedPrivate = random.below(4) == 0
            call.trunk = book.names.number(.trunk, "t\(random.below(4))")
            call.callType = book.names.number(.callType, "type\(random.below(3))")
            call.price = randomOutcome(&random, other)
            call.cost = randomOutcome(&random, other)
        }
    }
    return batch
}

func randomOutcome(_ random: inout Random, _ other: Currency) -> Outcome {
    switch random.below(9) {
    case 0: .free(.incoming)
    case 1: .free(.leg)
    case 2: .unrated(.noPrefix)
    case 3: .quarantined(.tooLong)
    case 4: .free(.witness)
    default:
        .rated(
            Charge(
                amount: Amount(millionths: Int64(random.below(4)) * 123_457), currency: random.below(2) == 0 ? .usd : other,
                version: 1, row: 2))
    }
}
