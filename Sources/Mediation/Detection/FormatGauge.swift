import Model
import Time

/// How well one format reads a window. Each part is between 0 and 1.
struct FormatGauge {
    /// Lines in records, lines that the definition knows as noise, and broken ones; blank lines count nowhere.
    var inRecords = 0
    var noise = 0
    var broken = 0
    /// Records, and of those the ones whose duration, time and numbers can be true.
    var records = 0
    var soundDurations = 1.0
    var soundTimes = 1.0
    var soundTexts = 1.0
    var soundOrder = 1.0
    /// Letters and digits that some field holds, and field ends that cut through no word.
    var coverage = 1.0
    var cleanCuts = 1.0
    /// How like the definition's own samples the lines are.
    var likeness = 0.0
    /// Of the records, those whose direction and whose ring time are told where the format tells them.
    var toldSides = 1.0
    /// How well titles over the columns fit; halfway where nothing can be said.
    var titles = 0.5
    /// Of the lines, those with a name that the format's documents have.
    var knownNames = 0.0
    /// The most frequent reason of broken lines.
    var brokenAs: String?

    var lines: Int { inRecords + noise + broken }
    var share: Double { lines == 0 ? 0 : Double(inRecords) / Double(lines) }

    /// What formats are ranked by.
    var score: Double {
        let byNames = knownNames >= 0.5 ? 0.2 + 0.2 * knownNames : 0
        guard inRecords > 0 else { return titles > 0.5 ? max(byNames, 0.2 * titles) : byNames }
        let fit = (Double(inRecords) + 0.4 * Double(noise)) / Double(lines)
        let sound = (soundDurations + soundTimes + 2 * soundTexts + soundOrder) / 5
        let clean = (0.4 + 0.6 * coverage) * (0.5 + 0.5 * cleanCuts) * (0.3 + 0.7 * likeness)
        return max(byNames, fit * sound * clean * (0.85 + 0.15 * toldSides) * (0.94 + 0.06 * titles))
    }
}

extension FormatGauge {
    private static let mostLooked = 40

    /// - Parameters:
    ///   - samples: of the definition itself.
    ///   - today: records behind the day after it lie in the future.
    init(_ format: Format, samples: [FormatSample], window: DetectionWindow, today: CivilDay) {
        // A leap year, so that a 29th of February is a day where the records print no year.
        let year = today.parts.year / 4 * 4
        let state = DecoderState(year: format.needsYear ? year : nil, day: today)
        var decoder = Decoder(format, resuming: state)
        var batch = RecordBatch()
        decoder.feed(window.bytes, final: true, into: &batch)
        let blank = batch.skips.reduce(0) { $0 + ($1.reason == Fault.blank.word ? $1.lines : 0) }
        inRecords = Int(decoder.tally.inRecords)
        noise = max(0, Int(decoder.tally.noise) - blank)
        broken = Int(decoder.tally.broken)
        records = batch.records.count
        noteSkips(batch.skips)
        let own = samples.flatMap { $0.given + $0.bytes }
        knownNames = KnownNames(format, samples: own)?.share(of: window.bytes) ?? 0
        titles = HeaderWords(of: samples).fit(window.bytes) ?? 0.5
        guard records > 0 else { return }
        noteTimes(batch, needsYear: format.needsYear, today)
        noteTexts(batch)
        noteSides(batch, format)
        look(at: batch, format, samples, window, state)
    }

