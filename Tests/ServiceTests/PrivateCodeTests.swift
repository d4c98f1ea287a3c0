import Document
import Model
import Money
import Store
import Testing
import Time

@testable import Service

/// Mobile calls (491…) at 0.10 a begun minute, 0.50 for `b`. The switch's access code is 9; 71 behind it, or alone, calls privately.
@Suite("Calls that a code marks as private, from the line to the report")
struct PrivateCodeTests {
    private static func dialPlan(_ codes: String) -> String {
        #", dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["9"]\#(codes)}"#
    }
    private static let before = dialPlan("")
    private static let coded = dialPlan(#", private: ["71"]"#)

    private static let lines = [
        RatedOffice.line(2, "09:00:00", "101", seconds: 60, called: "9710171234"),
        RatedOffice.line(2, "10:00:00", "101", seconds: 60, called: "90171234"),
        RatedOffice.line(3, "09:00:00", "102", seconds: 60, called: "710171234"),
        RatedOffice.line(3, "10:00:00", "102", seconds: 60, called: "971"),
    ]

    private func office(_ dialPlan: String) async throws -> RatedOffice {
        let office = try RatedOffice()
        try office.site(price: "0.10", dialPlan: dialPlan)
        try await office.add(Self.lines)
        return office
    }

    /// Without where they came from.
    private func bare(_ rows: [CallRow]) -> [CallRow] {
        rows.map { row in
            var row = row
            (row.source, row.rawOffset, row.rawCount, row.site) = ("", 0, 0, 0)
            return row
        }
    }

    private func rateAgain(_ office: RatedOffice) throws -> ReratingView {
        let number = try office.book.proposeRerating(RerateChoice(), office.march, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        try office.book.acceptRerating(number, caller: office.caller)
        try office.book.finishRerating(number, caller: office.caller)
        return try office.book.rerating(number, caller: office.caller)
    }

    @Test("Imported: marked, found by the filter, charged by the number behind the code; by hand there is nothing to mark")
    func imported() async throws {
        let office = try await office(Self.coded)
        let rows = try office.rows()
        #expect(rows.map(\.isPrivate) == [true, false, true, false] && rows.allSatisfy { $0.corrected.isEmpty })
        #expect(rows.map(\.destination) == ["M", "M", "M", ""], "a code alone calls nobody")
        #expect(rows.map(\.price.shown) == ["0.10", "0.10", "0.50", "0.50"])
        var filter = CallFilter()
        filter.isPrivate = true
        #expect(try office.rows(filter).map(\.id) == [rows[0].id, rows[2].id])
        filter.isPrivate = false
        #expect(try office.rows(filter).map(\.id) == [rows[1].id, rows[3].id])
        #expect(throws: StoreError.cannotCorrect(.privateByCode)) {
            try office.book.correct(rows[0].id, .private, reason: "x", caller: office.caller)
        }
        try office.book.correct(rows[1].id, .private, reason: "called home", caller: office.caller)
        #expect(try office.rows().map(\.isPrivate) == [true, true, true, false])
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        #expect(try office.rows() == rows)
        try office.checkAll()
    }

    @Test("Reports: business beside private calls, and the bills of both")
    func reports() async throws {
        let office = try await office(Self.coded)
        func lines(_ id: String, _ order: ReportOrder) throws -> [String] {
            let document = try office.book.report(id, order, caller: office.caller)
            return document.tables[0].rows.map { $0.cells.map(\.value.text).joined(separator: "|") }
        }
        let sums = try lines("a22-business-private", ReportOrder(office.march))
        // Party, calls, private ones, answered.
        for line in ["a|2|1|2|", "b|2|1|2|"] { #expect(sums.contains { $0.contains(line) }, "\(sums)") }
        #expect(sums.last?.contains("4|2|4|") == true, "\(sums)")
        let own = try lines("k09-private", ReportOrder(office.march, party: PartyID("a")))
        #expect(own.contains { $0.contains("9710171234") } && !own.contains { $0.contains("90171234") }, "\(own)")
        #expect(own.last?.hasSuffix("0.10") == true, "\(own)")
        let rest = try lines("k10-business", ReportOrder(office.march, party: PartyID("a")))
        #expect(rest.contains { $0.contains("90171234") } && !rest.contains { $0.contains("9710171234") }, "\(rest)")
    }

    @Test("The site gains the code, and loses it: rated again, calls are normalised and marked by it, and no more")
    func gainedAndLost() async throws {
        let office = try await office(Self.before)
        let rows = try office.rows()
        // 71… is a number of the own area, 4930: of no type here.
        #expect(rows.map(\.isPrivate) == [false, false, false, false] && rows.map(\.destination) == ["", "M", "", ""])
        try office.site(price: "0.10", dialPlan: Self.coded)
        #expect(try office.rows() == rows, "nothing changes by itself")
        _ = try rateAgain(office)
        let after = try office.rows()
        #expect(after.map(\.isPrivate) == [true, false, true, false] && after.map(\.destination) == ["M", "M", "M", ""])
        try office.checkAll()
        #expect(try bare(await self.office(Self.coded).rows()) == bare(after), "as if they had come under these rules")
        try office.site(price: "0.10", dialPlan: Self.before)
        _ = try rateAgain(office)
        #expect(try bare(office.rows()) == bare(rows))
        try office.checkAll()
    }

    @Test("A correction under newer rules marks the call by them; undone, the call is what it was")
    func undone() async throws {
        let office = try await office(Self.before)
        let rows = try office.rows()
        try office.site(price: "0.10", dialPlan: Self.coded)
        try office.book.correct(rows[0].id, .account, "77", reason: "project", caller: office.caller)
        #expect(try office.rows().map(\.isPrivate) == [true, false, false, false])
        try office.checkAll()
        try office.book.undoCorrection(1, reason: "x", caller: office.caller)
        #expect(try office.rows() == rows)
        try office.checkAll()
    }

    @Test("All records of a call bear the mark, those that come later too")
    func legs() async throws {
        let office = try RatedOffice()
        try office.site(price: "0.10", dialPlan: Self.coded)
        func leg(_ time: String, _ called: String, _ leg: String) -> String {
            RatedOffice.line(2, time, "101", seconds: 30, link: "x", leg: leg, called: called)
        }
        try await office.add([leg("09:00:00", "90171234", "1")])
        #expect(try office.rows().map(\.isPrivate) == [false])
        try await office.add([leg("09:00:20", "9710171234", "2")])
        #expect(try office.rows().map(\.isPrivate) == [true, true])
        try office.checkAll()
    }

    @Test("Exported as our own CSV and imported under the same site: the same calls")
    func thereAndBack() async throws {
        let office = try await office(Self.coded)
        var bytes: [UInt8] = []
        try office.book.exportCSV(office.march, caller: office.caller) { bytes += $0 }
        let other = try RatedOffice()
        try other.site(price: "0.10", dialPlan: Self.coded)
        let order = ImportOrder(format: .id("tollbook-csv"), switch: "main", source: "one", name: "again", year: nil)
        _ = try await other.book.importCalls(order, from: RandomOffice.File(bytes: bytes), caller: other.caller, progress: { _ in })
        #expect(try bare(other.rows()) == bare(office.rows()))
    }
}
