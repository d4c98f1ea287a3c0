import GRDB
import Model
import Reporting
import Testing
import Time

@testable import Service
@testable import Store

@Suite("Lists of what a book took in, keeps aside and notes") struct BookListTests {
    private var viewer: Caller { Caller(name: "eve", role: .viewer) }
    private var april: DayRange { get throws { try ListOffice.days("2026-04-01", "2026-04-30") } }

    /// Eight lines of which one is no record; then one of the calls with another length, and one that is too long to be believed.
    private func mixed() async throws -> ListOffice {
        let office = try await ListOffice(calls: ListOffice.calls + ["rubbish\n"])
        office.office.turnClock(to: "2026-04-03T12:00:00")
        let again = ListOffice.call("09:00:00", from: "101", to: "4917111", 601, trunk: "01")
        let long = ListOffice.call("16:00:00", from: "101", to: "4917111", 90_000, trunk: "01")
        try await office.office.take([again, long], name: "second")
        return office
    }

    @Test func importsAndSkips() async throws {
        let office = try await mixed()
        let columns = ["number", "day", "state", "lines", "records", "new", "duplicate", "conflict", "quarantined", "skipped"]
        #expect(
            try office.list(.imports, columns, days: april) == [
                "2 | 2026-04-03 | done | 3 | 2 | 0 | 0 | 1 | 1 | 1", "1 | 2026-04-02 | done | 9 | 7 | 7 | 0 | 0 | 0 | 2",
            ])
        #expect(try office.list(.imports, ["number"], days: ListOffice.days("2026-04-02", "2026-04-02")) == ["1"])
        #expect(try office.list(.imports, days: ListOffice.days()) == [], "what was taken in April")
        let skips = try office.list(.skips, ["import", "line", "raw"], days: ListOffice.days("2026-04-02", "2026-04-02"))
        #expect(skips.count == 2 && skips.last?.hasPrefix("1 | 9 | rubbish") == true, "\(skips)")
    }

    @Test func conflictsAndQuarantined() async throws {
        let office = try await mixed()
        let columns = ["number", "found", "start", "calling", "called", "duration", "decision"]
        let row = "1 | 2026-04-03 12:00:00 | 2026-03-02 09:00:00 | 101 | 4917111 | 0:10:01 | "
        #expect(try office.list(.conflicts, columns, days: april) == [row])
        #expect(try office.list(.conflicts, days: ListOffice.days()) == [])
        try office.book.decide(1, .rejected, reason: "no", caller: .console)
        #expect(
            try office.list(.conflicts, ["decision", "actor", "reason"], days: april, party: "anna") == ["rejected | console | no"])
        #expect(try office.list(.conflicts, days: april, party: "bert") == [])
        #expect(
            try office.list(.quarantined, ["start", "called", "duration", "reason"]) == [
                "2026-03-02 16:00:00 | 4917111 | 25:00:00 | too long"
            ])
        #expect(try office.list(.quarantined, days: april) == [])
        #expect(try office.list(.quarantined, party: "bert") == [])
    }

    @Test func storage() async throws {
        let office = try await mixed()
        let rows = try office.list(.storage, ["month", "calls"], days: ListOffice.days("2026-03-15", "2026-04-15"))
        #expect(rows == ["2026-03 | 7", "2026-04 | 0"], "whole months")
        let bytes = try office.list(.storage, ["month", "bytes"], days: april)
        let taken = ListOffice.calls.joined().utf8.count + 2 * SmallOffice.header.utf8.count + "rubbish\n".utf8.count
        let again = ListOffice.call("09:00:00", from: "101", to: "4917111", 601, trunk: "01")
        let long = ListOffice.call("16:00:00", from: "101", to: "4917111", 90_000, trunk: "01")
        #expect(bytes == ["2026-04 | \(taken + (again + long).utf8.count)"])
    }

    @Test func journalAndLogIns() async throws {
        let office = try await ListOffice()
        let actions = try office.list(.journal, ["number", "actor", "action"], days: april)
        #expect(actions.last == "1 | console | book.create" && actions.contains("2 | console | site.import"))
        #expect(try office.list(.journal, days: ListOffice.days()) == [])
        for kind in [ListKind.journal, .logins] {
            let refusal = #expect(throws: (any Error).self) { try office.list(kind, days: april, caller: viewer) }
            #expect(refusal.map { "\($0)" }?.contains("readJournal") == true)
        }
        let admin = try #require(try office.book.store.users().first)
        let digest = [UInt8](repeating: 7, count: 32)
        let start = office.book.clock()
        try office.book.store.addSession(
            SessionRecord(
                digest: digest, user: admin.user.number, generation: admin.generation, startedAt: start, seenAt: start + 60,
                mustSetPassword: false))
        #expect(try office.list(.logins, days: april) == ["2026-04-02 12:00:00 | admin | logIn |  | 2026-04-02 12:01:00 | "])
        #expect(try office.list(.logins, days: ListOffice.days()) == [])
    }

    @Test func alertsAndDeliveries() async throws {
        let office = try await ListOffice()
        let (store, now) = (office.book.store, office.book.clock())
        func draft(_ cause: String, _ recipient: String) -> OutboxDraft {
            OutboxDraft(
                kind: .source, rule: AlertRuleID("silent"), cause: cause, detail: "line is silent", channel: .mail, recipient: recipient)
        }
        try store.raise([draft("one", "a@example.com"), draft("one", "b@example.com"), draft("two", "a@example.com")], at: now)
        #expect(
            try office.list(.alerts, ["time", "rule", "subject", "state"], days: april) == [
                "2026-04-02 12:00:00 | silent | line is silent | waiting", "2026-04-02 12:00:00 | silent | line is silent | waiting",
            ])
        #expect(
            try office.list(.deliveries, ["recipient", "state", "tries"], days: april) == [
                "a@example.com | waiting | 0", "b@example.com | waiting | 0", "a@example.com | waiting | 0",
            ])
        #expect(try office.list(.alerts, days: ListOffice.days()) == [])
        #expect(try office.list(.deliveries, days: ListOffice.days()) == [])
    }

    @Test func sourcesAndGaps() async throws {
        let office = try await ListOffice()
        #expect(try office.list(.sources) == ["line | main | unknown |  |  | 0 | 0 | 0 | 0 | 0 | "])
        #expect(try office.list(.gaps) == [])
    }

    /// Three numbers are missing, one came late; the Monday before and the one before that had records at ten, this one has none.
    @Test func gaps() async throws {
        let office = try await ListOffice()
        let names = office.book.store.names
        let source = try #require(names.all(.source).first)
        let number = try #require(names.find(.source, source)).number
        let found = try #require(WallTime(text: "2026-03-16T08:00:00")).seconds
        let hour = found / 3600 + 2
        try await office.book.store.pool.write { database in
            for (first, last, seen, closed) in [(17, 19, found, nil), (25, 25, found + 60, Int64?(found + 3600))] {
                try database.execute(
                    sql: "INSERT INTO gap (source, switch, first, last, seen, closed, closed_by) VALUES (?, 1, ?, ?, ?, ?, NULL)",
                    arguments: [number, first, last, seen, closed])
            }
            for (place, records) in [(hour - 336, 20), (hour - 168, 12), (hour - 335, 9), (hour - 167, 9), (hour + 2, 5)] {
                try database.execute(
                    sql: "INSERT INTO source_hour (source, hour, records) VALUES (?, ?, ?)", arguments: [number, place, records])
            }
        }
        #expect(
            try office.list(.gaps) == [
                "\(source) | 2026-03-16 08:00:00 |  | numbers | 17 – 19 | 3 | open",
                "\(source) | 2026-03-16 08:01:00 | 2026-03-16 09:00:00 | numbers | 25 | 1 | closed",
                "\(source) | 2026-03-16 10:00:00 | 2026-03-16 11:00:00 | silence | usually 16 records |  | ",
            ])
        #expect(try office.list(.gaps, days: april) == [])
    }

    /// From July on there is a rate for one prefix alone.
    @Test func tariffProblems() async throws {
        let office = try await ListOffice()
        #expect(try office.list(.tariffProblems) == [])
        let poor = ListOffice.yaml.replacing(
            "{from: 2026-07-01, rows: [{prefix: [\"\"]", with: "{from: 2026-07-01, rows: [{prefix: [\"1\"]")
        _ = try office.book.importSite(try office.office.loaded(poor), caller: .console)
        let problems = try office.list(.tariffProblems, ["table", "severity", "problem"])
        #expect(
            problems.first == "office | warning | 3 prefixes of the version before (4917, 4916, 4930) has no rate from here on.",
            "\(problems)")
        #expect(problems.contains("office | warning | \"mobile\": The call type Mobile has no price: its calls are unrated."))
    }

    /// A proposal: Anna's and Bert's calls would cost twice as much.
    @Test func reratings() async throws {
        let office = try await ListOffice()
        let dearer = ListOffice.yaml.replacing("block: 60, price: \"0.10\"", with: "block: 60, price: \"0.20\"")
        _ = try office.book.importSite(try office.office.loaded(dearer), caller: .console)
        let number = try office.book.proposeRerating(RerateChoice(), ListOffice.days(), caller: .console)
        try office.book.finishRerating(number, caller: .console)
        let columns = ["number", "state", "party", "callType", "calls", "old", "new", "difference"]
        let rows = [
            "1 | ready | anna | mobile | 2 | 1.10 | 2.20 | 1.10", "1 | ready | bert | local | 1 | 0.20 | 0.40 | 0.20",
        ]
        #expect(try office.list(.reratings, columns, days: april).sorted() == rows)
        #expect(try office.list(.reratings, columns, days: april, party: "bert") == [rows[1]])
        #expect(try office.list(.reratings, days: ListOffice.days()) == [])
    }
}
