import Foundation
import Intake
import Mediation
import Model
import Rating
import RawLog
import Store
import Synchronization
import Time

/// The world of one seed: what happens, and what must be true of it afterwards.
final class World {
    static let wire = "wire"
    static let file = "file"

    let seed: UInt64
    let flaw: Simulation.Flaw?
    let folder: String
    let disk = SimulatedDisk()
    let raw: RawFolder
    let rater: Rater
    let format: Format
    private let clock = SimulatedClock()
    var random: SeededRandom
    var network = SimulatedSwitch()
    var book: Book
    var result: SimulationResult

    /// The wire: its log, its connections, its lane; all bytes that it took, and how many of them were confirmed.
    private var writer: RawWriter?
    private var connections: [Int64] = []
    private var lane: LiveLane?
    private(set) var taken: [UInt8] = []
    private(set) var confirmed = 0
    /// Lines of files whose import was answered.
    private(set) var answered: [String] = []
    private var files = 0
    /// Steps of the book when its last copy was made.
    private var copied: Int64 = 0

    init(seed: UInt64, flaw: Simulation.Flaw?, folder: String) throws {
        (self.seed, self.flaw, self.folder) = (seed, flaw, folder)
        random = SeededRandom(seed: seed)
        result = SimulationResult(seed: seed, digest: 0)
        raw = RawFolder(path: "/book/raw", disk: disk.disk)
        rater = try SimulatedSite.rater()
        format = try SimulatedSite.format()
        book = try Book.create(path: folder + "/world.book", name: "World", at: Instant(seconds: 1_700_000_000))
        try copyBook()
    }

    var importer: Importer {
        Importer(book: book, raw: raw, rater: rater, zone: SimulatedSite.zone) { [clock] in clock.now }
    }

    private var arrival: RawArrival {
        RawArrival(seconds: clock.now.seconds, day: SimulatedSite.zone.wall(clock.now).day.number)
    }

    // MARK: What happens

    /// One thing happens; what fails because the process was killed or the disk is full is no fault.
    func act() async throws {
        clock.pass(random.below(400))
        do {
            switch random.below(30) {
            case 0..<10: try send()
            case 10..<16: try take()
            case 16: try cut()
            case 17: lane = nil
            case 18, 19, 20: try await importFile()
            case 21: try decide()
            case 22: clock.set(back: random.once(in: 2), by: [60, 3600, 86_400][random.below(3)])
            case 23, 24: disk.killAfter(1 + random.below(60))
            case 25:
                result.fullDisks += 1
                disk.fill(true)
            case 26: result.packed += try raw.sources().map { try raw.pack($0).files }.reduce(0, +)
            default: disk.fill(false)
            }
        } catch {
            try await bear(error)
        }
    }

    private func bear(_ error: any Error) async throws {
        // A lane is of no use after an error.
        lane = nil
        if disk.isDead || error is Killed { return try await reboot() }
        if error is Torn { return }
        if let error = error as? RawLogError, error.kind == .diskFull || error.kind == .inUse { return }
        if let error = error as? IntakeError, error == .stopped { return }
        throw error
    }

    private struct Killed: Error {}
    struct Torn: Error {}

    private func send() throws {
        let writer = try opened()
        if connections.isEmpty || (connections.count < 3 && random.once(in: 4)) {
            connections.append(try writer.begin("192.0.2.\(random.below(200)):4001", arrival: arrival))
        }
        guard let part = connections.randomElement(using: &random) else { return }
        var bytes = network.log(1 + random.below(6), &random)
        // A line may be cut anywhere: its rest is lost, or another line follows on it.
        if random.once(in: 6) { bytes.removeLast(min(random.below(50), bytes.count)) }
        let before = writer.end
        defer { taken += bytes.prefix(Int(writer.end - before)) }
        try writer.append(bytes, part: part, arrival: arrival)
        if !random.once(in: 4) { confirmed = Int(try writer.sync()) }
    }

    private func opened() throws -> RawWriter {
        if let writer { return writer }
        let position = book.names.find(.source, Self.wire).flatMap { try? book.position(of: $0)?.offset }
        let opened = try raw.writer(of: Self.wire, expecting: position ?? 0)
        writer = opened
        connections = []
        // What was not confirmed may be there or not; what was must be.
        guard opened.durable >= confirmed else { throw SimulationFailure(words: "confirmed bytes are gone from the raw log") }
        taken.removeLast(max(taken.count - Int(opened.durable), 0))
        return opened
    }

    private func cut() throws {
        guard let index = connections.indices.randomElement(using: &random) else { return }
        try writer?.end(part: connections[index], arrival: arrival)
        connections.remove(at: index)
    }

    func take() throws {
        guard let writer else { return }
        confirmed = Int(try writer.sync())
        if lane == nil { lane = try LiveLane(importer, request(Self.wire, "wire")) }
        if flaw == .positionFirst {
            try commitPositionFirst(Int64(confirmed))
            if random.once(in: 3) { throw Killed() }
        }
        _ = try lane?.take(through: Int64(confirmed))
    }

