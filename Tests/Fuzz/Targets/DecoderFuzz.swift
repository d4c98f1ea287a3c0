import Time

@testable import Mediation
@testable import Model

/// What holds for every format and every stream: how it comes in pieces changes nothing, another decoder goes on where one stood, and
/// every line is accounted for.
enum DecoderFuzz {
    private static let day = CivilDay(number: 18_000)

    /// What a decoder made of a stream.
    struct Outcome {
        var batch = RecordBatch()
        var tally = DecodeTally()
        var state = DecoderState()
    }

    static func check(_ input: DecoderInput) throws(FuzzFinding) { try check(input.format, input.data, cut: input.cut) }

    static func check(_ format: Format, _ data: ArraySlice<UInt8>, cut: UInt8) throws(FuzzFinding) {
        let data = Array(data)
        let whole = decode(format, data) { data.count - $0 }
        try conserves(whole, data, format)
        var state = UInt32(cut) &+ 1
        let pieces = decode(format, data) { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return cut == 0 ? 1 : Int(state >> 16) % Int(cut) + 1
        }
        try equal(whole, pieces, "in pieces", format)
        try hold(whole.tally == pieces.tally, "\(format.id): other lines in pieces: \(whole.tally) and \(pieces.tally)")
        // One that waits for another line is read again.
        guard format.program.pair == nil else { return }
        try equal(whole, resumed(format, data, at: Int(cut) * 7 % (data.count + 1)), "resumed", format)
    }

    /// - Parameter step: how many bytes come at once, from a place on.
    private static func decode(_ format: Format, _ data: [UInt8], step: (Int) -> Int) -> Outcome {
        var decoder = Decoder(format, year: 2020, day: day)
        var outcome = Outcome()
        var place = 0
        repeat {
            let end = min(data.count, place + step(place))
            decoder.feed(data[place..<end], final: end == data.count, into: &outcome.batch)
            place = end
        } while place < data.count
        (outcome.tally, outcome.state) = (decoder.tally, decoder.state)
        return outcome
    }

    /// Gives up at a place and goes on in another decoder, as after a restart.
    private static func resumed(_ format: Format, _ data: [UInt8], at place: Int) throws(FuzzFinding) -> Outcome {
        var first = Decoder(format, year: 2020, day: day)
        var outcome = Outcome()
        first.feed(data[..<place], final: false, into: &outcome.batch)
        let state = first.state
        try hold(LegMemory(text: state.memory.text) == state.memory, "\(format.id): what a restart remembers")
        try hold((0...Int64(place)).contains(state.offset), "\(format.id): resumes at \(state.offset) after \(place) bytes")
        var second = Decoder(format, resuming: state)
        second.feed(data[Int(state.offset)...], final: true, into: &outcome.batch)
        outcome.state = second.state
        return outcome
    }

    /// Decodes a long stream in the pieces in which a network brings one.
    static func work(_ format: Format, _ data: ArraySlice<UInt8>, count: Int) {
        let stream = stretched(data, count)
        _ = decode(format, stream) { _ in 700 }
    }
}

// MARK: What must hold

extension DecoderFuzz {
    private static func conserves(_ outcome: Outcome, _ data: [UInt8], _ format: Format) throws(FuzzFinding) {
        let lineEnds = data.count { $0 == Byte.lineFeed }
        let lines = lineEnds + (data.isEmpty || data.last == Byte.lineFeed ? 0 : 1)
        try hold(outcome.state.offset == Int64(data.count), "\(format.id): stopped at \(outcome.state.offset) of \(data.count)")
        try hold(outcome.tally.lines >= Int64(lineEnds), "\(format.id): \(outcome.tally.lines) of \(lineEnds) lines")
        let ranges = outcome.batch.records.map { ($0.rawOffset, $0.rawCount) } + outcome.batch.skips.map { ($0.rawOffset, $0.rawCount) }
        for (offset, count) in ranges {
            try hold(offset >= 0 && count >= 0 && offset + Int64(count) <= Int64(data.count), "\(format.id): bytes \(offset)+\(count)")
        }
        guard format.program.framing.isPlain else { return }
        try hold(outcome.tally.lines == Int64(lines), "\(format.id): \(outcome.tally.lines) of \(lines) lines")
        let spans = (outcome.batch.records.map { ($0.line, $0.lines) } + outcome.batch.skips.map { ($0.line, $0.lines) })
            .sorted { $0.0 < $1.0 }
        var next = 1
        for (line, count) in spans {
            try hold(line == next && count > 0, "\(format.id): line \(line)+\(count) where \(next) is expected")
            next += count
        }
        try hold(next == lines + 1, "\(format.id): lines up to \(next - 1) of \(lines)")
    }

    private static func equal(_ left: Outcome, _ right: Outcome, _ how: String, _ format: Format) throws(FuzzFinding) {
        let what = "\(format.id), \(how)"
        try hold(left.batch.records.count == right.batch.records.count, "\(what): other number of records")
        for (one, other) in zip(left.batch.records, right.batch.records) where !isSame(one, left.batch, other, right.batch) {
            throw FuzzFinding("\(what): other record in line \(one.line): \(one) and \(other)")
        }
        try hold(left.batch.skips == right.batch.skips, "\(what): other skips: \(left.batch.skips) and \(right.batch.skips)")
        try hold(left.batch.runningNumbers == right.batch.runningNumbers, "\(what): other running numbers")
        try hold(left.batch.sessions == right.batch.sessions, "\(what): other sessions")
        try hold(left.state == right.state, "\(what): other end: \(left.state) and \(right.state)")
    }

    private static func isSame(_ left: CallRecord, _ batch: RecordBatch, _ right: CallRecord, _ other: RecordBatch) -> Bool {
        guard left.line == right.line, left.lines == right.lines, left.rawOffset == right.rawOffset, left.rawCount == right.rawCount,
            left.stamp == right.stamp, left.start == right.start, left.instant == right.instant, left.isUTC == right.isUTC,
            left.duration == right.duration, left.isDurationKnown == right.isDurationKnown, left.ring == right.ring,
            left.span == right.span, left.direction == right.direction, left.answered == right.answered,
            left.followsLegs == right.followsLegs, left.lastLeg == right.lastLeg, left.pulses == right.pulses
        else { return false }
        return TextTarget.allCases.allSatisfy { batch.slice(left.text($0)) == other.slice(right.text($0)) }
    }
}
