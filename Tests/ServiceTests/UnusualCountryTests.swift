import Doubles
import Model
import Store
import Testing
import Time

@testable import Service

/// Rules on countries that a party never called, over the calls of a book.
@Suite("Countries for the first time") struct UnusualCountryTests {
    private typealias Office = PartyWatchTests
    private static let newYork =
        ##", dialPlan: {countryCode: "1", areaCode: "212", trunkPrefix: "1", internationalPrefix: ["011"], short: ["911"]}"##
    private static let since = "there was none in the 90 days before."

    private func office(_ rules: [String], dialPlan: String = newYork) throws -> RatedOffice {
        let office = try RatedOffice()
        Office.turn(office, 20, 12)
        try office.site(price: "0.10", dialPlan: dialPlan, extra: Office.extra(rules))
        return office
    }

    private func call(_ called: String, _ day: Int = 20, _ time: String = "11:00:00", from calling: String = "101") -> String {
        RatedOffice.line(day, time, calling, seconds: 60, called: called)
    }

    /// From the second of March on, in the own city.
    private var usual: [String] { (2...19).map { call("5551234", $0, "09:00:00") } }

    /// The site's plan knows one destination, M, for the beginning 491 of Germany.
    @Test func whateverTheSitesPlanNames() async throws {
        let office = try office(["id: land, when: {firstTime: {of: country}}", "id: place, when: {firstTime: {of: destination}}"])
        try await office.add(usual)
        let watch = PartyWatch(book: office.book)
        // At home in another city; Jamaica is dialled like a city at home.
        try await office.add([call("13105551234"), call("+14165551234")])
        try watch.look()
        #expect(try Office.told(office) == [])
        try await office.add([call("18765551234", 20, "11:01:00")])
        try watch.look()
        let jamaica = "land: a: 1 call to Jamaica on 2026-03-20; \(Self.since)"
        #expect(try Office.told(office) == [jamaica])
        // Another code of the same islands, and the same number as before.
        try await office.add([call("16585551234", 20, "11:02:00"), call("18765551234", 20, "11:03:00")])
        try watch.look()
        #expect(try Office.told(office) == [jamaica])
        // No destination of the plan is there, then one is.
        try await office.add([call("011493012345", 20, "11:04:00")])
        try watch.look()
        let germany = "land: a: 1 call to Germany on 2026-03-20; \(Self.since)"
        #expect(try Office.told(office) == [jamaica, germany])
        Office.turn(office, 21, 12)
        try await office.add([call("011491701234", 21), call("18765551234", 21)])
        try watch.look()
        try Office.look(office)
        let place = "place: a: 1 call to M on 2026-03-21; \(Self.since)"
        #expect(try Office.told(office) == [jamaica, germany, place], "Germany is known, M is not")
        let facts = try #require(try office.book.store.outbox().map(\.draft).last { $0.rule.text == "land" }).facts
        #expect(facts.figures.contains(FoundFacts.Fact("country", "Jamaica")))
        // The page behind it lists what was counted.
        #expect(facts.page == "calls" && facts.query.contains(FoundFacts.Fact("where", "country=Jamaica")))
        var query = CallQuery(CallFilter(days: DayRange(try #require(CivilDay(text: "2026-03-20")))))
        query.filter.tests = [try FieldWords.read("country=Jamaica")]
        #expect(try office.book.calls(query, caller: office.caller).rows.map(\.called) == ["18765551234", "16585551234", "18765551234"])
    }

    /// 911 would be India, and 234 from inside Nigeria; b called nobody before.
    @Test func whatHasNoCountryAndWhoHasNoPast() async throws {
        let office = try office(["id: land, when: {firstTime: {of: country}}"])
        try await office.add(usual)
        let inside = call("2345", 20, "11:01:00").replacing(",out,", with: ",internal,")
        let comesIn = call("18765551234", 20, "11:02:00").replacing(",out,", with: ",in,")
        try await office.add([call("911"), inside, comesIn, call("18765551234", 20, "11:00:00", from: "102")])
        try Office.look(office)
        #expect(try Office.told(office) == [])
    }

    /// Who talked inside the house alone calls the own country for the first time, too; it is told of once, and known from then on.
    @Test func theOwnCountryIsOneLikeOthers() async throws {
        let office = try office(["id: land, when: {firstTime: {of: country, calls: 2}}"])
        try await office.add(usual.map { $0.replacing(",out,", with: ",internal,") })
        let watch = PartyWatch(book: office.book)
        try await office.add([call("5551234")])
        try watch.look()
        #expect(try Office.told(office) == [])
        try await office.add([call("13105551234", 20, "11:01:00")])
        try watch.look()
        let home = "land: a: 2 calls to USA and Canada on 2026-03-20; \(Self.since)"
        #expect(try Office.told(office) == [home])
        Office.turn(office, 21, 12)
        try await office.add([call("5551234", 21), call("5551235", 21, "11:01:00")])
        try watch.look()
        #expect(try Office.told(office) == [home])
    }

    /// 0 243 is a city of a country that nobody named, not the Congo; 00 243 is.
    @Test func aDialPlanWithoutItsCountry() async throws {
        let office = try office(
            ["id: land, when: {firstTime: {of: country}}"], dialPlan: #", dialPlan: {trunkPrefix: "0", internationalPrefix: ["00"]}"#)
        try await office.add(usual + [call("0243555123"), call("2435551234", 20, "11:01:00")])
        let watch = PartyWatch(book: office.book)
        try watch.look()
        #expect(try Office.told(office) == [])
        try await office.add([call("00243555123", 20, "11:02:00")])
        try watch.look()
        #expect(try Office.told(office) == ["land: a: 1 call to Congo (Democratic Republic) on 2026-03-20; \(Self.since)"])
    }

    /// A rule on countries beside them changes nothing of what others tell, whose hours are not told apart by numbers: two calls of one
    /// hour and destination, of which one has no price, are one sum of cost.
    @Test func otherRulesTellTheSameBesideIt() async throws {
        let rule = "id: night, when: {oddHours: {cost: \"0.08\", currency: USD}}"
        func told(_ rules: [String]) async throws -> [String] {
            let office = try RatedOffice()
            Office.turn(office, 20, 12)
            try office.site(price: "0.10", prefixes: #""5""#, extra: Office.extra(rules))
            try await office.add(usual)
            try await office.add([call("5551234", 20, "03:00:00"), call("6661234", 20, "03:01:00")])
            try Office.look(office)
            return try Office.told(office).filter { $0.hasPrefix("night") }
        }
        let alone = try await told([rule])
        #expect(alone.count == 1)
        #expect(try await told([rule, "id: land, when: {firstTime: {of: country}}"]) == alone)
    }
}
