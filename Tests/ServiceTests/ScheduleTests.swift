import Foundation
import Model
import Reading
import Testing
import Time

@testable import Service
@testable import Store

@Suite("What is made by itself")
struct ScheduleTests {
    private func office(_ schedules: String) async throws -> SmallOffice {
        try await SmallOffice(now: "2026-03-20T12:00:00", yaml: yaml(schedules))
    }

    private func yaml(_ schedules: String) -> String {
        SmallOffice.yaml.replacing(
            "organisation: [{id: sales, kind: department, name: Sales}]",
            with: "organisation: [{id: sales, kind: department, name: Sales, managers: [head@example.com]}]") + """
                mail: {server: 127.0.0.1, port: 9, security: none, from: t@example.com}
                schedules:
                \(schedules)

                """
    }

    private func due(_ office: SmallOffice) throws -> [ScheduleRun] { try office.book.runDueSchedules(caller: .console) }

    @Test("A schedule is made once when it is due, and nothing is owed for the time before it was known")
    func once() async throws {
        let office = try await office(
            "  - {id: month, report: a04-organisation-summary, period: lastMonth, as: [csv, pdf, xlsx], to: [boss@example.com], folder: out}"
        )
        #expect(try due(office).isEmpty, "it begins to be known")
        office.turnClock(to: "2026-04-01T05:59:59")
        #expect(try due(office).isEmpty)
        office.turnClock(to: "2026-04-01T06:00:10")
        let runs = try due(office)
        #expect(runs.map(\.state) == [.done] && runs[0].missed == 0 && runs[0].files == 3, "\(runs)")
        #expect(try due(office).isEmpty, "once")
        office.turnClock(to: "2026-03-31T00:00:00")
        #expect(try due(office).isEmpty, "a clock set back makes nothing again (CHECKLIST X5)")
        let message = try #require(try office.book.store.outbox().first)
        #expect(message.draft.recipient == "boss@example.com" && message.draft.kind == .report)
        let files = try office.book.store.files(of: message.id)
        #expect(files.map(\.name) == ["month_2026-03-01.csv", "month_2026-03-01.pdf", "month_2026-03-01.xlsx"])
        #expect(files.allSatisfy { !$0.content.isEmpty } && files[1].content.starts(with: Array("%PDF".utf8)))
        let dropped = try FileManager.default.contentsOfDirectory(atPath: office.book.store.folder + "/drop/out").sorted()
        #expect(dropped == files.map(\.name), "nothing half-written is left (CHECKLIST F1)")
    }

    @Test("What was missed while the machine was off is made up for once, and says so")
    func madeUp() async throws {
        let office = try await office(
            "  - {id: daily, report: a04-organisation-summary, period: yesterday, every: day, as: [csv], folder: out}")
        #expect(try due(office).isEmpty)
        office.turnClock(to: "2026-03-26T12:00:00")
        let runs = try due(office)
        #expect(runs.count == 1 && runs[0].missed == 5 && runs[0].state == .done, "\(runs)")
        #expect(runs[0].due == WallTime(text: "2026-03-26T06:00:00").map { Instant(seconds: $0.seconds) })
        let dropped = try FileManager.default.contentsOfDirectory(atPath: office.book.store.folder + "/drop/out")
        #expect(dropped == ["daily_2026-03-25.csv"])
    }

    @Test("A run that was cut off is made again; its mails are there once")
    func cutOff() async throws {
        let office = try await office("  - {id: month, report: a04-organisation-summary, as: [csv], to: [boss@example.com]}")
        _ = try due(office)
        office.turnClock(to: "2026-04-02T00:00:00")
        let due = try #require(WallTime(text: "2026-04-01T06:00:00")).seconds
        let moment = Instant(seconds: due)
        var cut = ScheduleRun(schedule: ScheduleID("month"), due: moment, actor: ScheduleRun.clock, started: moment)
        cut.state = .running
        #expect(try office.book.store.beginRun(cut) && !office.book.store.beginRun(cut))
        #expect(try self.due(office).map(\.state) == [.done])
        #expect(try office.book.store.outbox().count == 1)
        #expect(try self.due(office).isEmpty)
    }

    @Test("What a person makes in between stands for none that is due")
    func byHand() async throws {
        let office = try await office("  - {id: month, report: a04-organisation-summary, as: [csv], folder: out}")
        _ = try due(office)
        office.turnClock(to: "2026-04-01T10:00:00")
        #expect(try office.book.runSchedule(ScheduleID("month"), caller: .console).state == .done)
        #expect(try due(office).count == 1)
        #expect(try office.book.scheduleRuns(caller: .console).count == 2)
    }

    @Test("Each department's manager gets his department alone")
    func managers() async throws {
        let office = try await office("  - {id: month, report: a04-organisation-summary, as: [json], for: managers, period: thisMonth}")
        let run = try office.book.runSchedule(ScheduleID("month"), caller: .console)
        #expect(run.state == .done && run.messages == 1, "\(run)")
        let message = try #require(try office.book.store.outbox().first)
        #expect(message.draft.recipient == "head@example.com")
        let file = try #require(try office.book.store.files(of: message.id).first)
        #expect(String(decoding: file.content, as: UTF8.self).contains("\"organisation\""))
    }

    @Test("A report that is not there any more fails in words, and others go on")
    func fails() async throws {
        let good = "  - {id: good, report: a04-organisation-summary, every: day, as: [csv], folder: out}"
        let office = try await office(good)
        let report = "id: own-gone\nlayout: summary\ngroups: [{by: party}]\nmeasures: [calls]\ntexts: {en: {name: Mine, title: X}}\n"
        try office.book.keepReport(Array(report.utf8), caller: .console)
        let both = yaml("  - {id: bad, report: own-gone, every: day, folder: out}\n" + good)
        _ = try office.book.importSite(try office.loaded(both), caller: .console)
        try office.book.dropReport("own-gone", caller: .console)
        _ = try due(office)
        office.turnClock(to: "2026-03-21T12:00:00")
        let runs = try due(office)
        #expect(runs.map(\.state) == [.failed, .done])
        #expect(runs[0].message.contains("own-gone"), "\(runs)")
        #expect(try office.book.schedules(caller: .console).map { $0.last?.state } == [.failed, .done])
    }

    @Test("What only the book can know of a schedule is told when the site is imported, with its line")
    func checked() async throws {
        let office = try await office("  - {id: good, report: a04-organisation-summary, every: day, as: [csv], folder: out}")
        let wrong = yaml(
            """
              - {id: a, report: none-such, folder: out}
              - {id: b, report: a01-party-bill, folder: out}
              - {id: c, report: a04-organisation-summary, folder: out, filter: ["mood=good", "called=00*"]}
              - {id: d, report: a01-party-bill, for: owners}
            """)
        do {
            _ = try office.book.importSite(try office.loaded(wrong), caller: .console)
            Issue.record("imported")
        } catch let problems as Problems {
            let line =
                try #require(wrong.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("none-such") }) + 1
            #expect(problems.list.map(\.line) == [line, line + 1, line + 2])
            #expect(problems.list.map(\.field) == ["schedules[0].report", "schedules[1].party", "schedules[2].filter[0]"])
            #expect(problems.list.allSatisfy { !$0.mend.isEmpty })
        }
        #expect(try office.book.schedules(caller: .console).map(\.id.text) == ["good"])
    }
}
