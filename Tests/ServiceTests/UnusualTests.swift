import Doubles
import Foundation
import Model
import Store
import Testing
import Time

@testable import Service

/// Rules on what a party never did, over the calls of a book.
@Suite("Unusual calls") struct UnusualTests {
    private typealias Office = PartyWatchTests

    /// Two calls in an hour of each workday from the second of March on, at nine and at ten.
    private var usual: [String] {
        (2...19).filter { ($0 - 2) % 7 < 5 }.flatMap { day in
            ["09:00:00", "09:30:00", "10:00:00"].map { RatedOffice.line(day, $0, "101", seconds: 60, called: "5551234") }
        }
    }

    private func calls(_ count: Int, _ time: String, _ calling: String = "101", called: String = "5551234") -> [String] {
        (0..<count).map { RatedOffice.line(20, "\(time):\($0 < 10 ? "0" : "")\($0)", calling, seconds: 60, called: called) }
    }

    /// Three times two are six, and the floor is ten.
    @Test func aBurstAgainstTheWeeksBefore() async throws {
        let office = try Office.office(
            ["id: hour, when: {burst: {in: hour}}", "id: low, when: {burst: {in: hour, calls: 5, factor: 2}}"], day: 20)
        try await office.add(usual)
        let watch = PartyWatch(book: office.book)
        try watch.look()
        try await office.add(calls(4, "11:00"))
        try watch.look()
        #expect(try Office.told(office) == [])
        try await office.add(calls(5, "11:10"))
        try watch.look()
        let weeks = "never more than 2 calls in an hour of the 8 weeks before."
        #expect(try Office.told(office) == ["low: a: 9 calls from 11:00 to 12:00 on 2026-03-20; \(weeks)"])
        try await office.add(calls(3, "11:20"))
        try watch.look()
        #expect(try Office.told(office).last == "hour: a: 12 calls from 11:00 to 12:00 on 2026-03-20; \(weeks)")
        // The hour goes on, and the server is started anew.
        try await office.add(calls(3, "11:30"))
        try watch.look()
        try Office.look(office)
        #expect(try Office.told(office).count == 2)
    }

    /// b has no past: three times the floor are let pass. Its day is judged like its hour.
    @Test func withoutAPastTheFloorAloneSays() async throws {
        let office = try Office.office(
            ["id: hour, when: {burst: {in: hour}}", "id: day, when: {burst: {in: day, price: \"5.00\", currency: USD, factor: 4}}"], day: 20
        )
        let watch = PartyWatch(book: office.book)
        try await office.add(calls(30, "11:00", "102"))
        try watch.look()
        #expect(try Office.told(office) == [])
        try await office.add(calls(11, "10:00", "102"))
        try watch.look()
        let day = "day: b: 20.50 USD on 2026-03-20; without 14 days of calls behind it, more than 20.00 USD in a day are told of."
        #expect(try Office.told(office) == [day])
        try await office.add(calls(1, "11:20", "102"))
        try watch.look()
        let hour =
            "hour: b: 31 calls from 11:00 to 12:00 on 2026-03-20; without 14 days of calls behind it, more than 30 calls in an hour are told of."
        #expect(try Office.told(office) == [day, hour])
    }

    @Test func destinationsAndTypesForTheFirstTime() async throws {
        let office = try Office.office(
            [
                "id: place, when: {firstTime: {of: destination}}", "id: kind, when: {firstTime: {of: type, days: 30, calls: 2}}",
            ], day: 20)
        try await office.add(usual)
        let watch = PartyWatch(book: office.book)
        try watch.look()
        // b is new: everything would be for the first time.
        try await office.add(calls(1, "11:00", called: "4917") + calls(5, "11:00", "102", called: "4917"))
        try watch.look()
        let place = "place: a: 1 call to M on 2026-03-20; there was none in the 90 days before."
        #expect(try Office.told(office) == [place])
        try await office.add(calls(1, "11:10", called: "4917"))
        try watch.look()
        try Office.look(office)
        #expect(try Office.told(office) == [place, "kind: a: 2 calls of type mobile on 2026-03-20; there was none in the 30 days before."])
        // What was new yesterday is known today.
        Office.turn(office, 21, 12)
        try await office.add([RatedOffice.line(21, "09:00:00", "101", seconds: 60)])
        try watch.look()
        #expect(try Office.told(office).count == 2)
    }

