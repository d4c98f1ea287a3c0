@testable import RawLog

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// The stream in its smallest pieces, whatever blocks it was cut into.
enum Piece: Hashable {
    case begin(Int64, String)
    case byte(Int64, UInt8)
    case end(Int64)
}

/// Where two streams part, in a few words; `nil` where they are the same. Arrays in an expectation would be printed whole.
func difference(_ found: some Collection<Piece>, _ expected: some Collection<Piece>) -> String? {
    let (found, expected) = (Array(found), Array(expected))
    guard found != expected else { return nil }
    let index = zip(found, expected).prefix { $0 == $1 }.count
    let (one, other) = (found[index...].first, expected[index...].first)
    return "\(found.count) pieces, not \(expected.count); the \(index)th is \(show(one)), not \(show(other))"
}

private func show(_ piece: Piece?) -> String { piece.map { "\($0)" } ?? "none" }

/// What `body` throws, where it is an error of the raw log.
func failure(_ body: () throws -> Void) -> RawLogError? {
    do {
        try body()
        return nil
    } catch {
        return error as? RawLogError
    }
}

/// All pieces of a log.
func pieces(_ reader: RawReader) throws -> [Piece] {
    var found: [Piece] = []
    while let block = try reader.next() {
        switch block.kind {
        case .begin: found.append(.begin(block.part, block.name))
        case .data: found += block.bytes.map { .byte(block.part, $0) }
        case .end: found.append(.end(block.part))
        case .file: break
        }
    }
    return found
}

/// A writer, and what it was given: tries again what failed.
struct Scribe {
    let folder: RawFolder
    let source = "pbx-1"
    var options = RawOptions()
    var writer: RawWriter?
    /// What the log has taken, and how much of it a sync has confirmed.
    var taken: [Piece] = []
    var confirmed = 0
    var open: [Int64] = []
    var errors: [RawLogError] = []
    var tries = 8
    var second: Int64 = 1_772_442_900
    var day: Int32 = 20_514

    init(_ folder: RawFolder, small: Bool = true) {
        self.folder = folder
        if small { (options.fileSize, options.blockSize, options.unsyncedSize) = (900, 24, 120) }
    }

    var arrival: RawArrival { RawArrival(seconds: second, day: day) }

    /// Calls `body` until it succeeds, at most `tries` times.
    mutating func insist<Value>(_ body: (inout Scribe) throws(RawLogError) -> Value) -> Value? {
        for _ in 0..<tries {
            do throws(RawLogError) { return try body(&self) } catch { errors.append(error) }
        }
        return nil
    }

    mutating func start() {
        writer = nil
        let opened = insist { scribe throws(RawLogError) in
            try scribe.folder.writer(of: scribe.source, expecting: 0, options: scribe.options)
        }
        writer = opened
        for part in opened?.recovery.brokenParts ?? [] { taken.append(.end(part)) }
        open = []
    }

    mutating func begin(_ name: String) {
        let part = insist { scribe throws(RawLogError) in try scribe.writer?.begin(name, arrival: scribe.arrival) }
        guard let part, let part else { return }
        taken.append(.begin(part, name))
        open.append(part)
    }

    mutating func append(_ bytes: [UInt8], _ part: Int64) {
        var rest = bytes[...]
        _ = insist { scribe throws(RawLogError) in
            guard let writer = scribe.writer else { return }
            let before = writer.end
            defer {
                let count = Int(writer.end - before)
                scribe.taken += rest.prefix(count).map { .byte(part, $0) }
                rest = rest.dropFirst(count)
            }
            try writer.append(Array(rest), part: part, arrival: scribe.arrival)
        }
    }

    mutating func end(_ part: Int64) {
        let ended: Void? = insist { scribe throws(RawLogError) in try scribe.writer?.end(part: part, arrival: scribe.arrival) }
        guard ended != nil else { return }
        taken.append(.end(part))
        open.removeAll { $0 == part }
    }

    mutating func sync() {
        let count = taken.count
        if insist({ scribe throws(RawLogError) in try scribe.writer?.sync() }) != nil { confirmed = count }
    }

    /// One random act.
    mutating func act(_ random: inout SeededRandom) {
        if Int.random(in: 0..<4, using: &random) == 0 { second += Int64.random(in: 0...90, using: &random) }
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1, 2: if open.count < 3 { begin(Self.names.randomElement(using: &random) ?? "") }
        case 3, 4: if let part = open.randomElement(using: &random) { end(part) }
        case 5, 6, 7: sync()
        case 8: day += 1
        case 9:
            sync()
            start()
        default:
            guard let part = open.randomElement(using: &random) else { return }
            append(Self.payload(&random), part)
        }
    }

    static let names = ["calls.csv", "", "192.0.2.7:4001", "a b\\c\n#tollbook 1 data 1 0", "\u{202e}gpj.exe", "Süd/Ost ☎"]

    private static func payload(_ random: inout SeededRandom) -> [UInt8] {
        if Int.random(in: 0..<6, using: &random) == 0 {
            return Array("\n#tollbook 1 data 1 9 2026-03-02T09:15:00Z 0 1 00000000 00000000\n\n".utf8)
        }
        return (0..<Int.random(in: 0...70, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
