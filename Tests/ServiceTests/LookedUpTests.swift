import Document
import Model
import Reporting
import Site
import Store
import Testing
import Time

@testable import Service

/// Conditions that need the site choose the calls that a report puts under the same heading.
@Suite("Conditions on contacts, departments called and charge bands")
struct LookedUpTests {
    /// 101 is Anna's and changes from Sales to Support on the 3rd; 102 is Bert's, 103 Carla's, who is in no department.
    private static let yaml = """
        site: {zone: UTC, currency: USD, defaultTable: {price: office, cost: telco}}
        switches:
          - id: main
            format: tollbook-csv
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["9"]}
        providers: [{id: telco, name: Telco}]
        trunks: [{id: "01", switch: main, provider: telco}]
        organisation: [{id: sales, kind: department, name: Sales}, {id: support, kind: department, name: Support}]
        parties:
          - id: anna
            name: Anna
            numbers: [{number: "101"}]
            member: [{of: sales, to: 2026-03-02}, {of: support, from: 2026-03-03}]
          - {id: bert, name: Bert, numbers: [{number: "102"}], member: [{of: sales}]}
          - {id: carla, name: Carla, numbers: [{number: "103"}]}
        contacts:
          - {id: firm, name: Firm, numbers: ["4930555*"]}
          - {id: boss, name: Boss, numbers: ["493055501"]}
        rateTables:
          - {id: office, versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.10"}]}}]}]}
          - id: telco
            scheme: cost
            versions:
              - from: 2026-01-01
                rows:
                  - {prefix: ["4930"], name: "Berlin, city", all: {steps: [{at: 0, block: 60, price: "0.02"}]}}
                  - {prefix: ["33"], name: France, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}

        """

    private static func out(_ day: Int, _ hour: Int, _ number: String, from: String = "101", _ seconds: Int = 60) -> String {
        ListOffice.call("\(hour):00:00", day: "2026-03-0\(day)", from: from, to: number, seconds, trunk: "01")
    }

    private static func inside(_ day: Int, _ hour: Int, _ number: String, from: String) -> String {
        out(day, hour, number, from: from).replacing(",out,", with: ",internal,").replacing(",01,", with: ",,")
    }

    private static let calls = [
        // To the firm, dialled in three ways, and to its boss; France, nobody's; the firm calls.
        out(2, 10, "955511"), out(2, 11, "903055512"), out(3, 12, "900493055513", 120), out(3, 13, "955501"), out(2, 14, "90033123"),
        ListOffice.call("15:00:00", from: "493055514", to: "101", 60, trunk: "01", isIn: true),
        ListOffice.call("16:00:00", from: "4917777", to: "101", 60, trunk: "01", isIn: true),
        // Inside the house.
        inside(2, 17, "101", from: "102"), inside(3, 17, "101", from: "102"), inside(3, 18, "102", from: "101"),
        inside(3, 19, "103", from: "101"), inside(3, 20, "199", from: "101"),
    ]

    private func office() async throws -> SmallOffice {
        let office = try await SmallOffice(now: "2026-04-02T12:00:00", yaml: Self.yaml)
        try await office.take(Self.calls)
        return office
    }

    private func calls(_ office: SmallOffice, _ words: String...) throws -> [String] {
        var query = CallQuery(CallFilter(days: DayRange(year: 2026, month: 3)))
        query.filter.tests = try words.map { try FieldWords.read($0) }
        query.descending = false
        return try office.book.calls(query, caller: .console).rows.map(\.called)
    }

    @Test("Lists choose by them, turned round and with patterns too")
    func chosen() async throws {
        let office = try await office()
        #expect(try calls(office, "contact=firm") == ["955511", "903055512", "101", "900493055513"])
        #expect(try calls(office, "contact=boss") == ["955501"])
        #expect(try calls(office, "contact=f*,b*").count == 5)
        #expect(try calls(office, "contact=") == ["90033123", "101", "101", "101", "102", "103", "199"])
        #expect(try calls(office, "contact!=") == calls(office, "contact=firm,boss"))
        #expect(try calls(office, "contact!=firm").count == 8 && calls(office, "contact=,firm").count == 11)
        #expect(try calls(office, "contact=stranger").isEmpty && calls(office, "contact!=stranger").count == 12)
        #expect(try calls(office, "contact=firm", "direction=in") == ["101"])
        #expect(try calls(office, "calledDepartment=sales", "direction=internal") == ["101", "102"])
        #expect(try calls(office, "calledDepartment=support", "direction=internal") == ["101"])
        #expect(try calls(office, "calledDepartment=-") == ["103"])
        #expect(try calls(office, "calledDepartment=", "direction=internal") == ["199"])
        #expect(try calls(office, #"chargeBand=Berlin\, city"#) == ["955511", "903055512", "900493055513", "955501"])
        #expect(try calls(office, "chargeBand=France", "contact=") == ["90033123"])
        #expect(try calls(office, "chargeBand=").count == 7)
        #expect(try calls(office, "country=Germany") == ["955511", "903055512", "900493055513", "955501"])
        #expect(try calls(office, "country=Fr*") == ["90033123"] && calls(office, "country=", "direction=out").isEmpty)
        #expect(try calls(office, "country=").count == 7 && calls(office, "country!=Germany,").count == 1)
    }

