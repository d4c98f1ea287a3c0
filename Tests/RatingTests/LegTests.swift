import Model
import Money
import Site
import Testing
import Time

@testable import Rating

@Suite struct Legs {
    /// One cent a second.
    static func rater(_ rule: LegRule) -> Rater {
        var made = site(rule)
        made.parties = ["101", "102", "103"].map {
            var party = Party(id: PartyID($0))
            party.numbers = [Party.Number(number: $0, validity: Validity())]
            return party
        }
        return Rater(site: made)
    }

    private static func site(_ rule: LegRule) -> Site {
        var site = Site()
        let tariff = table([all(.steps([step(0, 1, "0.01")]))])
        site.rateTables = [tariff]
        site.settings.defaultTable[.price] = tariff.id
        site.settings.legs = rule
        return site
    }

    private func leg(_ start: String, _ ring: Int32, _ duration: Int32, from: String, follows: Bool = false, span: Int32 = -1)
        -> Call
    {
        var call = Call()
        (call.start, call.ring, call.duration, call.calling) = (start, ring, duration, from)
        (call.followsLegs, call.span, call.answered) = (follows, span, .unknown)
        return call
    }

    /// Answered at 10:00:05, handed on at 10:00:35, hung up at 10:01:40: 95 s.
    private var transferred: [Call] {
        [
            leg("2026-03-04T10:00:00", 5, 30, from: "101"), leg("2026-03-04T10:00:30", 0, 0, from: "103"),
            leg("2026-03-04T10:00:35", 5, 60, from: "102"),
        ]
    }

    @Test func first() {
        let rater = Legs.rater(.first)
        let legs = rater.assess(legs: transferred)
        #expect(legs.map(\.price.text) == ["0.95", "leg of another record", "leg of another record"])
        #expect(rater.parties[Int(legs[0].party)].text == "101")
        #expect(legs.map(\.talk) == [95, 0, 0])
        #expect(legs[0].charged == 95)
        #expect(legs.map(\.answered) == [true, false, true])
    }

    @Test func last() {
        let rater = Legs.rater(.last)
        let legs = rater.assess(legs: transferred)
        #expect(legs.map(\.price.text) == ["leg of another record", "leg of another record", "0.95"])
        #expect(rater.parties[Int(legs[2].party)].text == "102")
        // The whole call's charging instant, not the leg's own.
        #expect(legs[2].chargingInstant == legs[0].start + 5)
    }

    /// 95 s at 30 : 60 of 90: 0.316666 and 0.633334, together 0.95.
    @Test func split() {
        let legs = Legs.rater(.split).assess(legs: transferred)
        #expect(legs.map(\.price.text) == ["0.316666", "leg of another record", "0.633334"])
        #expect(legs.map(\.talk) == [31, 0, 64])
        #expect(legs.compactMap(\.price.charge?.amount.millionths).reduce(0, +) == 950_000)
    }

    /// Segments that all carry the start of the first: the second begins where the first ends, ringing, talk, hold and park included.
    @Test func followingSegments() {
        let start = "2026-03-04T10:00:00"
        let legs = Legs.rater(.first).assess(legs: [
            leg(start, 7, 13, from: "101", follows: true, span: 30), leg(start, 0, 21, from: "102", follows: true),
        ])
        // Answer at 7, the second segment from 30 to 51: 44 s.
        #expect(legs.map(\.price.text) == ["0.44", "leg of another record"])
    }

    @Test func nobodyAnswered() {
        let start = "2026-03-04T10:00:00"
        let legs = Legs.rater(.first).assess(legs: [leg(start, 9, 0, from: "101"), leg(start, 9, 0, from: "102")])
        #expect(legs.map(\.price.text) == ["unanswered", "leg of another record"])
    }

    /// Parallel ringing: the answered one is the call, wherever it stands.
    @Test func hunting() {
        let start = "2026-03-04T10:00:00"
        let legs = Legs.rater(.first).assess(legs: [
            leg(start, 9, 0, from: "101"), leg(start, 9, 40, from: "102"), leg(start, 9, 0, from: "103"),
        ])
        #expect(legs.map(\.price.text) == ["leg of another record", "0.40", "leg of another record"])
        #expect(legs[1].chargingInstant == legs[1].start + 9)
    }

    /// An internal leg that is handed on to the outside: number and trunk are those of the leg that goes out.
    @Test func internalThenOut() {
        var inside = leg("2026-03-04T10:00:00", 0, 10, from: "101")
        inside.direction = .internal
        let legs = Legs.rater(.first).assess(legs: [inside, leg("2026-03-04T10:00:10", 0, 20, from: "102")])
        #expect(legs.map(\.price.text) == ["0.30", "leg of another record"])
    }

    @Test func exactSplitsAddUp() {
        var random = Seeded(7)
        for _ in 0..<2000 {
            let whole = Int64.random(in: 0...(1 << 62), using: &random)
            let weights = (0..<1 + random.below(9)).map { _ in Int64(random.below(90_000)) }
            guard weights.contains(where: { $0 > 0 }) else { continue }
            let shares = weights.enumerated().map { LegPlan.Share(leg: $0, seconds: $1) }
            let parts = LegShare.list(shares).map { $0.of(whole) }
            #expect(parts.reduce(0, +) == whole)
            #expect(parts.allSatisfy { $0 >= 0 })
        }
    }
}
