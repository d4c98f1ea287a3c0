import Document
import Model
import Testing
import Time

@testable import Service

/// A minute costs 0.10. The switch dials out with 9, is in Berlin (49 30), and gets callers' numbers in every form.
@Suite("Calls by contact")
struct ContactTests {
    private static let yaml = """
        site: {zone: UTC, currency: USD, defaultTable: {price: office}}
        switches:
          - id: main
            format: tollbook-csv
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["9"], short: ["112"]}
        parties: [{id: anna, name: Anna, numbers: [{number: "101"}]}]
        contacts:
          - {id: firm, name: Firm, numbers: ["4930555*"]}
          - {id: boss, name: Boss of the firm, numbers: ["493055501", "33123456789"]}
          - {id: quiet, name: Quiet, numbers: ["499999"]}
        rateTables:
          - {id: office, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}

        """

    private static func call(_ hour: Int, _ number: String, _ seconds: Int, isIn: Bool = false) -> String {
        ListOffice.call(
            hour < 10 ? "0\(hour):00:00" : "\(hour):00:00", from: isIn ? number : "101", to: isIn ? "101" : number, seconds, trunk: "01",
            isIn: isIn)
    }

    @Test("Whichever way a number is written, the contact is found; whole numbers go before beginnings")
    func report() async throws {
        let office = try await SmallOffice(yaml: Self.yaml)
        try await office.take([
            // Of the firm: dialled as a local, national and international number; called from in four forms.
            Self.call(8, "955500", 60), Self.call(9, "903055511", 120), Self.call(10, "900493055512", 60),
            Self.call(11, "030 555 13", 60, isIn: true), Self.call(12, "+49 30 55514", 0, isIn: true),
            Self.call(13, "493055515", 60, isIn: true), Self.call(14, "55516", 30, isIn: true),
            // Of its boss: a whole number inside the firm's, and one abroad.
            Self.call(15, "903055501", 60), Self.call(16, "0033123456789", 60, isIn: true),
            // Of nobody: the boss's number with a further digit, somebody else, 112 (which has no rate), a call without a number.
            Self.call(17, "90033123456789" + "0", 60), Self.call(18, "905", 60), Self.call(19, "112", 60),
            Self.call(20, "", 60, isIn: true),
        ])
        let document = try office.book.report(
            "d09-contacts", ReportOrder(try #require(DayRange(year: 2026, month: 3))), caller: .console)
        #expect(document.tieOut?.ties == true)
        #expect(
            document.tables[0].rows.map { row in row.cells.prefix(6).map(\.value.text).joined(separator: " | ") } == [
                "Boss of the firm | 1 | 1 | 0:02:00 | 0.10 | 2026-03-02 16:00:00",
                "Firm | 4 | 3 | 0:06:30 | 0.40 | 2026-03-02 14:00:00",
                "Of no contact | 1 | 3 | 0:04:00 | 0.20 | 2026-03-02 20:00:00",
                "Total | 6 | 7 | 0:12:30 | 0.70 | 2026-03-02 20:00:00",
            ])
    }
}
