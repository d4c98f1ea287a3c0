import Glibc
import RawLog

/// A source's place of work, used from its one thread: the way into the raw log, its clock, its health.
///
/// Bytes that were taken are made durable together, soon enough that none waits for longer than 50 ms. While the disk takes
/// nothing the source's thread waits here: the switch is held back where its protocol can be, nothing is acknowledged.
final class Station {
    /// Milliseconds from the first byte to the sync that makes it durable; the sync itself needs some too.
    static let commitWithin: Int64 = 25
    /// Milliseconds for which a source of many small pieces waits for more before it takes them and makes them durable at once.
    static let gatherFor: Int64 = 35
    /// Reads of 64 KiB in which all that the system holds of a connection is taken: 32 MiB.
    static let pending = 512
    private static let retryEvery: Int64 = 1_000

    let clock: SourceClock
    let control: SourceControl
    let desk: HealthDesk
    private let writer: RawWriter
    private let announce: @Sendable (Int64) -> Void
    /// When what was taken must be durable; `nil`: all is.
    private var due: Int64?

    init(
        writer: RawWriter, clock: SourceClock, control: SourceControl, desk: HealthDesk,
        announce: @escaping @Sendable (Int64) -> Void
    ) {
        self.writer = writer
        self.clock = clock
        self.control = control
        self.desk = desk
        self.announce = announce
        let durable = writer.durable
        desk.change { $0.durable = durable }
    }

    /// The logical offset of the next byte that is taken.
    var end: Int64 { writer.end }

    // MARK: Into the raw log

    /// Begins a part: a connection, a file, a peer.
    func begin(_ name: String) throws(SourceStop) -> Int64 {
        // A path or a peer's words may be longer than the log takes.
        let name = String(name.prefix(400))
        let part = try persist { () throws(RawLogError) in try writer.begin(name, arrival: clock.arrival) }
        setDue()
        return part
    }

    func append(_ bytes: ArraySlice<UInt8>, part: Int64) throws(SourceStop) {
        guard !bytes.isEmpty else { return }
        let begin = writer.end
        try persist { () throws(RawLogError) in
            // After an error what was taken stays taken.
            let taken = Int(writer.end - begin)
            try writer.append(bytes.span.extracting(droppingFirst: taken), part: part, arrival: clock.arrival)
        }
        let now = clock.now()
        desk.change { health in
            health.bytes += Int64(bytes.count)
            health.lastByte = now
        }
        setDue()
    }

    func end(part: Int64) throws(SourceStop) {
        try persist { () throws(RawLogError) in try writer.end(part: part, arrival: clock.arrival) }
        setDue()
    }

    /// Returns when all that was taken is durable: now it may be acknowledged.
    func commit() throws(SourceStop) {
        guard due != nil else { return }
        try persist { () throws(RawLogError) in _ = try writer.sync() }
        committed()
    }

    /// The last try to make durable what was taken, when the source ends.
    func close() {
        guard due != nil, (try? writer.sync()) != nil else { return }
        committed()
    }

    private func committed() {
        due = nil
        let durable = writer.durable
        desk.change { $0.durable = durable }
        announce(durable)
    }

    private func setDue() {
        if due == nil { due = clock.milliseconds() + Self.commitWithin }
    }

    /// Does it again and again until the disk takes it.
    private func persist<Value>(_ work: () throws(RawLogError) -> Value) throws(SourceStop) -> Value {
        let before = desk.health.state
        while true {
            do throws(RawLogError) {
                let value = try work()
                if desk.health.state == .stalled { desk.enter(before == .stalled ? .running : before, at: clock.now()) }
                return value
            } catch {
                if error.kind == .wrongUse { throw .failed(SourceError(error)) }
                desk.note(error: error.description, at: clock.now())
                desk.enter(.stalled, at: clock.now())
                if control.isStopped { throw .asked }
                _ = poll([], until: clock.milliseconds() + Self.retryEvery)
                if control.isStopped { throw .asked }
            }
        }
    }

    // MARK: Waiting

    /// Waits until one of the descriptors is ready, somebody wakes the source, or the time is over; makes durable meanwhile what
    /// is due.
    /// - Parameter milliseconds: at most so long.
    /// - Returns: what is ready of each descriptor (`POLLIN` and others), in their order; nothing: the time is over.
    @discardableResult
    func wait(_ descriptors: [(Int32, Int16)] = [], atMost milliseconds: Int64) throws(SourceStop) -> [Int16] {
        let end = clock.milliseconds() + milliseconds
        while true {
            try look()
            let found = poll(descriptors, until: min(end, due ?? end))
            try look()
            if found.isWoken || found.ready.contains(where: { $0 != 0 }) || clock.milliseconds() >= end { return found.ready }
        }
    }

    /// Commits what is due, and ends the work if it is to end.
    private func look() throws(SourceStop) {
        if let due, clock.milliseconds() >= due { try commit() }
        if control.isStopped { throw .asked }
    }

    private func poll(_ descriptors: [(Int32, Int16)], until end: Int64) -> (ready: [Int16], isWoken: Bool) {
        var polls = descriptors.map { pollfd(fd: $0.0, events: $0.1, revents: 0) }
        polls.append(pollfd(fd: control.wakeUp, events: Int16(POLLIN), revents: 0))
        let limit = Int32(clamping: max(0, end - clock.milliseconds()))
        guard Glibc.poll(&polls, nfds_t(polls.count), limit) > 0 else { return (descriptors.map { _ in 0 }, false) }
        let isWoken = (polls.popLast()?.revents ?? 0) != 0
        if isWoken { control.clear() }
        return (polls.map(\.revents), isWoken)
    }
}

extension Station {
    /// Reads what is there, at most `rounds` times; true where the other side ended it.
    func drain(_ descriptor: Descriptor, into part: Int64, room: inout [UInt8], rounds: Int) throws(SourceStop) -> Bool {
        for _ in 0..<rounds {
            switch descriptor.read(&room) {
            case .bytes(let count): try append(room[..<count], part: part)
            case .none: return false
            case .end, .failed: return true
            }
        }
        return false
    }
}
