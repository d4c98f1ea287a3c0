import Foundation
import Model
import Money
import Rating
import Site
import Testing
import Time

@testable import Billing

/// What the engine says was used of allowances, and went beyond them, is what the slow reference took of its own.
@Suite struct AllowanceAgreementTests {
    /// `TOLLBOOK_SEED` runs one seed.
    private static var seeds: [UInt64] {
        if let one = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap({ UInt64($0) }) { return [one] }
        let first = UInt64(Date().timeIntervalSince1970)
        return (0..<150).map { first &+ $0 }
    }

    @Test func engineAndReferenceAgree() throws {
        print("allowances against the reference: seeds up to \(Self.seeds.last ?? 0) (TOLLBOOK_SEED repeats one)")
        var lines = 0
        for seed in Self.seeds {
            let month = RandomMonth(seed: seed)
            var site = month.site
            site.switches = [Switch(id: SwitchID("main"))]
            let rater = Rater(site: site, numbering: site.numberingPlan)
            for scheme in Scheme.allCases {
                let ledger = ReferenceLedger(site: month.site, calls: month.calls, scheme: scheme)
                let expected = Self.lines(of: ledger, month.site)
                let found = try Self.lines(month, rater, scheme, ledger)
                lines += expected.count
                #expect(found == expected, "seed \(seed), \(scheme)")
                guard found == expected else { return }
            }
        }
        print("  \(lines) allowances")
        #expect(lines > 0)
    }

    private static func lines(of ledger: ReferenceLedger, _ site: Site) -> [String] {
        ledger.used.compactMap { key, used in
            guard used.own + used.carried > .zero || used.over > .zero else { return nil }
            let package = site.packages[key.package]
            return "\(package.id) \(key.rule) \(key.holder) \(key.period.first) \(key.period.last): "
                + "\((used.own + used.carried).text) \(used.over.text)"
        }.sorted()
    }

    private static func lines(_ month: RandomMonth, _ rater: Rater, _ scheme: Scheme, _ ledger: ReferenceLedger) throws -> [String] {
        let starts = ledger.entries.map(\.facts.day)
        guard let first = starts.min(), let last = starts.max(), let days = DayRange(first, last), let party = month.parties.first,
            var made = BillOfCalls(month.site, rater: rater, party: party, scheme: scheme, days: days)
        else { return [] }
        var known: Set<[String]> = []
        for call in month.calls.sorted(by: { $0.index < $1.index })
        where known.insert([call.start.description, call.called, call.calling, call.leg]).inserted {
            var batch = RecordBatch()
            let record = call.record(in: &batch)
            made.add(record, batch.bytes, on: 0, place: call.index)
        }
        let parties = month.site.parties.indices.map { Int32($0) }
        let uses = try Settlement(month.site, rater: rater, scheme: scheme).settled(made.calls, billed: days, telling: parties) { _ in false
        }
        .allowances
        for use in uses { #expect(use.own >= 0 && use.carried >= 0 && use.used >= 0 && use.left >= 0 && use.over >= 0) }
        return uses.filter { $0.used > 0 || $0.over > 0 }.map { use in
            "\(use.package) \(use.rule) \(use.holder) \(use.period.first) \(use.period.last): "
                + "\(text(use.used, use.grant)) \(text(use.over, use.grant))"
        }.sorted()
    }

    private static func text(_ figure: Int128, _ grant: Allowance.Grant) -> String {
        if case .money = grant { FineAmount(units: figure).text(minorUnit: 0) } else { String(figure) }
    }
}