    /// The twentieth of March is a Friday.
    @Test func chargedCallsInHoursWithoutCalls() async throws {
        let office = try Office.office(
            ["id: night, when: {oddHours: {}}", "id: money, when: {oddHours: {price: \"0.50\", currency: USD}}"], day: 20)
        try await office.add(usual)
        let watch = PartyWatch(book: office.book)
        try await office.add(calls(2, "03:00") + calls(9, "09:40") + calls(9, "10:40"))
        try watch.look()
        #expect(try Office.told(office) == [])
        try await office.add(calls(1, "04:00"))
        try watch.look()
        let where8 = "in hours of a workday in which there was no call in the 8 weeks before."
        let night = "night: a: 3 charged calls between 03:00 and 05:00 on 2026-03-20, \(where8)"
        #expect(try Office.told(office) == [night])
        try await office.add(calls(2, "05:00"))
        try watch.look()
        #expect(try Office.told(office) == [night, "money: a: 0.50 USD between 03:00 and 06:00 on 2026-03-20, \(where8)"])
        // On a Saturday the same hour is another one.
        Office.turn(office, 21, 12)
        try await office.add((0..<3).map { RatedOffice.line(21, "09:00:0\($0)", "101", seconds: 60) })
        try watch.look()
        #expect(try Office.told(office).last?.contains("in hours of a weekend in which") == true)
    }

    /// Earlier calls that come late change what is usual.
    @Test func aPastThatComesLateIsSeen() async throws {
        let office = try Office.office(["id: hour, when: {burst: {in: hour, calls: 2}}"], day: 20)
        let watch = PartyWatch(book: office.book)
        try await office.add(calls(5, "11:00"))
        try watch.look()
        try await office.add(usual)
        try watch.look()
        try await office.add(calls(1, "11:10"))
        try watch.look()
        #expect(try Office.told(office) == [], "six are three times two")
        try await office.add(calls(1, "11:20"))
        try watch.look()
        #expect(
            try Office.told(office) == [
                "hour: a: 7 calls from 11:00 to 12:00 on 2026-03-20; never more than 2 calls in an hour of the 8 weeks before."
            ])
    }

    /// However the calls come, however often it is looked and started anew: the same is told, each thing once.
    @Test(arguments: 1...6) func toldOnceInWhateverOrder(seed: UInt64) async throws {
        let rules = [
            "id: t, when: {total: {in: day, calls: 9}}", "id: m, when: {total: {in: month, price: \"3.00\", currency: USD}}",
            "id: n, when: {total: {in: month, each: node, minutes: 5}, organisation: [hq]}", "id: b, when: {burst: {in: hour, calls: 4}}",
            "id: f, when: {firstTime: {of: destination}}", "id: c, when: {firstTime: {of: country}}", "id: o, when: {oddHours: {calls: 2}}",
            "id: g, when: {budget: [spent]}",
        ]
        let budgets = "{id: b1, party: b, amount: \"4.00\", every: month, from: 2026-01-01}"
        var dice = Dice(seed)
        let today = (0..<60).map { index in
            let (hour, minute) = (Int.random(in: 1...11, using: &dice), index % 60)
            let calling = ["101", "102"].randomElement(using: &dice) ?? "101"
            let called = ["5551234", "4917"].randomElement(using: &dice) ?? "4917"
            return RatedOffice.line(
                20, "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00", calling, seconds: 60, called: called)
        }
        func causes(_ office: RatedOffice) throws -> [String] {
            try office.book.store.outbox().map { "\($0.draft.rule) \($0.draft.cause)" }.sorted()
        }
        let whole = try Office.office(rules, day: 20, budgets: budgets)
        try await whole.add(usual + today)
        try Office.look(whole)
        let expected = try causes(whole)
        #expect(Set(expected).count == expected.count && expected.count >= 4)

        let pieces = try Office.office(rules, day: 20, budgets: budgets)
        try await pieces.add(usual)
        var watch = PartyWatch(book: pieces.book)
        var rest = today.shuffled(using: &dice)
        while !rest.isEmpty {
            let count = min(Int.random(in: 1...15, using: &dice), rest.count)
            try await pieces.add(Array(rest.prefix(count)))
            rest.removeFirst(count)
            if Bool.random(using: &dice) { watch = PartyWatch(book: pieces.book) }
            if Bool.random(using: &dice) || rest.isEmpty { try watch.look() }
        }
        #expect(try causes(pieces) == expected)
    }
}