    /// What must not be done: the position is in the book, the calls are not.
    private func commitPositionFirst(_ offset: Int64) throws {
        let source = book.names.number(.source, Self.wire)
        guard let known = try book.position(of: source), known.offset < offset else { return }
        let start = ImportStart(
            source: source, name: "too early", format: format.id, switch: "pbx", started: clock.now, actor: "flaw", partBegin: offset)
        let position = Store.RawPosition(source: source, offset: offset, line: 0, decoder: Array("live;0;".utf8))
        let number = try book.beginImport(start, position: position, step: StepNote(site: 0))
        try book.finishImport(number, .done, at: clock.now)
    }

    private func request(_ source: String, _ name: String) -> ImportRequest {
        ImportRequest(format: format, switch: SwitchID("pbx"), source: source, name: name, year: nil, actor: "world")
    }

    private func importFile() async throws {
        files += 1
        let bytes = network.log(5 + random.below(40), &random)
        let tornAt = random.once(in: 4) ? random.below(bytes.count) : nil
        let input = SimulatedFile(bytes, piece: 1 + random.below(900), tornAt: tornAt)
        _ = try await importer.run(request(Self.file, "file \(files)"), from: input) { _, _ in }
        answered += String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map { String($0) }
    }

    private func decide() throws {
        guard let conflict = try book.conflicts(limit: 5).randomElement(using: &random) else { return }
        let decision: ConflictDecision = [.instead, .own, .rejected][random.below(3)]
        let rerater = CallRerater(rater: rater, names: book.names)
        let note = JournalNote(
            at: clock.now, actor: "world", action: "conflict.\(decision.rawValue)", subject: "\(conflict.number)", after: "")
        try book.decide(conflict.number, decision, reason: "", journal: note, step: StepNote(site: 0)) { rerater.rerate(&$0, $1) }
        result.decisions += 1
    }

    // MARK: Death and life

    /// The process begins anew; where the power went what was not durable may be gone, of the book too.
    private func reboot() async throws {
        let power = random.once(in: 2)
        (writer, lane, connections) = (nil, nil, [])
        result.kills += 1
        if power { result.powerCuts += 1 }
        disk.reboot(power: power, using: &random)
        try book.close()
        if power, try isCopyAllowed(), random.once(in: 2) {
            try FileManager.default.removeItem(atPath: folder + "/world.book/book.sqlite")
            try FileManager.default.copyItem(atPath: folder + "/copy.sqlite", toPath: folder + "/world.book/book.sqlite")
        }
        book = try Book(path: folder + "/world.book")
        do {
            try await importer.finishCutOff { [format] _ in (format, 0) }
        } catch {
            try await bear(error)
        }
        try copyBook()
    }

    /// A power cut takes only what was not answered: batches, and imports that were begun.
    private func isCopyAllowed() throws -> Bool {
        let book = try Book(path: folder + "/world.book")
        defer { try? book.close() }
        return try !book.steps(after: copied, limit: 100_000).contains { $0.kind == .end || $0.kind == .decide }
    }

    private func copyBook() throws {
        copied = try book.steps(after: 0, limit: 1_000_000).last?.number ?? 0
        try? FileManager.default.removeItem(atPath: folder + "/copy.sqlite")
        try book.backup(to: folder + "/copy.sqlite")
    }

    /// Everything works again, and all that is there is taken.
    func settle() async throws {
        disk.fill(false)
        try await reboot()
        let writer = try opened()
        connections = [try writer.begin("198.51.100.1:4001", arrival: arrival)]
        let bytes = network.log(3, &random)
        try writer.append(bytes, part: connections[0], arrival: arrival)
        taken += bytes
        lane = try LiveLane(importer, request(Self.wire, "wire"))
        _ = try lane?.take(through: writer.sync())
        confirmed = taken.count
        try lane?.close()
        lane = nil
        self.writer = nil
    }
}

/// A clock that somebody sets.
final class SimulatedClock: Sendable {
    private let seconds = Mutex<Int64>(1_793_000_000)

    var now: Instant { seconds.withLock { Instant(seconds: $0) } }
    func pass(_ count: Int) { seconds.withLock { $0 += Int64(count) } }
    func set(back: Bool, by count: Int64) { seconds.withLock { $0 += back ? -count : count } }
}

/// A file that may go away in the middle.
final class SimulatedFile: ImportBytes {
    private let bytes: [UInt8]
    private let piece: Int
    private let tornAt: Int?
    private var place = 0

    init(_ bytes: [UInt8], piece: Int, tornAt: Int?) { (self.bytes, self.piece, self.tornAt) = (bytes, piece, tornAt) }

    func read(upTo limit: Int) throws -> [UInt8] {
        if let tornAt, place >= tornAt { throw World.Torn() }
        let count = min(limit, piece, bytes.count - place)
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    func rewind() -> Bool {
        place = 0
        return true
    }
}
