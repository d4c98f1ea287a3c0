import Testing
import Time

@testable import Reporting

@Suite("Lines and traffic") struct TrafficTests {
    /// Offered erlangs by lines at 1 % and 5 %, as printed tables of Erlang B have them with three digits.
    static let table: [(lines: Int, at1: Double, at5: Double)] = [
        (1, 0.0101, 0.0526), (2, 0.153, 0.381), (5, 1.36, 2.22), (10, 4.46, 6.22), (15, 8.11, 10.6), (20, 12.0, 15.2), (30, 20.3, 24.8),
        (50, 37.9, 44.5), (100, 84.1, 95.2),
    ]

    @Test("Erlang B is what the printed tables say", arguments: table)
    func published(lines: Int, at1: Double, at5: Double) {
        // The tables round the traffic: half a unit of the third digit on either side.
        for (erlangs, share) in [(at1, 0.01), (at5, 0.05)] {
            let unit = erlangs < 0.1 ? 0.00005 : erlangs < 1 ? 0.0005 : erlangs < 10 ? 0.005 : 0.05
            #expect(ErlangB.blocking(erlangs: erlangs - unit * 1.01, lines: lines) <= share)
            #expect(ErlangB.blocking(erlangs: erlangs + unit * 1.01, lines: lines) >= share)
            #expect(ErlangB.lines(erlangs: erlangs - unit * 1.01, blocking: share) == lines)
        }
    }

    /// B(n) = (Aⁿ/n!) ÷ Σ Aᵏ/k! as a quotient of whole numbers: 5 erlangs on 10 lines.
    @Test func definition() {
        // n!·5^k/k! for k = 0 … 10, with n = 10.
        var terms: [Int128] = [3_628_800]
        for k in 1...10 { terms.append(terms[k - 1] * 5 / Int128(k)) }
        let exact = Double(terms[10]) / Double(terms.reduce(0, +))
        #expect(abs(ErlangB.blocking(erlangs: 5, lines: 10) - exact) < 1e-12 && abs(exact - 0.018385) < 0.000001)
        #expect(ErlangB.lines(erlangs: 10, blocking: 0.01) == 18)
    }

    @Test func edges() {
        #expect(ErlangB.blocking(erlangs: 0, lines: 0) == 1 && ErlangB.blocking(erlangs: 0, lines: 3) == 0)
        #expect(ErlangB.blocking(erlangs: 7, lines: 0) == 1 && ErlangB.blocking(erlangs: 7, lines: -4) == 1)
        #expect(ErlangB.lines(erlangs: 0, blocking: 0.01) == 0 && ErlangB.lines(erlangs: 3, blocking: 0) == nil)
        #expect(ErlangB.lines(erlangs: 1e12, blocking: 0.01) == nil)
        #expect(ErlangB.blocking(erlangs: 0.5, lines: .max) == 0)
    }

    // MARK: Lines in use

    private struct Use {
        var group: String
        var from: Int64
        var to: Int64
    }

    private func counted(_ calls: [Use], length: Int64, offset: Int64 = 0) -> [Occupancy.Slot] {
        var occupancy = Occupancy(length: length) { _ in offset }
        for call in calls.sorted(by: { $0.from < $1.from }) {
            occupancy.advance(to: call.from)
            let number = occupancy.number(of: call.group)
            occupancy.add(number, from: call.from, to: call.to)
        }
        return occupancy.finish()
    }

    /// 0–100 and 100–150 are one line; 140–150 beside the second makes two. The slot of 100 has the long call's begin alone.
    @Test func byHand() {
        let calls = [Use(group: "a", from: 0, to: 100), Use(group: "a", from: 100, to: 150), Use(group: "a", from: 140, to: 250)]
        let slots = counted(calls + [Use(group: "b", from: 160, to: 170), Use(group: "b", from: 165, to: 165)], length: 100)
        #expect(slots.map(\.group) == ["a", "a", "b", "a"] && slots.map(\.begin) == [0, 100, 100, 200])
        #expect(slots.map(\.most) == [1, 2, 1, 1] && slots.map(\.seconds) == [100, 110, 10, 50])
    }

