import Model
import Rendering
import Testing
import Time

@testable import Accounts
@testable import Service
@testable import Web

/// Every text of the pages that mend, with what somebody could put into it: elements and attributes stay as they are.
@Suite struct HostilePagesTests {
    private let book = BookID("main")

    private func row(_ text: String) -> CallRow {
        var row = CallRow()
        (row.id, row.calling, row.called, row.extension, row.trunk, row.account) = ("1", text, text, text, text, text)
        (row.party, row.destination, row.source, row.switch) = (text, text, text, text)
        return row
    }

    private func workbench(_ text: String) -> WorkbenchPage {
        var entries = WorkbenchEntries(definition: text)
        (entries.lines, entries.id, entries.name) = (text, text, text)
        entries.columns[0] = ColumnEntry(name: text, from: text, to: text, what: "date", form: text)
        var bench = Workbench()
        let piece = Workbench.Piece(name: text, value: text, range: 0..<1)
        bench.rows = [
            Workbench.Row(
                line: 1, text: Array(text.utf8) + [0xff, 0], fields: [piece], values: [(name: "called", value: text)], reason: text,
                reached: 1, misfit: text)
        ]
        (entries.source, entries.from) = (text, text)
        bench.readings = [
            .init(way: text, records: 2, broken: 0, overlaps: 1, jumps: 0, trunks: [(name: text, overlaps: 1)])
        ]
        var answer = WorkbenchAnswer(entries: entries, sources: [text], bench: bench, refusal: text)
        answer.candidates = [Workbench.Candidate(id: "x", name: text, share: 500, doubts: [text])]
        answer.replay = ReplayView(source: text, format: text, sums: [("price", text)], examples: [(before: text, after: text)])
        return WorkbenchPage(answer: answer, isSaved: true, mayConfigure: true, place: "new", book: book)
    }

    private func pages(_ text: String) -> [String: HTMLText] {
        let visit = Visit.named(text)
        let names = [NamedID(id: text, name: text)]
        let faults = [ErrorSummary.Fault(field: "x", text: text)]
        var sums = ImportSummary()
        (sums.number, sums.state, sums.name, sums.source, sums.format, sums.switch, sums.actor) = (7, .done, text, text, text, text, text)
        (sums.lines, sums.linesInRecords, sums.records, sums.new, sums.conflict, sums.repeated) = (9, 4, 4, 3, 1, 1)
        (sums.skipped, sums.free, sums.unrated) = ([text: 5], [text: 1], [text: 2])
        var entries = ImportEntries()
        (entries.format, entries.source, entries.year, entries.faults) = (text, text, text, faults)
        var assign = UnassignedPage.Entries()
        assign = .init(number: text, party: text, newID: text, newName: text, day: text, faults: faults)
        var found: [String: HTMLText] = [:]
        found["imports"] = ImportsPage(
            imports: [sums], started: [7: text], formats: names, switches: names, entries: entries, mayImport: true, older: nil, book: book
        ).content(visit)
        found["formats"] = FormatsPage(
            entries: [FormatEntry(id: "x", name: text, confirmed: "no", isOwn: true, olderVersions: 2)], search: text, mayConfigure: true,
            book: book
        ).content(visit)
        found["workbench"] = workbench(text).content(visit)
        for isRunning in [true, false] {
            found["import \(isRunning)"] = ImportResultPage(
                sums: sums, isRunning: isRunning, failure: text, started: text, seconds: 3, book: book
            ).content(visit)
        }
        found["skipped"] = SkippedPage(
            lines: [SkippedLine(number: 1, line: 1, lines: 2, reason: text, bytes: Array(text.utf8) + [0xff, 0], size: 99_999)],
            imports: names,
            chosen: 7, next: nil, book: book
        ).content(visit)
        for decision in [nil, "own"] {
            found["conflict \(decision ?? "")"] = ConflictPage(
                conflicts: [
                    ConflictView(
                        number: 1, importNumber: 1, start: WallTime(seconds: 0), stored: row("same"), record: row(text), decision: decision,
                        decided: nil, actor: text, note: text)
                ], isDecided: false, mayDecide: true, done: "own", faults: faults, entries: (1, text, text), book: book
            ).content(visit)
        }
        found["quarantined"] = QuarantinedPage(
            list: ListedCalls(calls: [ListedCall(call: row(text), start: WallTime(seconds: 0))], next: text), book: book
        ).content(visit)
        found["unassigned"] = UnassignedPage(
            numbers: [
                UnassignedView(
                    switch: text, number: text, calls: 1, seconds: 1, first: CivilDay(number: 1), last: CivilDay(number: 2))
            ], parties: names, entries: assign, done: Notice(.good, text), mayAssign: true, book: book
        ).content(visit)
        found["unrated"] = UnratedPage(
            views: [
                UnratedView(
                    reason: .noPrefix, destination: text, calls: 3, seconds: 1, parts: [(text, text, 3)], prefix: text,
                    table: RateTableID(text))
            ], days: (text, text), result: nil, faults: faults, mayRate: true, mayConfigure: true, book: book
        ).content(visit)
        return found.merging(tariffPages(text, visit)) { first, _ in first }
    }

