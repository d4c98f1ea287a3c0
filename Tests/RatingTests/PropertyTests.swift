import Model
import Money
import Site
import Testing
import Time

@testable import Rating

#if canImport(Glibc)
    import Glibc
#endif

/// The engine against the slow rater, on random tables and calls. `TOLLBOOK_SEED` repeats a run, `TOLLBOOK_CASES` sets their number,
/// `TOLLBOOK_SOAK=1` makes three million of them.
@Suite struct Properties {
    static func setting(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }

    static var seed: UInt64 { setting("TOLLBOOK_SEED") ?? UInt64.random(in: 0..<1_000_000_000) }
    static var cases: Int { setting("TOLLBOOK_CASES").map { Int($0) } ?? (setting("TOLLBOOK_SOAK") == 1 ? 3_000_000 : 200_000) }

    @Test func engineAgreesWithTheSlowRater() {
        let seed = Properties.seed
        print("rating property test: seed \(seed), \(Properties.cases) cases (TOLLBOOK_SEED repeats it)")
        var cases = RandomCases(random: Seeded(seed))
        var differences = 0
        var hits = Hits()
        for _ in 0..<Properties.cases / 20 where differences < 5 {
            let slow = cases.table()
            let rater = Rater(site: site([slow.table]))
            for _ in 0..<20 {
                let call = cases.call(slow)
                hits.count(call.instant, call.duration, slow)
                let expected = slow.rate(at: call.instant, duration: call.duration, pulses: call.pulses)
                let charged = ChargedCall(instant: call.instant, duration: call.duration, pulses: call.pulses)
                let outcome = rater.outcome(charged)
                guard Properties.result(outcome) != expected else { continue }
                differences += 1
                Issue.record("seed \(seed): \(outcome) is not \(expected): \(call) \(slow.table) \(slow.holidays)")
            }
        }
        #expect(differences == 0)
        print("  \(hits)")
        // A handful of cases, asked for by hand, need not meet everything.
        let enough = Properties.cases < 10_000 ? -1 : Properties.cases / 20
        #expect(differences > 0 || min(hits.changes, hits.holidays, hits.borders) > enough, "\(hits)")
    }

    /// How many calls met what is easily got wrong.
    struct Hits: CustomStringConvertible {
        var changes = 0
        var holidays = 0
        var borders = 0
        var description: String { "of them \(changes) at a change of the clocks, \(holidays) on holidays, \(borders) across band borders" }

        mutating func count(_ instant: Int64, _ duration: Int64, _ slow: SlowRater) {
            let end = instant + duration
            if slow.changes.contains(where: { instant - 3600 <= $0.at && $0.at <= end + 3600 }) { changes += 1 }
            if slow.holidayRule != nil, slow.holidays.contains((instant + slow.offset(instant)) / 86_400) { holidays += 1 }
            if slow.band(instant) != slow.band(end) { borders += 1 }
        }
    }

    /// The lines of a trace add up to the charge, line by line.
    @Test func chargeIsTheSumOfItsTrace() {
        let seed = Properties.seed
        print("trace property test: seed \(seed)")
        var cases = RandomCases(random: Seeded(seed))
        for _ in 0..<1000 {
            let slow = cases.table()
            let rater = Rater(site: site([slow.table]))
            let call = cases.call(slow)
            let charged = ChargedCall(instant: call.instant, duration: call.duration, pulses: call.pulses)
            guard let charge = rater.outcome(charged).charge else { continue }
            let row = rater.plans.rows[0]
            var notes = Fold<Int128, TraceNotes>(denominator: row.denominator, sink: TraceNotes())
            let isAttempt = call.duration == 0 && !Engine.isMetered(rater.plans.tables[0], charged)
            _ = rater.fold(charged, rater.plans.tables[0], row, isAttempt: isAttempt, &notes)
            var sum: Int128 = 0
            for line in notes.sink.lines {
                sum += line.amount
                #expect(line.total == sum, "seed \(seed)")
            }
            #expect(slow.table.rounding.round(priceUnits: sum, over: row.denominator) == charge.amount, "seed \(seed)")
        }
    }

    static func result(_ outcome: Outcome) -> SlowRater.Result? {
        if let charge = outcome.charge { return .rated(UInt64(charge.amount.millionths)) }
        return switch outcome.reason {
        case .unanswered: .free
        case .noBandPrice: .noBandPrice
        default: nil
        }
    }
}

extension Rater {
    /// By the first table, whatever the number.
    fileprivate func outcome(_ call: ChargedCall) -> Outcome {
        var inquiry = Inquiry(call, TableFound(table: 0), Number(), plans)
        inquiry.lookUp(Number(), plans)
        return outcome(inquiry)
    }
}