    @Test func slotsBeginAtTheWallClock() {
        // 5:45 ahead: half hours begin at a quarter past and to of UTC.
        let slots = counted([Use(group: "", from: 0, to: 1800)], length: 1800, offset: 20_700)
        #expect(slots.map(\.begin) == [-900, 900] && slots.map(\.seconds) == [900, 900])
    }

    @Test("The same as counting second by second", arguments: UInt64(1)...30)
    func property(seed: UInt64) {
        var random = Lottery(state: seed)
        let (length, span, offset) = (Int64(5 + random.below(60)), 600, Int64(random.below(40)) - 20)
        let calls = (0..<random.below(80)).map { _ in
            let from = Int64(random.below(span))
            return Use(
                group: ["x", "y", "z"][random.below(3)], from: from,
                to: from + Int64(random.below(5) == 0 ? random.below(400) : random.below(20)))
        }
        var naive: [String: [Int64: (most: Int64, seconds: Int64)]] = [:]
        for second in Int64(-1)..<1100 {
            let begin = second - (((second + offset) % length) + length) % length
            for group in ["x", "y", "z"] {
                let now = Int64(calls.count { $0.group == group && $0.from <= second && second < $0.to })
                guard now > 0 else { continue }
                let known = naive[group]?[begin] ?? (0, 0)
                naive[group, default: [:]][begin] = (max(known.most, now), known.seconds + now)
            }
        }
        let slots = counted(calls, length: length, offset: offset)
        #expect(slots.count == naive.values.reduce(0) { $0 + $1.count }, "seed \(seed)")
        for slot in slots {
            let expected = naive[slot.group]?[slot.begin]
            #expect(slot.most == expected?.most && slot.seconds == expected?.seconds, "seed \(seed): \(slot)")
        }
    }

    /// What is held is what goes on: a million calls one after the other.
    @Test func isBounded() {
        var occupancy = Occupancy(length: 1 << 40) { _ in 0 }
        let number = occupancy.number(of: "a")
        for second in Int64(0)..<200_000 {
            occupancy.advance(to: second)
            occupancy.add(number, from: second, to: second + 3)
        }
        #expect(occupancy.count == 0 && occupancy.name(of: number) == "a")
        #expect(occupancy.finish() == [Occupancy.Slot(group: "a", begin: 0, most: 3, seconds: 600_000)])
    }

    // MARK: Missed calls

    @Test func missed() {
        func at(_ second: Int64) -> Instant { Instant(seconds: second) }
        var calls = MissedCalls()
        calls.miss("", at: at(1), destination: "9")
        calls.miss("+49 30 1234567", at: at(2), destination: "101")
        calls.miss("49301234567", at: at(3), destination: "102")
        calls.miss("49401234567", at: at(4), destination: "101")
        calls.miss("205", at: at(5), destination: "101")
        calls.callBack("0301234567", at: at(6), answered: false)
        calls.callBack("90301234567", at: at(7), answered: true)
        calls.callBack("1205", at: at(8), answered: true)
        calls.getThrough("49401234567", at: at(9))
        #expect(calls.callers.map(\.number) == ["+49 30 1234567", "49401234567", "205"])
        #expect(calls.callers.map(\.missed) == [2, 1, 1] && calls.callers.map(\.destination) == ["102", "101", "101"])
        #expect(calls.callers.map(\.returned) == [at(7), at(9), nil] && calls.callers.map(\.attempts) == [2, 0, 0])
        calls.miss("49401234567", at: at(10), destination: "103")
        calls.callBack("205", at: at(11), answered: true)
        #expect(calls.callers.map(\.returned) == [at(7), nil, at(11)], "missed again: open again")
        calls.callBack("1234567", at: at(12), answered: true)
        #expect(calls.callers.map(\.attempts) == [3, 1, 1], "a local number is whoever ends with it")
    }

    @Test func zeros() {
        var calls = MissedCalls()
        calls.miss("0000000", at: Instant(seconds: 1), destination: "")
        calls.callBack("10000000", at: Instant(seconds: 2), answered: true)
        #expect(calls.callers[0].returned == nil)
    }
}

/// A generator of a test's own, so that a seed gives the same calls everywhere.
private struct Lottery {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
