import Model
import Site
import Testing
import Time

/// The generator makes months that reach all states and every kind of discount, and the reference keeps its own rules on them.
@Suite struct RandomMonthTests {
    @Test func monthsAreSettled() throws {
        var (states, stopped, byPackages, byVolume) = ([String: Int](), 0, 0, 0)
        for seed in 0..<60 as Range<UInt64> {
            let month = RandomMonth(seed: seed)
            for scheme in [.price, .cost] as [Scheme] {
                let ledger = ReferenceLedger(site: month.site, calls: month.calls, scheme: scheme)
                for party in month.parties {
                    for range in month.ranges {
                        guard let (lines, bill) = try? ledger.bill(party: party, from: range.first, to: range.last) else {
                            stopped += 1
                            continue
                        }
                        for line in lines {
                            states[line.state, default: 0] += 1
                            byPackages += line.packageDiscount > .zero ? 1 : 0
                            byVolume += line.volumeDiscount > .zero ? 1 : 0
                            #expect(line.net >= .zero && line.net <= line.charge)
                            #expect(line.base + line.surcharges + line.adjustment == line.charge)
                        }
                        let printed = bill.recurring.reduce(bill.calls) { $0 + $1.amount }
                        #expect(bill.total >= printed + bill.rounding)
                    }
                }
            }
        }
        print("random months: \(states), \(byPackages) less by packages, \(byVolume) by volume, \(stopped) bills stopped")
        #expect(Set(states.keys) == ["rated", "free", "unrated", "quarantined"])
        #expect(byPackages > 300 && byVolume > 300)
    }

    @Test func aSeedMakesOneMonth() {
        let (one, other) = (RandomMonth(seed: 3), RandomMonth(seed: 3))
        #expect(one.site == other.site && one.calls == other.calls && one.ranges == other.ranges)
    }

    /// Bills of two parts list what the bill of the whole lists, whatever order the calls came in.
    @Test func partsAddUpToTheWhole() throws {
        for seed in 100..<130 as Range<UInt64> {
            let month = RandomMonth(seed: seed)
            let ledger = ReferenceLedger(site: month.site, calls: month.calls, scheme: .price)
            let turned = ReferenceLedger(site: month.site, calls: month.calls.reversed(), scheme: .price)
            for party in month.site.parties where party.exchangeAt == .call {
                let range = month.ranges[0]
                guard range.count > 1, let whole = try? ledger.bill(party: party.id, from: range.first, to: range.last) else { continue }
                let middle = range.first + range.count / 2
                let first = try ledger.bill(party: party.id, from: range.first, to: middle + -1)
                let second = try turned.bill(party: party.id, from: middle, to: range.last)
                #expect((first.lines + second.lines).sorted { $0.call < $1.call } == whole.lines)
                #expect(Set(first.bill.recurring + second.bill.recurring) == Set(whole.bill.recurring))
            }
        }
    }
}
