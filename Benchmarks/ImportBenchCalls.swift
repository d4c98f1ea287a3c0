import Model
import Money
import Store
import Time

/// Calls of a made-up site for benchmarks of the book: 120 parties, 30 trunks, 60 destinations, 6 call types, one call every three seconds.
struct ImportBenchCalls {
    static let batch = 10_000
    private var random: UInt64
    private var second: Int64 = 1_767_225_600
    private let types: [NameNumber]
    private let parties: [NameNumber]
    private let trunks: [NameNumber]
    private let destinations: [NameNumber]
    private let extensions: [NameNumber]
    private let line: NameNumber
    let source: NameNumber
    private var offset: Int64 = 0

    init(seed: UInt64, names: Names) {
        random = seed
        types = (0..<6).map { names.number(.callType, "type\($0)") }
        parties = (0..<120).map { names.number(.party, "party\($0)") }
        trunks = (0..<30).map { names.number(.trunk, "trunk\($0)") }
        destinations = (0..<60).map { names.number(.destination, "destination\($0)") }
        extensions = (0..<120).map { names.number(.extension, "\(100 + $0)") }
        line = names.number(.switch, "pbx")
        source = names.number(.source, "bench")
    }

    /// splitmix64: the same calls for the same seed, on every machine.
    private mutating func next(_ bound: Int) -> Int {
        random &+= 0x9e37_79b9_7f4a_7c15
        var mixed = random
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }

    /// The next calls, in the order of their starts.
    mutating func fill(_ batch: inout CallBatch, count: Int = ImportBenchCalls.batch) {
        batch.bytes.removeAll(keepingCapacity: true)
        batch.calls.removeAll(keepingCapacity: true)
        for _ in 0..<count { batch.calls.append(call(&batch)) }
    }

    private mutating func digits(_ count: Int, _ first: UInt8, _ batch: inout CallBatch) -> TextRef {
        let begin = UInt32(batch.bytes.count)
        batch.bytes.append(first)
        for _ in 1..<count { batch.bytes.append(UInt8(48 + next(10))) }
        return TextRef(offset: begin, count: UInt32(count))
    }

    private mutating func call(_ batch: inout CallBatch) -> StoredCall {
        second += Int64(next(7))
        var call = StoredCall()
        let who = next(120)
        call.stamp = WallTime(seconds: second)
        call.start = Instant(seconds: second)
        call.day = CivilDay(number: Int32(second / 86_400))
        call.hour = UInt8(second % 86_400 / 3600)
        call.switch = line
        call.called = digits(11, 57, &batch)
        call.calling = digits(3, 49, &batch)
        call.extension = extensions[who]
        call.party = parties[who]
        call.trunk = trunks[next(30)]
        call.destination = destinations[next(60)]
        call.callType = types[next(6)]
        call.source = source
        call.rawOffset = offset
        call.rawCount = 84
        offset += 84
        call.direction = next(10) < 7 ? .out : .in
        call.answered = next(10) < 8
        call.answer = call.answered ? .yes : .no
        call.duration = call.answered ? Int32(1 + next(600)) : 0
        call.talk = call.duration
        guard call.answered, call.direction == .out else { return call }
        call.price = charge(Int64(call.duration) * 3000, 1)
        call.cost = charge(Int64(call.duration) * 2000, 2)
        return call
    }

    private mutating func charge(_ millionths: Int64, _ version: Int32) -> Outcome {
        .rated(Charge(amount: Amount(millionths: millionths), currency: .usd, version: version, row: Int32(next(100_000))))
    }
}
