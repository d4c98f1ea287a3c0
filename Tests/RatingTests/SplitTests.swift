import Model
import Money
import Site
import Testing
import Time

@testable import Rating

/// `legs: split` where the parties of the legs have tables, rules and currencies of their own.
@Suite struct Splits {
    /// Whose legs by their own tables: 101's costs 1 a minute, 102's 10 EUR; 103 is nobody's.
    private static func divided(_ change: (inout Site) -> Void = { _ in }) -> Rater {
        var (own, dear) = (table([all(.steps([step(0, 60, "1")]))]), table([all(.steps([step(0, 60, "10")]))]))
        (own.id, dear.id, dear.currency) = (RateTableID("own"), RateTableID("dear"), Currency("EUR") ?? .usd)
        var made = Site()
        made.settings.legs = .split
        made.rateTables = [own, dear]
        made.parties = [("101", own), ("102", dear)].map { number, table in
            var party = Party(id: PartyID(number))
            party.numbers = [Party.Number(number: number, validity: Validity())]
            party.table = [.price: table.id]
            return party
        }
        change(&made)
        return Rater(site: made)
    }

    /// Two minutes, one by each.
    private func halves(_ first: String, _ second: String) -> [Call] {
        [("2026-03-03T09:00:00", first), ("2026-03-03T09:01:00", second)].map { start, caller in
            var call = Call()
            (call.start, call.calling) = (start, caller)
            return call
        }
    }

    /// One charge, made by the leg that stands for the call: 2.00 by 101's table, 20.00 by 102's, half of it each.
    @Test func oneChargeIsDivided() {
        let rater = Splits.divided()
        let legs = rater.assess(legs: halves("101", "102"))
        #expect(legs.map(\.price.text) == ["1.00", "1.00"])
        #expect(legs.map { $0.price.charge?.currency.code } == ["USD", "USD"])
        #expect(legs.map { rater.parties[Int($0.party)].text } == ["101", "102"])
        let turned = rater.assess(legs: halves("102", "101"))
        #expect(turned.map(\.price.text) == ["10.00", "10.00"])
        #expect(turned.map { $0.price.charge?.currency.code } == ["EUR", "EUR"])
        // Who nobody knows bears its part too, as nobody's.
        let unknown = rater.assess(legs: halves("101", "103"))
        #expect(unknown.map(\.price.text) == ["1.00", "1.00"])
        #expect(rater.parties[Int(unknown[1].party)].text == "unassigned")
    }

    /// What the whole is, all parts are.
    @Test func stateOfTheWhole() {
        let rater = Splits.divided()
        #expect(rater.assess(legs: halves("103", "101")).map(\.price.text) == ["no rate table", "no rate table"])
        #expect(rater.assess(legs: halves("103", "101")).map(\.price.state) == [.unrated, .unrated])
        let incoming = halves("101", "102").map { call in
            var call = call
            call.direction = .in
            return call
        }
        #expect(rater.assess(legs: incoming).map(\.price.text) == ["incoming", "incoming"])
    }

    /// A surcharge on 101's calls is one of the whole: 2.00 and 0.50 once, 1.25 each; one on 102's is not asked for.
    @Test func surchargesOfTheWhole() {
        func surcharged(_ party: String) -> [String] {
            let rater = Splits.divided { site in
                var surcharge = Surcharge(id: SurchargeID("s"), addition: .flat(price("0.50"), nil))
                surcharge.when.parties = [PartyID(party)]
                site.surcharges = [surcharge]
            }
            return rater.assess(legs: halves("101", "102")).map(\.price.text)
        }
        #expect(surcharged("101") == ["1.25", "1.25"] && surcharged("102") == ["1.00", "1.00"])
    }

    /// Explained, supposed, and made ready for settlement, a part leads back to the whole: 2.00 by 101's table, and so does what is derived
    /// from it, 2.00 and 1.00 more, whether or not parts are stored.
    @Test func partsLeadToTheWhole() throws {
        let rater = Splits.divided { site in
            var derived = table([])
            (derived.id, derived.scheme, derived.kind) = (RateTableID("derived"), .cost, .derived)
            derived.versions[0].rows = []
            derived.versions[0].derived = Derivation(percent: Percent(units: 0), add: price("1"))
            site.rateTables.append(derived)
            site.settings.defaultTable[.cost] = derived.id
        }
        var batch = RecordBatch()
        let records = halves("101", "102").map { $0.record(in: &batch) }
        let facts = records.map { CallFacts($0, switchIndex: 0, start: rater.time(of: $0, on: 0).start) }
        let found = rater.assess(legs: facts, batch.bytes.span)
        #expect(found.map(\.cost.text) == ["1.50", "1.50"])
        for leg in 0...1 {
            let stored = Rater.Pinned(price: found[leg].price.charge, cost: found[leg].cost.charge)
            let price = rater.explain(.price, legs: facts, leg: leg, batch.bytes.span, pinned: stored)
            #expect(price.rateTable?.text == "own" && price.trace.last?.total == "2" && price.outcome.text == "1.00")
            let supposed = SupposedCall(legs: facts, leg: leg, stored: stored, table: -1)
            for scheme in Scheme.allCases {
                #expect(rater.suppose([.selected], scheme, supposed, batch.bytes.span) == [found[leg][scheme]])
            }
            for pinned in [Rater.Pinned(), stored] {
                let cost = rater.explain(.cost, legs: facts, leg: leg, batch.bytes.span, pinned: pinned)
                #expect(cost.trace.last?.total == "3" && cost.outcome.text == "1.50")
                let identity = CallIdentity(stamp: records[leg].stamp, switch: [], called: [], calling: [], leg: [])
                let ready = rater.priced(
                    .cost, legs: facts, leg: leg, batch.bytes.span, identity: identity, place: leg, pinned: pinned)
                let call = try #require(ready.call)
                #expect(rater.parties[Int(call.party)].text == ["101", "102"][leg])
                #expect(call.base == FineAmount(Amount(millionths: 1_500_000)) && call.adjustment == .zero)
            }
        }
    }
}
