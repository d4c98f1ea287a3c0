import Doubles
import Model
import Store
import Testing
import Time

@testable import Intake

@Suite("However records come, they are stored once (D1) and add up (D2)", .serialized)
struct OnceTests {
    /// Cut into files at random, those in any order and any number of times, by one source or several, two at once.
    @Test func anyCutsOrdersAndRepeats() async throws {
        let seed = Dice.seed("exactly once")
        for round in 0..<12 as Range<UInt64> {
            var lines = Lines(seed &+ round)
            let (office, asterisk) = (lines.office(200), lines.asterisk(150))
            let reference = try Office()
            try await reference.run(Array(office.joined().utf8))
            try await reference.run(Array(asterisk.joined().utf8), format: "asterisk-cdr-csv", on: "gate")

            let shuffled = try Office()
            var dice = Dice(seed &+ round)
            let first = files(office.shuffled(using: &dice), &dice, whole: office)
            let second = files(asterisk.shuffled(using: &dice), &dice, whole: asterisk)
            async let one: Void = imports(first, shuffled, "avaya-ip-office-smdr", "pbx", seed &+ round)
            async let two: Void = imports(second, shuffled, "asterisk-cdr-csv", "gate", seed &+ round)
            _ = try await (one, two)

            let (expected, found) = (try reference.calls(), try shuffled.calls())
            #expect(expected.count == found.count, "seed \(seed), round \(round)")
            for (a, b) in zip(expected, found) where a != b {
                Issue.record("seed \(seed), round \(round): \(a)\n\(b)")
                break
            }
            #expect(try reference.summaries() == shuffled.summaries(), "seed \(seed), round \(round)")
            for office in [reference, shuffled] { #expect(try office.book.check() == [], "seed \(seed), round \(round)") }
        }
    }

    /// Files that hold all calls together, some of them twice, and at the end the whole log as it was.
    private func files(_ calls: [String], _ dice: inout Dice, whole: [String]) -> [String] {
        var files = Array(repeating: "", count: 1 + dice.below(4))
        for call in calls {
            for _ in 0...dice.below(2) { files[dice.below(files.count)] += call }
        }
        // The last line of a file may be cut off; what it held comes again with the whole.
        // (Of Asterisk's fields the last ones may be missing: there a cut is no fault that could be seen.)
        if calls[0].hasSuffix("\r\n"), dice.below(2) == 0 { files[0] = String(files[0].dropLast(dice.below(40))) }
        return files + [whole.joined()]
    }

    private func imports(_ files: [String], _ office: Office, _ format: String, _ pbx: String, _ seed: UInt64) async throws {
        for (index, file) in files.enumerated() {
            let sums = try await office.run(
                Array(file.utf8), format: format, on: pbx, source: "\(pbx)-\(index % 2)", name: "file \(index)", pieces: seed)
            #expect(sums.counts.isConserved)
            #expect(sums.counts.conflict == 0)
            if index == files.count - 1, index > 0 { #expect(sums.counts.new <= 1, "all but a line that was cut off is there") }
        }
    }

    @Test func anyBytesAddUp() async throws {
        let seed = Dice.seed("conservation")
        var dice = Dice(seed)
        for _ in 0..<8 {
            let office = try Office()
            var lines = Lines(dice.next())
            var bytes = Array(lines.office(150).joined().utf8)
            for _ in 0..<60 { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
            let sums = try await office.run(bytes, pieces: dice.next())
            #expect(sums.counts.isConserved, "seed \(seed)")
            let ends = bytes.count { $0 == 10 } + (bytes.last == 10 ? 0 : 1)
            #expect(sums.counts.lines == ends, "seed \(seed)")
            #expect(Int64(try office.calls().count) == sums.counts.new + sums.counts.quarantined, "seed \(seed)")
            #expect(try office.book.check() == [], "seed \(seed)")
        }
    }

    /// Summaries are what the calls add up to after imports, re-imports, accepted conflicts and rating again (D3).
    @Test func anyOperationsLeaveSummariesEqualToCalls() async throws {
        let seed = Dice.seed("summaries")
        for round in 0..<4 as Range<UInt64> {
            var dice = Dice(seed &+ round)
            var lines = Lines(seed &+ round)
            let office = try Office(rates: Office.rates.replacing("[\"49\"]", with: "[\"4917\"]"))
            var logs: [String] = []
            for step in 0..<14 {
                switch dice.below(6) {
                case 0, 1:
                    logs.append(lines.office(60).joined())
                    try await office.run(Array((logs.last ?? "").utf8), name: "\(step)")
                case 2:
                    // The same records with other seconds of talk.
                    let log = (logs.last ?? "").replacing(",00:01:", with: ",00:02:")
                    let sums = try await office.run(Array(log.utf8), name: "\(step)")
                    #expect(sums.counts.new == 0)
                case 3:
                    for conflict in try office.book.conflicts().shuffled(using: &dice).prefix(6) {
                        let decision: ConflictDecision = [.instead, .own, .rejected][dice.below(3)]
                        let note = JournalNote(at: Instant(seconds: 9), actor: "anna", action: "conflict", subject: "")
                        let rerater = CallRerater(rater: office.rater, names: office.book.names)
                        try office.book.decide(conflict.number, decision, reason: "", journal: note) { rerater.rerate(&$0, $1) }
                    }
                case 4:
                    office.rater = try Office.rater(Office.rates)
                    let rerater = CallRerater(rater: office.rater, names: office.book.names)
                    _ = try office.book.rerate(RerateRule(filter: CallFilter(), change: { rerater.rerate(&$0, $1) }), chunk: 50)
                default: if let log = logs.randomElement(using: &dice) { try await office.run(Array(log.utf8), name: "\(step)") }
                }
                #expect(try office.book.check() == [], "seed \(seed), round \(round), step \(step)")
            }
        }
    }
}
