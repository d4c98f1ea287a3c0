import Document
import Doubles
import Model
import Money
import Site
import Testing
import Time

@testable import Reporting

@Suite("Pages of a long report")
struct ReportPageTests {
    private func calls(_ random: inout Dice) -> [CallRow] {
        (0..<Int.random(in: 0...90, using: &random)).map { number in
            var row = call(
                String(number), Int.random(in: 1...31, using: &random), party: ["101", "102", "103"].randomElement(using: &random) ?? "",
                type: ["local", "mobile"].randomElement(using: &random) ?? "",
                Bool.random(using: &random) ? Int64.random(in: 0...9, using: &random) * 500_000 : nil,
                seconds: Int32.random(in: 0...5, using: &random) * 60)
            row.start = row.start + Int64.random(in: 0...3, using: &random) * 1800
            // Most reports are of some directions alone.
            row.direction = [.out, .out, .out, .in, .internal].randomElement(using: &random) ?? .out
            return row
        }
    }

    private func definition(_ random: inout Dice, _ seed: Int) throws -> ReportDefinition? {
        let catalogue = try ReportCatalogue().definitions.filter { $0.dataSet == .calls && $0.parameter == .none && $0.layout != .summary }
        guard let from = catalogue.randomElement(using: &random) else { return nil }
        var changes = ReportChanges()
        changes.layout = ReportDefinition.Layout.allCases.randomElement(using: &random)
        let groups: [GroupField] = [.callType, .party, .organisation, .day, .department, .durationClass, .called]
        changes.groups = Array(groups.shuffled(using: &random).prefix(seed % 3))
        changes.sort = ([CallField.start, .price, .duration, .called].randomElement(using: &random) ?? .start).rawValue
        if Bool.random(using: &random) { changes.top = Int.random(in: 1...60, using: &random) }
        return try? from.changed(by: changes)
    }

    @Test("All pages behind each other are the report, with each head, line, sum and total in its place", arguments: 0..<300)
    func pagesAreTheReport(seed: Int) throws {
        var random = Dice(UInt64(seed))
        guard var definition = try definition(&random, seed) else { return }
        definition.sort.descending = Bool.random(using: &random)
        let party = seed % 4 == 0 ? PartyID("101") : nil
        try expectPages(of: definition, office(), &random) { $0.party = party }
    }

    /// Of these a page makes none but its own groups.
    @Test("The same of summaries by names, sorted and cut in every way", arguments: 0..<300)
    func windows(seed: Int) throws {
        var random = Dice(UInt64(seed))
        var definition = try ReportCatalogue().definition("k54")
        let fields: [GroupField] = [.callType, .party, .called, .extension, .account, .trunk]
        definition.groups = fields.shuffled(using: &random).prefix(1 + seed % 2).map { ReportDefinition.Group(by: $0) }
        let measures: [Measure?] = [.calls, .duration, .price, .final, .last, nil, nil]
        for level in definition.groups.indices {
            definition.groups[level].descendingBy = measures.randomElement(using: &random) ?? nil
            definition.groups[level].isAscending = Bool.random(using: &random)
        }
        if seed % 4 == 1 { definition.groups[1].top = Int.random(in: 1...4, using: &random) }
        definition.measures = [.calls, .duration, .price, .final, .first]
        let context = ReportContext(
            definition: definition, request: try request(LinePage(1)), directory: ReportDirectory(office()),
            texts: try ReportCatalogue().texts(definition))
        #expect(GroupWindow(context) != nil)
        var site = office()
        if seed % 3 == 0 { site.layout.numbers = .shortened }
        try expectPages(of: definition, site, &random)
    }

    /// The trunks of a group, and the members of a department, are more than the filter means.
    @Test("No page has calls that the report does not count", arguments: 0..<60)
    func wideGroups(seed: Int) throws {
        var random = Dice(UInt64(seed))
        var definition = try ReportCatalogue().definition("a02")
        definition.layout = .both
        definition.columns = [.start, .party, .called, .trunk, .price]
        definition.groups = [.init(by: seed % 2 == 0 ? .trunkGroup : .provider)]
        if seed % 3 == 0 { definition.groups.append(.init(by: .department)) }
        definition.sort = .init(by: [.start, .price].randomElement(using: &random) ?? .start, descending: seed % 5 == 0)
        definition.filter.trunks = ["07", "g1", "x"]
        var site = office()
        site.trunks = [("07", "pstn"), ("08", "pstn"), ("g1", "sip"), ("g2", "sip")].map { id, group in
            var trunk = Trunk(id: TrunkID(id), switch: SwitchID(""))
            (trunk.group, trunk.provider) = (group, ProviderID("of-" + group))
            return trunk
        }
        try expectPages(of: definition, site, &random) { $0.party = seed % 4 == 0 ? PartyID("101") : nil }
    }

    @Test("A name that was no text is none that calls are asked for by")
    func brokenNames() throws {
        let seen = Seen()
        var calls = (0..<20).map { call(String($0), 1 + $0, party: "101", 1_000_000) }
        for index in calls.indices { calls[index].trunk = index % 2 == 0 ? "07" : "K\u{FFFD}ln" }
        var definition = try ReportCatalogue().definition("a02")
        (definition.layout, definition.groups) = (.both, [.init(by: .trunk)])
        (definition.measures, definition.columns) = ([.calls, .price], [.start, .called, .price])
        var request = try request(LinePage(1, size: 500))
        _ = try Report(
            definition, request, directory: ReportDirectory(office()), texts: ReportCatalogue().texts(definition),
            source: WatchedBook(book: MemoryBook(calls: calls), seen: seen)
        ).document()
        #expect(seen.filters.map(\.trunks) == [[]])
        seen.filters = []
        request.page = LinePage(1, size: 10)
        _ = try Report(
            definition, request, directory: ReportDirectory(office()), texts: ReportCatalogue().texts(definition),
            source: WatchedBook(book: MemoryBook(calls: calls), seen: seen)
        ).document()
        #expect(seen.filters.map(\.trunks) == [["07"]])
    }

