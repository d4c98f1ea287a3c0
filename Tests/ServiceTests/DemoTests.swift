import Document
import Foundation
import Mediation
import Model
import Reading
import Site
import Store
import Testing
import Time

@testable import Service

@Suite("The demo")
struct DemoTests {
    private func lines(seed: UInt64, calls: Int) throws -> [UInt8] {
        let until = try #require(CivilDay(year: 2026, month: 6, day: 30))
        var demo = DemoCalls(calls: calls, seed: seed, until: until)
        var bytes: [UInt8] = []
        while let day = demo.nextDay() { bytes += day }
        return bytes
    }

    @Test("The same seed gives the same bytes, another seed others, and exactly as many records as asked for")
    func seeds() throws {
        let first = try lines(seed: 1, calls: 3000)
        #expect(try lines(seed: 1, calls: 3000) == first)
        #expect(try lines(seed: 2, calls: 3000) != first)
        #expect(first.filter { $0 == 10 }.count == 3000)
    }

    @Test("Every line is a record of its format")
    func decodes() throws {
        let format = try #require(FormatCatalogue.format("avaya-ip-office-smdr"))
        var decoder = Decoder(format)
        var batch = RecordBatch()
        decoder.feed(try lines(seed: 5, calls: 2000), final: true, into: &batch)
        #expect(batch.records.count == 2000)
        #expect(batch.skips.isEmpty)
    }

    @Test("Its site has 120 extensions, 12 departments, 30 trunks and 3 providers")
    func site() throws {
        let reading = SiteLoader().read(file: "demo.yaml", Array(DemoSite.yaml.utf8)) { _ in nil }.result
        #expect(reading.problems.errors.isEmpty, "\(reading.problems)")
        let site = try #require(reading.site)
        #expect(site.parties.count == 120)
        #expect(site.organisation.filter { $0.kind == .department }.count == 12)
        #expect(site.trunks.count == 30)
        #expect(site.providers.count == 3)
    }

    @Test("Allowances, contacts, hours of business, budgets, projects and private calls have something to show")
    func reports() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/demo-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let until = try #require(CivilDay(year: 2026, month: 3, day: 31))
        let path = folder + "/demo.book"
        _ = try await DemoBook.make(at: path, calls: 3000, seed: 7, until: until, caller: .console) { _ in }
        let now = Instant(seconds: WallTime(day: until + 1).seconds)
        let book = try OpenBook.open(path, for: .reading, clock: { now })
        let order = ReportOrder(try #require(DayRange(year: 2026, month: 3)))
        for id in [
            "g09-allowances", "d09-contacts", "f05-after-hours", "a18-budgets", "d08-who-calls-whom", "a20-discounts",
            "a13-account-code-summary", "f10-authorisation-codes",
            "k37-account-users",
        ] {
            let document = try book.report(id, order, caller: .console)
            #expect(document.tables[0].rows.count > 1, "\(id)")
        }
        #expect(try book.report("a22-business-private", order, caller: .console).tables[0].rows.count > 3)
        let allowances = try book.report("g09-allowances", order, caller: .console).tables[0]
        #expect(allowances.rows.filter { $0.kind == .line }.count == 4)
    }
}
