import Foundation
import Model
import Money
import Rating
import Site
import Testing
import Time

@testable import Billing

/// The engine's bills and those of the slow reference are the same, figure by figure, whatever order the calls come in.
@Suite struct AgreementTests {
    /// `TOLLBOOK_SOAK` runs 200,000 combinations of tables, party and month, `TOLLBOOK_SEED` one seed.
    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["TOLLBOOK_SEED"].flatMap({ UInt64($0) }) { return [one] }
        let first = UInt64(Date().timeIntervalSince1970)
        // Seeds that once failed go first.
        return [1_795_932_998, 1_795_936_583, 1_795_937_923, 1_795_922_179, 1_795_921_085, 1_795_946_175]
            + (0..<(environment["TOLLBOOK_SOAK"] != nil ? 12_000 : 320)).map { first &+ $0 }
    }

    @Test func engineAndReferenceAgree() {
        let seeds = AgreementTests.seeds
        print("bills against the reference: seeds up to \(seeds.last ?? 0), \(seeds.count) months (TOLLBOOK_SEED repeats one)")
        var (bills, differences) = (0, 0)
        for seed in seeds where differences < 5 {
            let month = RandomMonth(seed: seed)
            // The trunks' switch, without a dial plan: digits are as normalised.
            var site = month.site
            site.switches = [Switch(id: SwitchID("main"))]
            let rater = Rater(site: site, numbering: site.numberingPlan)
            for scheme in Scheme.allCases {
                let ledger = ReferenceLedger(site: month.site, calls: month.calls, scheme: scheme)
                for party in month.parties {
                    for days in month.ranges {
                        bills += 1
                        let expected = Outcome(try? ledger.bill(party: party, from: days.first, to: days.last))
                        let found = Outcome(month, rater, party, scheme, days, shuffledBy: seed &+ UInt64(bills))
                        guard found != expected, differences < 5 else { continue }
                        differences += 1
                        Issue.record(
                            "seed \(seed), \(scheme) of \(party), \(days.first) to \(days.last): \(found.difference(expected, month))")
                    }
                }
            }
        }
        print("  \(bills) bills")
        #expect(differences == 0)
    }

    /// What is compared, as texts.
    struct Outcome: Equatable {
        /// `stopped` where a rate that settlement needs is missing.
        var lines: [String] = ["stopped"]

        init(_ expected: (lines: [ReferenceLine], bill: ReferenceBill)?) {
            guard let (calls, bill) = expected else { return }
            // The engine's amounts have a range, and a bill beyond it is refused.
            guard bill.total <= Exact(Amount(millionths: .max)) else { return }
            lines = calls.map { line in
                guard line.state == "rated" else { return "\(line.call) \(line.state)" }
                let figures = [
                    line.base, line.surcharges, line.adjustment, line.charge, line.packageDiscount, line.volumeDiscount, line.net,
                ].map(Outcome.text)
                return "\(line.call) \(line.currency?.code ?? "") \(figures.joined(separator: " ")) × \(line.rate) = "
                    + "\(Outcome.text(line.final)) \(line.finalCurrency?.code ?? "")"
            }
            lines.sort()
            lines.append("\(bill.currency) calls \(Outcome.text(bill.calls))")
            lines += bill.recurring.map { "\($0.id) \(Outcome.text($0.amount)) \($0.from) \($0.to)" }
            lines += bill.taxes.map { "\($0.id) \($0.percent.text) % of \(Outcome.text($0.net)): \(Outcome.text($0.tax))" }
            lines.append("rounding \(Outcome.text(bill.rounding)) total \(Outcome.text(bill.total))")
        }

        init(_ month: RandomMonth, _ rater: Rater, _ party: PartyID, _ scheme: Scheme, _ days: DayRange, shuffledBy seed: UInt64) {
            guard var made = BillOfCalls(month.site, rater: rater, party: party, scheme: scheme, days: days) else { return }
            var dice = ReferenceDice(seed)
            // The first of two with one identity counts: these keep their order.
            let calls = month.calls.shuffled(using: &dice)
            let firsts = Dictionary(grouping: month.calls, by: Outcome.identity).mapValues { $0.map(\.index).min() ?? 0 }
            for call in calls where firsts[Outcome.identity(call)] == call.index {
                var batch = RecordBatch()
                let record = call.record(in: &batch)
                made.add(record, batch.bytes, on: 0, place: call.index)
            }
            let (entries, bill): ([BillOfCalls.Entry], SettledBill)
            do { (entries, bill) = try made.result() } catch {
                if ProcessInfo.processInfo.environment["TOLLBOOK_SEED"] != nil { print("\(party), \(scheme), \(days): \(error)") }
                return
            }
            lines = entries.map(Outcome.text).sorted()
            lines.append("\(bill.currency) calls \(Outcome.text(bill.calls))")
            lines += bill.recurring.map { "\($0.id) \(Outcome.text($0.amount)) \($0.days.first) \($0.days.last)" }
            lines += bill.taxes.map { "\($0.id) \($0.percent.text) % of \(Outcome.text($0.net)): \(Outcome.text($0.tax))" }
            lines.append("rounding \(Outcome.text(bill.rounding)) total \(Outcome.text(bill.total))")
        }

        private static func identity(_ call: ReferenceCall) -> [String] {
            [call.start.description, call.called, call.calling, call.leg]
        }

        private static func text(_ entry: BillOfCalls.Entry) -> String {
            switch entry {
            case .other(let place, let outcome): return "\(place) \(outcome.state.name)"
            case .settled(let settled):
                if settled.unrated != nil { return "\(settled.call.place) unrated" }
                let figures = [
                    settled.call.base, settled.call.surcharges, settled.call.adjustment, FineAmount(settled.call.charge.amount),
                    settled.packageDiscount, settled.volumeDiscount, settled.net,
                ].map { $0.text(minorUnit: 0) }
                return "\(settled.call.place) \(settled.call.charge.currency.code) \(figures.joined(separator: " ")) × "
                    + "\(settled.rate.text) = \(text(settled.final.amount)) \(settled.final.currency.code)"
            }
        }

        private static func text(_ amount: Amount) -> String { amount.text(minorUnit: 0) }

        private static func text(_ value: Exact) -> String { value.text }

        /// The lines that differ, and what the first of these calls are.
        func difference(_ expected: Outcome, _ month: RandomMonth) -> String {
            let (mine, theirs) = (Set(lines), Set(expected.lines))
            let numbers = mine.symmetricDifference(theirs).compactMap { Int($0.prefix { $0 != " " }) }
            let calls = month.calls.filter { numbers.contains($0.index) }.prefix(2)
            return "engine: \(mine.subtracting(theirs).sorted()) reference: \(theirs.subtracting(mine).sorted()) \(Array(calls))"
        }
    }
}

extension ReferenceCall {
    func record(in batch: inout RecordBatch) -> CallRecord {
        var record = CallRecord()
        (record.stamp, record.start, record.duration) = (start, start, Int32(duration))
        (record.ring, record.pulses) = (Int32(ring ?? -1), Int32(pulses ?? -1))
        (record.direction, record.answered) = (direction, answered.map { $0 ? .yes : .no } ?? .unknown)
        record.calling = batch.append(calling.utf8)
        record.called = batch.append(called.utf8)
        record.extension = batch.append(`extension`.utf8)
        record.trunk = batch.append(trunk.utf8)
        record.account = batch.append(account.utf8)
        record.sourceIP = batch.append(sourceIP.utf8)
        record.leg = batch.append(leg.utf8)
        record.charge = batch.append((given ?? "").utf8)
        record.currency = batch.append((givenCurrency ?? "").utf8)
        return record
    }
}