    @Test("A list as CSV has the same calls, by the hours of business too")
    func csv() async throws {
        let office = try await office()
        for words in [
            "contact=firm", "calledDepartment=sales", "chargeBand=France", "country=France", "businessHours=yes", "businessHours=no",
        ] {
            var filter = CallFilter(days: DayRange(year: 2026, month: 3))
            filter.tests = [try FieldWords.read(words)]
            let lines = try office.book.listCSV(filter, caller: .console).count { $0 == 10 }
            #expect(try lines == calls(office, words).count + 1 && (lines > 1), "\(words)")
        }
    }

    /// The sums of the calls that each figure leads to are the figure.
    @Test("Every group leads to its calls", arguments: ["d08-who-calls-whom", "d09-contacts", "g07-carrier-bands"])
    func links(id: String) async throws {
        let office = try await office()
        let days = try #require(DayRange(year: 2026, month: 3))
        let document = try office.book.report(id, ReportOrder(days), caller: .console)
        #expect(document.tieOut?.ties == true)
        let table = document.tables[0]
        var followed = 0
        for row in table.rows {
            var (calls, links): (Int64, Set<Link>) = (0, [])
            for (column, cell) in zip(table.columns, row.cells) {
                guard case .count(let count) = cell.value, count > 0, let link = cell.link else { continue }
                if column.id == "incoming" || column.id == "outgoing" {
                    calls += count
                    links.insert(link)
                } else if column.id.hasSuffix("calls") {
                    #expect(try found(link, office) == Int(count), "\(row.cells[0].value.text) \(column.id)")
                    followed += 1
                }
            }
            guard let link = links.first else { continue }
            #expect(try links.count == 1 && found(link, office) == Int(calls), "\(row.cells[0].value.text)")
            followed += 1
        }
        #expect(followed >= 4, "\(followed)")
    }

    private func found(_ link: Link, _ office: SmallOffice) throws -> Int {
        guard case .calls(let filter) = link else { return -1 }
        return try office.book.calls(CallQuery(filter), caller: .console).rows.count
    }

    @Test("Reports take them as conditions, and tie")
    func reports() async throws {
        let office = try await office()
        func total(_ id: String, _ words: [String]) throws -> String {
            var order = ReportOrder(try #require(DayRange(year: 2026, month: 3)))
            for word in words { try order.add(word) }
            let document = try office.book.report(id, order, caller: .console)
            #expect(document.tieOut?.ties == true)
            return document.sentence
        }
        #expect(try total("b02-outgoing", ["contact=firm"]).contains("3 calls"))
        #expect(try total("b02-outgoing", ["contact!=firm"]).contains("2 calls"))
        #expect(try total("b04-internal", ["calledDepartment=sales"]).contains("2 calls"))
        #expect(try total("g07-carrier-bands", ["chargeBand=France"]).contains("1 call"))
        let own = """
            id: own
            dataSet: calls
            layout: summary
            filter: {where: [{field: contact, any: [firm]}]}
            groups: [{by: direction}]
            measures: [calls]
            totals: sum
            """
        let document = try office.book.report(
            file: "own.yaml", bytes: Array(own.utf8), ReportOrder(try #require(DayRange(year: 2026, month: 3))), caller: .console)
        #expect(document.tables[0].rows.map { $0.cells.map(\.value.text) } == [["outgoing", "3"], ["incoming", "1"], ["Total", "4"]])
    }

    @Test("Countries are groups of any report, and lead to their calls")
    func countries() async throws {
        let office = try await office()
        let own = """
            id: own
            dataSet: calls
            layout: summary
            groups: [{by: country}]
            measures: [calls, duration]
            totals: sum
            """
        let document = try office.book.report(
            file: "own.yaml", bytes: Array(own.utf8), ReportOrder(try #require(DayRange(year: 2026, month: 3))), caller: .console)
        let rows = document.tables[0].rows
        #expect(rows.map { $0.cells[0].value.text + " " + $0.cells[1].value.text } == ["France 1", "Germany 4", "(none) 7", "Total 12"])
        for (row, count) in zip(rows, [1, 4, 7]) {
            let link = try #require(row.cells[1].link)
            #expect(try found(link, office) == count)
        }
    }

    @Test("Exports, whose calls go out one by one, refuse them")
    func exports() async throws {
        var export = CallExport(id: ExportID("x"), way: .folder("x"))
        export.filter = ["called=00*", "contact=firm"]
        #expect(throws: ServiceError.self) { try export.tests() }
        export.filter.removeLast()
        #expect(try export.tests().count == 1)
    }
}