    private func tariffPages(_ text: String, _ visit: Visit) -> [String: HTMLText] {
        var found: [String: HTMLText] = [:]
        found["tariffs"] = TariffsPage(tables: [table(text)], book: book).content(visit)
        let rate = NewRate(table: RateTableID(text), prefix: text, name: text, price: text, first: text, next: text, minimum: text)
        found["tariff"] = TariffPage(
            tariff: tariff(text), planned: [], search: text, from: 0, form: RateForm(rate, fault: .init(field: "price", text: text)),
            added: true,
            days: (text, text), mayRate: true, book: book
        ).content(visit)
        found["journal"] = JournalPage(
            lines: [
                JournalLine(
                    number: 1, at: WallTime(seconds: 0), actor: text, action: text, subject: text, before: "",
                    after: "first\nsecond " + text)
            ], next: nil
        ).content(visit)
        let key = ProgramKey(
            KeyRecord(
                number: 1, name: text, digest: [], role: .viewer, createdAt: Instant(seconds: 0), createdBy: text, expires: nil,
                revokedAt: nil, lastUse: KeyUse(at: Instant(seconds: 0), address: text)))
        var order = KeyOrder()
        (order.name, order.addresses, order.perMinute, order.until) = (text, text, text, text)
        found["keys"] = KeysPage(
            keys: [.init(key: key, created: text, used: text, until: text, isExpired: false)], fresh: text, order: order,
            fault: .init(field: "name", text: text), book: book
        ).content(visit)
        return found
    }

    private func table(_ text: String) -> TariffSummary {
        TariffSummary(
            id: RateTableID(text), scheme: .cost, provider: text, currency: text, isPulse: false,
            versions: [.init(index: 0, from: WallTime(seconds: 0), rows: 1, isInForce: true)])
    }

    private func tariff(_ text: String) -> TariffView {
        let week = TariffView.WeekGrid(
            bands: [.init(name: text, times: text)], cells: Array(repeating: Array(repeating: 0, count: 24), count: 7), holiday: [nil, 5])
        let row = TariffView.Row(prefixes: [text], isShort: true, name: text, prices: [.init(name: text, times: text)], terms: [text])
        let table = table(text)
        return TariffView(
            summary: table, sentences: [text], zone: text, week: week, holidays: [CivilDay(number: 1)], version: table.versions.first,
            rows: [row],
            found: 900)
    }

    @Test(arguments: Hostile.texts) func pagesStayThemselves(_ text: String) {
        let plain = pages("plain")
        for (name, page) in pages(text) {
            #expect(Skeleton(page.string) == plain[name].map { Skeleton($0.string) }, "\(name)")
            #expect(!page.bytes.contains(0) && !page.bytes.contains(0x1b), "\(name)")
            for sign in [" style=\"", "<style", "<script", " onclick", " onload=\""] {
                #expect(!page.string.contains(sign), "\(name) \(sign)")
            }
        }
    }
}