    private mutating func noteSkips(_ skips: [Skip]) {
        var counts: [String: Int] = [:]
        for skip in skips where Fault.allCases.contains(where: { $0.word == skip.reason && $0 != .blank && $0 != .header }) {
            counts[skip.reason, default: 0] += skip.lines
        }
        brokenAs = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private mutating func noteTimes(_ batch: RecordBatch, needsYear: Bool, _ today: CivilDay) {
        let count = Double(records)
        soundDurations = Double(batch.records.count { (0..<43_200).contains($0.duration) }) / count
        let first = CivilDay(number: 5479)  // 1985-01-01
        soundTimes = Double(batch.records.count { $0.stamp.day >= first && (needsYear || $0.stamp.day <= today + 1) }) / count
        // Records come in the order of their stamps, but for those of long calls and of other lines' logs.
        let pairs = zip(batch.records, batch.records.dropFirst())
        let inOrder = pairs.count { abs($1.stamp.day - $0.stamp.day) <= 62 }
        soundOrder = records < 2 ? 1 : Double(inOrder) / Double(records - 1)
    }

    private mutating func noteTexts(_ batch: RecordBatch) {
        var seen = 0
        var sound = 0
        for record in batch.records.prefix(Self.mostLooked) {
            let texts = [record.calling, record.called, record.extension, record.trunk].filter { !$0.isMissing }
            seen += max(1, texts.count)
            sound += texts.count { Self.isNumber(batch.slice($0)) }
        }
        soundTexts = Double(sound) / Double(max(1, seen))
    }

    /// A format that tells directions tells them of most calls; one with a column for the ring time has it on incoming calls.
    private mutating func noteSides(_ batch: RecordBatch, _ format: Format) {
        let sides = format.program.direction.isEmpty ? records : batch.records.count { $0.direction != .unknown }
        let incoming = batch.records.filter { $0.direction == .in }
        let rung = format.program.ring.isEmpty || incoming.isEmpty ? 1 : incoming.count { $0.ring >= 0 } * 2 / incoming.count
        toldSides = Double(sides) / Double(records) * (rung > 0 ? 1 : 0.7)
    }

    /// Whether a text can be a number, an extension, a trunk or an address: no piece of a date, a time or two columns in one.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        if text.contains(UInt8(ascii: "@")) || text.count > 40 { return true }
        // An address may have a port behind a colon.
        let isAddress = text.contains(UInt8(ascii: "."))
        let isTime =
            text.contains(UInt8(ascii: "'"))
            || !isAddress
                && text.indices.dropFirst().dropLast().contains { place in
                    text[place] == UInt8(ascii: ":") && Byte.isDigit(text[place - 1]) && Byte.isDigit(text[place + 1])
                }
        return !isTime && text.contains(where: { Byte.isDigit($0) || $0 == UInt8(ascii: "*") || $0 | 32 > 96 })
    }

    private mutating func look(
        at batch: RecordBatch, _ format: Format, _ samples: [FormatSample], _ window: DetectionWindow, _ state: DecoderState
    ) {
        var inspector = Inspector(format)
        let known = samples.compactMap { sample in
            if case .record = sample.outcome {
                LineProfile(sample.bytes.filter { $0 != Byte.carriageReturn && $0 != Byte.lineFeed })
            } else {
                nil
            }
        }
        var (alike, covered, letters, cuts, ends) = (0.0, 0, 0, 0, 0)
        let looked = batch.records.prefix(Self.mostLooked)
        for record in looked {
            let raw = window.bytes[Int(record.rawOffset)..<min(window.bytes.count, Int(record.rawOffset) + record.rawCount)]
            let profile = LineProfile(raw.filter { $0 != Byte.carriageReturn && $0 != Byte.lineFeed })
            alike += known.map { $0.likeness(profile) }.max() ?? 0
            let view = inspector.look(at: raw, state: state)
            var isCovered = [Bool](repeating: false, count: view.text.count)
            for range in view.fields.compactMap(\.range) {
                for place in range { isCovered[place] = true }
                for end in [range.lowerBound, range.upperBound] where end > 0 && end < view.text.count {
                    ends += 1
                    if Self.isWord(view.text[end - 1]), Self.isWord(view.text[end]) { cuts += 1 }
                }
            }
            for (place, byte) in view.text.enumerated() where Self.isWord(byte) {
                letters += 1
                if isCovered[place] { covered += 1 }
            }
        }
        likeness = alike / Double(looked.count)
        coverage = letters == 0 ? 0 : Double(covered) / Double(letters)
        cleanCuts = ends == 0 ? 1 : 1 - Double(cuts) / Double(ends)
    }

    private static func isWord(_ byte: UInt8) -> Bool { Byte.isDigit(byte) || (97...122).contains(byte | 32) || byte > 127 }
}
