import Money
import Site
import Testing
import Time

@testable import Billing

/// Which record of ours is which of a witness's.
@Suite("Witnesses matched") struct WitnessMatcherTests {
    private func call(
        _ start: Int64, _ duration: Int64 = 60, to number: String = "4930555", from caller: String = "", answered: Bool = true,
        or other: Int64? = nil, _ amount: String? = nil, _ currency: String = "USD"
    ) throws -> Sighting {
        Sighting(
            number: number, caller: caller, start: Instant(seconds: start), otherStart: other.map { Instant(seconds: $0) },
            isAnswered: answered, duration: duration,
            money: try amount.map { Money(try Amount(text: $0), try #require(Currency(currency))) })
    }

    /// Starts of the pairs, in the order of ours.
    private func pairs(_ ours: [Sighting], _ theirs: [Sighting], _ change: (inout WitnessMatch) -> Void = { _ in }) -> [String] {
        var rule = WitnessMatch()
        change(&rule)
        return WitnessMatcher(rule).pairs(ours, theirs).map { pair in
            "\(ours[pair.ours].start.seconds)-\(theirs[pair.theirs].start.seconds)"
        }.sorted()
    }

    @Test func tolerance() throws {
        #expect(try pairs([call(1000)], [call(1120)]) == ["1000-1120"])
        #expect(try pairs([call(1000)], [call(880)]) == ["1000-880"])
        #expect(try pairs([call(1000)], [call(1121)]) == [])
        #expect(try pairs([call(1000)], [call(1121)]) { $0.start = 121 } == ["1000-1121"])
        #expect(try pairs([call(1000)], [call(1000, to: "4930556")]) == [])
        #expect(try pairs([call(1000, to: "")], [call(1000, to: "")]) == [], "nothing tells what was called")
    }

    /// The record at 55 is nearer to the call at 60 than to that at 0; the call at 0 is left alone although it came first.
    @Test func nearestFirst() throws {
        #expect(try pairs([call(0), call(60)], [call(55)]) == ["60-55"])
        #expect(try pairs([call(0), call(60)], [call(5), call(65)]) == ["0-5", "60-65"])
        // 10 and 12 are nearest; what they leave between them are 0 and 100, near enough.
        #expect(try pairs([call(0), call(12)], [call(10), call(100)]) == ["0-100", "12-10"])
        // At one second the durations tell which is which.
        let found = WitnessMatcher(WitnessMatch()).pairs([try call(0, 10), try call(0, 90)], [try call(0, 90), try call(0, 10)])
        #expect(Set(found) == [.init(ours: 0, theirs: 1), .init(ours: 1, theirs: 0)])
    }

    @Test func callers() throws {
        // Two extensions are two callers, two whole numbers too, an extension and a main number may be one.
        #expect(try pairs([call(0, from: "101")], [call(0, from: "102")]) == [])
        #expect(try pairs([call(0, from: "101")], [call(0, from: "102")]) { $0.comparesCalling = false } == ["0-0"])
        #expect(try pairs([call(0, from: "0305551000")], [call(0, from: "+49305551001")]) == [])
        #expect(try pairs([call(0, from: "0305551000")], [call(0, from: "+49305551000")]) == ["0-0"])
        #expect(try pairs([call(0, from: "5551000")], [call(0, from: "+49305551000")]) == ["0-0"])
        #expect(try pairs([call(0, from: "101")], [call(0, from: "+49305551000")]) == ["0-0"])
        #expect(try pairs([call(0, from: "101")], [call(0)]) == ["0-0"])
        // The same caller goes before the nearer start; a number that ends in the extension goes before the rest.
        #expect(
            try pairs([call(0, from: "101"), call(60, from: "102")], [call(58, from: "101"), call(2, from: "102")]) == ["0-58", "60-2"])
        #expect(
            try pairs([call(0, from: "101"), call(10, from: "102")], [call(9, from: "49305550101"), call(1, from: "49305550102")]) == [
                "0-9", "10-1",
            ])
    }

    /// What both say was answered goes before attempts, however near these are.
    @Test func attempts() throws {
        #expect(try pairs([call(50, 0, answered: false), call(0)], [call(50)]) == ["0-50"])
        #expect(try pairs([call(50, 0, answered: false)], [call(50)]) == ["50-50"])
        #expect(try call(0, 0, answered: false).isMereAttempt)
        #expect(try !call(0, 0, answered: false, "0.05").isMereAttempt)
    }

    /// 2026-10-25 in Berlin: what was taken for the first 02:30 may be the second, an hour later.
    @Test func theHourThatComesTwice() throws {
        #expect(try pairs([call(3600)], [call(0, or: 3600)]) == ["3600-0"])
        #expect(try pairs([call(0, or: 3600)], [call(3600)]) == ["0-3600"])
        // As told goes first.
        #expect(try pairs([call(0), call(3600)], [call(0, or: 3600)]) == ["0-0"])
        #expect(try pairs([call(0), call(3600)], [call(0, or: 3600), call(0, 61, or: 3600)]).count == 2)
    }

    @Test func verdicts() throws {
        var rule = WitnessMatch()
        rule.amount = try Amount(text: "0.01")
        let matcher = WitnessMatcher(rule)
        func differences(_ left: Sighting, _ right: Sighting) -> WitnessDifferences { matcher.differences(left, right) }
        #expect(try differences(call(0, 60, "0.20"), call(0, 65, "0.21")) == [])
        #expect(try differences(call(0, 60, "0.20"), call(0, 66, "0.210001")) == [.duration, .amount])
        #expect(try differences(call(0, 60, "0.20"), call(0, 54, "0.19")) == [.duration])
        #expect(try differences(call(0, 60, "0.20"), call(0, 60, "0.20", "EUR")) == [.currency])
        #expect(try differences(call(0, 60, "0.20"), call(0, 60)) == [], "a recorder that tells no amounts")
        #expect(try differences(call(0, 60), call(0, 60, "0.20")) == [.amount])
        #expect(try differences(call(0, 60, "0"), call(0, 60, "0", "EUR")) == [])
        func difference(_ left: String?, _ right: String?, _ currency: String = "USD") throws -> String? {
            try WitnessMatcher.difference(call(0, 60, left).money, call(0, 60, right, currency).money).map { "\($0.text) \($0.currency)" }
        }
        #expect(try difference("0.123456", "0.25") == "0.126544 USD")
        #expect(try difference("0.25", "0.123456") == "-0.126544 USD")
        #expect(try difference(nil, "0.25", "EUR") == "0.25 EUR")
        #expect(try difference("0.25", "0", "EUR") == "-0.25 USD")
        #expect(try difference("0.25", "0.25", "EUR") == nil)
        #expect(try difference("0.25", nil) == nil)
    }
}

/// What holds for whatever records.
@Suite("Witnesses matched, for any records") struct WitnessMatcherPropertyTests {
    private static func sightings(_ dice: inout ReferenceDice, _ count: Int, span: Int) throws -> [Sighting] {
        let usd = Currency.usd
        return (0..<count).map { _ in
            let start = Int64(dice.below(span))
            return Sighting(
                number: "493055" + String(dice.below(3)),
                caller: dice.pick(["", "", "101", "102", "0305550101", "+49305550102", "5550101"]),
                start: Instant(seconds: start), otherStart: dice.one(in: 10) ? Instant(seconds: start + 3600) : nil,
                isAnswered: !dice.one(in: 5), duration: Int64(dice.below(4)) * 30,
                money: dice.one(in: 3) ? nil : Money(Amount(millionths: Int64(dice.below(3)) * 10_000), usd))
        }
    }

