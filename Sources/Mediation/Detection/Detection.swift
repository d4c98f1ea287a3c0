public import Time

/// Tells by the bytes of a stream which formats it can have.
public enum Detection {
    /// A format that fits.
    public struct Candidate: Sendable {
        public let id: String
        public let name: String
        /// Of the lines that are not blank, those that were decoded as records; 0 … 1.
        public let share: Double
        /// What speaks against it, in words.
        public let doubts: [String]
        /// What it was ranked by; 0 … 1.
        public let score: Double
    }

    /// Below this nothing that a format reads is more than chance.
    static let least = 0.12

    /// The formats that fit, best first; at most ten. Looks at a bounded window of `bytes` only.
    /// - Parameter today: stamps behind it lie in the future.
    public static func rank(_ bytes: some Collection<UInt8>, today: CivilDay) -> [Candidate] {
        rank(bytes, among: FormatCatalogue.entries, today: today)
    }

    static func rank(_ bytes: some Collection<UInt8>, among entries: [(format: Format, samples: [FormatSample])], today: CivilDay)
        -> [Candidate]
    {
        let window = DetectionWindow(bytes)
        guard !window.bytes.isEmpty else { return [] }
        let found = entries.map { entry in
            (format: entry.format, gauge: FormatGauge(entry.format, samples: entry.samples, window: window, today: today))
        }.filter { $0.gauge.score >= least }.sorted { ($1.gauge.score, $0.format.id) < ($0.gauge.score, $1.format.id) }.prefix(10)
        return found.map { entry in
            let rivals = found.filter { $0.format.id != entry.format.id && $0.gauge.score > 0.9 * entry.gauge.score }.map(\.format)
            return Candidate(
                id: entry.format.id, name: entry.format.name, share: (entry.gauge.share * 1000).rounded() / 1000,
                doubts: doubts(entry.format, entry.gauge, rivals), score: entry.gauge.score)
        }
    }

    /// The one format that bytes have without a doubt about which: far ahead of all others but twins do not count as one.
    public static func certain(_ candidates: [Candidate]) -> Candidate? {
        guard let first = candidates.first, first.share >= 0.5, first.score >= 0.3 else { return nil }
        if candidates.count > 1, candidates[1].score > 0.8 * first.score { return nil }
        return first
    }

    private static func doubts(_ format: Format, _ gauge: FormatGauge, _ rivals: [Format]) -> [String] {
        var doubts: [String] = []
        if gauge.inRecords == 0 { doubts.append("no record is whole: only the names of its fields are there") }
        if gauge.broken > 0 {
            doubts.append("\(gauge.broken) of \(gauge.lines) lines do not fit" + (gauge.brokenAs.map { ": \($0)" } ?? ""))
        }
        if gauge.inRecords > 0, gauge.noise * 2 >= gauge.lines { doubts.append("half of the lines or more are skipped as noise") }
        if gauge.soundDurations < 0.9 { doubts.append("durations look implausible") }
        if gauge.soundTimes < 0.9 { doubts.append("times lie in the future or far back") }
        if gauge.soundOrder < 0.8 { doubts.append("times jump forth and back: day and month may be the other way round") }
        if gauge.soundTexts < 0.6 { doubts.append("what should be numbers does not look so") }
        if gauge.cleanCuts < 0.9 { doubts.append("columns cut through words") }
        if gauge.inRecords > 0, gauge.coverage < 0.6 { doubts.append("much of each line is in no field") }
        if gauge.inRecords > 0, gauge.likeness < 0.6 { doubts.append("the lines look unlike the samples of the format") }
        if gauge.records == 1 { doubts.append("there is only one record") }
        for rival in rivals {
            let isTwin = format.twins.contains(rival.id)
            doubts.append(isTwin ? "matches also \(rival.id) with the same layout" : "\(rival.id) matches nearly as well")
        }
        if format.needsYear { doubts.append("the year is missing") }
        if format.needsDay { doubts.append("the date is missing") }
        if format.confirmed != .yes {
            doubts.append("the format is \(format.confirmed == .no ? "not" : "only partly") confirmed by real records")
        }
        return doubts
    }
}