    private func request(_ page: LinePage?) throws -> ReportRequest {
        var request = ReportRequest(days: try #require(DayRange(march(1), march(31))), today: march(40))
        request.page = page
        return request
    }

    private func expectPages(
        of definition: ReportDefinition, _ site: Site, _ random: inout Dice, _ ask: (inout ReportRequest) -> Void = { _ in }
    ) throws {
        var calls = calls(&random)
        for index in calls.indices { calls[index].trunk = ["07", "08", "g1", "g2", "x"].randomElement(using: &random) ?? "" }
        let book = MemoryBook(calls: calls, leavesSome: Bool.random(using: &random))
        func document(_ page: LinePage?) throws -> Document {
            var request = try request(page)
            ask(&request)
            return try Report(
                definition, request, directory: ReportDirectory(site), texts: ReportCatalogue().texts(definition), source: book
            ).document()
        }
        let whole = try #require(try document(nil).tables.first).rows
        let size = Int.random(in: 1...40, using: &random)
        let pages = try #require(try document(LinePage(1, size: size)).part?.pages)
        // Of the type of these: several modules have rows.
        var rows = Array(whole.prefix(0))
        for number in 1...pages {
            let page = try document(LinePage(number, size: size))
            let part = try #require(page.part)
            let shown = try #require(page.tables.first).rows
            #expect(part.page == number && shown.count { $0.kind == .line } == part.last - part.first + 1)
            rows += shown
        }
        let total = try #require(try document(LinePage(1, size: size)).part?.total)
        #expect(total == whole.count { $0.kind == .line })
        // A head stands once more on each page on which its group goes on.
        let (lines, wholeLines) = (rows.filter { $0.kind != .heading }, whole.filter { $0.kind != .heading })
        #expect(lines == wholeLines)
        let (heads, wholeHeads) = (Set(rows.filter { $0.kind == .heading }), Set(whole.filter { $0.kind == .heading }))
        #expect(heads == wholeHeads)
        let beyond = try document(LinePage(pages + 5, size: size))
        #expect(beyond.part?.page == pages)
    }

    @Test("Of a page only what may stand on it is asked for")
    func reading() throws {
        let seen = Seen()
        let calls = (0..<3000).map { number in call(String(number), 1 + number / 100, party: number % 2 == 0 ? "101" : "102", 1_000_000) }
        let book = WatchedBook(book: MemoryBook(calls: calls), seen: seen)
        var definition = try ReportCatalogue().definition("a02")
        definition.layout = .detail
        (definition.groups, definition.measures, definition.columns) = ([], [.calls, .price], [.start, .called, .price])
        var request = ReportRequest(days: try #require(DayRange(march(1), march(31))), today: march(40))
        request.page = LinePage(5, size: 100)
        definition.sort.descending = true
        _ = try Report(
            definition, request, directory: ReportDirectory(office()), texts: ReportCatalogue().texts(definition), source: book
        ).document()
        #expect(seen.filters.map(\.days) == [DayRange(march(26), march(26))])
        seen.filters = []
        definition.groups = [.init(by: .party)]
        _ = try Report(
            definition, request, directory: ReportDirectory(office()), texts: ReportCatalogue().texts(definition), source: book
        ).document()
        #expect(seen.filters.map { $0.parties.map(\.party) } == [["102"]], "Nguyễn comes before Reception")
        seen.filters = []
        definition.groups = [.init(by: .called)]
        request.page = LinePage(2, size: 10)
        _ = try Report(
            definition, request, directory: ReportDirectory(office()), texts: ReportCatalogue().texts(definition), source: book
        ).document()
        let numbers = (0..<3000).map { "8490" + String($0) }.sorted()[10..<20]
        #expect(seen.filters.map(\.tests) == [[FieldTest(.called, any: Array(numbers))]])
    }

    @Test("The last page of an empty report is its first")
    func empty() {
        #expect(LinePage(7).part(of: 0) == LinePage(1).part(of: 0))
        #expect(LinePage(1).part(of: 0).isWhole)
        #expect(LinePage(2, size: 10).lines(of: 11) == 10..<11)
        #expect(LinePage(9, size: 10).lines(of: 20) == 10..<20)
    }
}

private final class Seen {
    var filters: [CallFilter] = []
}

/// Notes which calls are read.
private struct WatchedBook: ReportSource {
    let book: MemoryBook
    let seen: Seen

    func eachCall(_ filter: CallFilter, _ body: (CallRow) throws -> Void) throws {
        seen.filters.append(filter)
        try book.eachCall(filter, body)
    }

    func tally(_ query: TallyQuery) throws -> any TalliedGroups { try book.tally(query) }

    func finals(_ query: TallyQuery, _ precision: LinePrecision, apart: FinalAnswer.Apart) throws -> FinalAnswer {
        var answer = try book.finals(query, precision, apart: apart)
        // What was left was read to be added up, not to be shown.
        guard let rest = answer.rest else { return answer }
        var rows: [TalliedRow] = []
        try answer.rows.each { rows.append($0) }
        try book.eachCall(rest) { call in
            try MemoryBook(calls: [call]).finals(query, precision, apart: apart).rows.each { rows.append($0) }
        }
        answer.rows = TalliedRows(rows)
        answer.rest = nil
        return answer
    }

    func summaries(_ query: SummaryQuery) throws -> [SummaryRow] { try book.summaries(query) }
}