    private func told(_ sighting: Sighting) -> String { "\(sighting)" }

    @Test(arguments: UInt64(1)...150) func anyRecords(seed: UInt64) throws {
        var dice = ReferenceDice(seed)
        let span = dice.pick([50, 400, 5000])
        let (ours, theirs) = (try Self.sightings(&dice, dice.below(60), span: span), try Self.sightings(&dice, dice.below(60), span: span))
        var rule = WitnessMatch()
        rule.start = dice.pick([0, 20, 120])
        rule.comparesCalling = dice.one(in: 2)
        let pairs = WitnessMatcher(rule).pairs(ours, theirs)
        #expect(Set(pairs.map(\.ours)).count == pairs.count && Set(pairs.map(\.theirs)).count == pairs.count, "used once")
        for pair in pairs { #expect(Self.mayBeOne(ours[pair.ours], theirs[pair.theirs], rule)) }
        // Nothing is left over that could be paired.
        let left = Set(ours.indices).subtracting(pairs.map(\.ours)), right = Set(theirs.indices).subtracting(pairs.map(\.theirs))
        for one in left { for other in right { #expect(!Self.mayBeOne(ours[one], theirs[other], rule)) } }
        // The order of input does not matter.
        let (mixed, others) = (ours.shuffled(using: &dice), theirs.shuffled(using: &dice))
        let again = WitnessMatcher(rule).pairs(mixed, others).map { told(mixed[$0.ours]) + told(others[$0.theirs]) }
        #expect(again.sorted() == pairs.map { told(ours[$0.ours]) + told(theirs[$0.theirs]) }.sorted())
    }

    /// As the rule says it, looked at one by one.
    private static func mayBeOne(_ ours: Sighting, _ theirs: Sighting, _ rule: WitnessMatch) -> Bool {
        guard ours.number == theirs.number else { return false }
        let starts: [(Instant?, Instant?)] = [
            (ours.start, theirs.start), (ours.start, theirs.otherStart), (ours.otherStart, theirs.start),
        ]
        let isNear = starts.contains { one, other in
            guard let one, let other else { return false }
            return abs(one.seconds - other.seconds) <= Int64(rule.start)
        }
        guard isNear else { return false }
        guard rule.comparesCalling, !ours.caller.isEmpty, !theirs.caller.isEmpty else { return true }
        let (left, right) = (ours.caller.filter(\.isNumber), theirs.caller.filter(\.isNumber))
        if left.count < 7, right.count < 7 { return left == right }
        guard left.count >= 7, right.count >= 7 else { return true }
        let (one, other) = (left.drop { $0 == "0" }.suffix(9), right.drop { $0 == "0" }.suffix(9))
        return one.hasSuffix(other) || other.hasSuffix(one)
    }

    /// What the search by neighbours must find too.
    @Test(arguments: UInt64(1)...100) func nearestOfAll(seed: UInt64) {
        var dice = ReferenceDice(seed)
        let times = (0..<dice.below(40)).map { _ in Int64(dice.below(300)) }.sorted()
        let kinds = times.map { _ in dice.one(in: 2) }
        let found = NearestPairs.find(times, kinds, within: 60).map { times[$0.1] - times[$0.0] }
        #expect(found == Self.nearest(times, kinds, within: 60))
    }

    /// How far those of each pair lie apart: the nearest pair of all, again and again.
    private static func nearest(_ times: [Int64], _ kinds: [Bool], within most: Int64) -> [Int64] {
        var rest = Array(times.indices)
        var gaps: [Int64] = []
        while true {
            var best: (gap: Int64, left: Int, right: Int)?
            for left in rest {
                for right in rest where right > left && kinds[left] != kinds[right] {
                    let gap = times[right] - times[left]
                    if gap <= most, best.map({ gap < $0.gap }) ?? true { best = (gap, left, right) }
                }
            }
            guard let best else { return gaps }
            gaps.append(best.gap)
            rest.removeAll { $0 == best.left || $0 == best.right }
        }
    }

    /// A number that a whole town calls at once takes no longer for each call than any other.
    @Test func oneNumberManyCalls() {
        let calls = (0..<20_000).map { Sighting(number: "1", start: Instant(seconds: Int64($0 / 200)), duration: 1) }
        #expect(WitnessMatcher(WitnessMatch()).pairs(calls, calls).count == 20_000)
    }
}
