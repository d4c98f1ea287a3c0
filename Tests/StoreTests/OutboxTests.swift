import Model
import Testing
import Time

@testable import Store

@Suite struct OutboxTests {
    private let now = Instant(seconds: 1_800_000_000)
    private let rule = AlertRuleID("long")

    /// Tells a@example.com of every call.
    private var everyCall: CallWatch {
        { _, calls, _ in
            calls.map { CallAlert(call: $0, rule: AlertRuleID("long"), channel: .mail, recipient: "a@example.com") }
        }
    }

    private func origin(_ test: TestBook, calls: Int, watch: CallWatch?) -> BatchOrigin {
        var origin = BatchOrigin(importNumber: test.importNumber, source: test.source, partBegin: 0, at: now)
        (origin.lines, origin.linesInRecords, origin.watch) = (Int64(calls), Int64(calls), watch)
        return origin
    }

    private func draft(_ cause: String, channel: DeliveryChannel = .mail, to: String = "a@example.com") -> OutboxDraft {
        OutboxDraft(kind: .call, rule: rule, cause: cause, channel: channel, recipient: to)
    }

    @Test func messagesAreThereWithTheirCallsAndADuplicateTellsNobody() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 1000)
        batch.add(test.book, stamp: 2000)
        _ = try test.book.store(batch, from: origin(test, calls: 2, watch: everyCall), settle: nil)
        let items = try test.sqlite.outbox()
        #expect(items.count == 2 && items.allSatisfy { $0.state == .waiting && $0.draft.kind == .call })
        #expect(Set(try items.map { try test.book.call(id: $0.draft.cause).stamp.seconds }) == [1000, 2000])
        _ = try test.book.store(batch, from: origin(test, calls: 2, watch: everyCall), settle: nil)
        #expect(try test.sqlite.outbox().count == 2)
        // Without a watch nothing is told.
        var other = CallBatch()
        other.add(test.book, stamp: 3000)
        _ = try test.book.store(other, from: origin(test, calls: 1, watch: nil), settle: nil)
        #expect(try test.sqlite.outbox().count == 2)
    }

    @Test func whatIsNotStoredTellsNobody() throws {
        let test = try TestBook()
        var batch = CallBatch()
        batch.add(test.book, stamp: 1000)
        var origin = origin(test, calls: 1, watch: everyCall)
        // An import that is not running: the transaction fails after calls and messages were written.
        origin.importNumber += 1
        #expect(throws: StoreError.notFound("running import \(origin.importNumber)")) {
            try test.book.store(batch, from: origin, settle: nil)
        }
        #expect(try test.int("SELECT count(*) FROM \"call\"") == 0)
        #expect(try test.int("SELECT count(*) FROM outbox") == 0)
    }

    @Test func aCallIsLookedAtAsItsLegsMakeIt() throws {
        let test = try TestBook()
        let seen: CallWatch = { batch, calls, _ in
            calls.filter { batch.calls[$0].talk > 100 }.map {
                CallAlert(call: $0, rule: AlertRuleID("long"), channel: .mail, recipient: "a@example.com")
            }
        }
        // Two legs of 60 s make a call of 120 s, which the first stands for.
        let settle: LegSettling = { batch, groups in
            for group in groups {
                for index in group { batch.calls[index].talk = index == group.lowerBound ? Int32(group.count * 60) : 0 }
            }
        }
        for (stamp, told) in [(Int64(1000), 0), (1060, 1), (1120, 1)] {
            var batch = CallBatch()
            batch.add(test.book, stamp: stamp) { call, batch in call.link = batch.text("one") }
            _ = try test.book.store(batch, from: origin(test, calls: 1, watch: seen), settle: settle)
            #expect(try test.sqlite.outbox().count == told)
        }
    }

    @Test func aCauseIsToldOnceForARuleAndRecipient() throws {
        let test = try TestBook()
        let drafts = [draft("1"), draft("1"), draft("1", to: "b@example.com"), draft("1", channel: .webhook)]
        #expect(try test.book.raise(drafts, at: now) == 3)
        #expect(try test.book.raise(drafts, at: now + 5) == 0)
    }

    @Test func takenOnceAndFinished() throws {
        let test = try TestBook()
        #expect(try !test.book.hasDelivery(.mail, at: now))
        _ = try test.book.raise([draft("1"), draft("2")], at: now)
        #expect(try test.book.hasDelivery(.mail, at: now) && !test.book.hasDelivery(.mail, at: now - 1))
        let taken = try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 10)
        #expect(taken.map(\.attempts) == [1, 1] && taken.allSatisfy { $0.state == .sending })
        #expect(try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 10).isEmpty)
        try test.book.finishDelivery(taken[0].id, DeliveryOutcome(.sent, "250 ok"), next: nil)
        try test.book.finishDelivery(taken[1].id, DeliveryOutcome(.failed, "451 later"), next: now + 30)
        #expect(try test.book.takeDeliveries(.mail, to: nil, at: now + 29, limit: 10).isEmpty)
        let again = try test.book.takeDeliveries(.mail, to: nil, at: now + 30, limit: 10)
        #expect(again.map(\.id) == [taken[1].id] && again.map(\.attempts) == [2] && again[0].answer == "451 later")
    }

    @Test func whatWasOnItsWayWhenTheProgramEndedIsUnknown() throws {
        let test = try TestBook()
        _ = try test.book.raise([draft("1"), draft("1", channel: .webhook, to: "https://example.com/")], at: now)
        _ = try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 10)
        _ = try test.book.takeDeliveries(.webhook, to: nil, at: now, limit: 10)
        try test.reopen()
        try test.book.recoverDeliveries()
        let states = Dictionary(uniqueKeysWithValues: try test.sqlite.outbox().map { ($0.draft.channel, $0.state) })
        #expect(states == [.mail: .unknown, .webhook: .failed])
    }

    @Test func aStormBecomesADigest() throws {
        let test = try TestBook()
        _ = try test.book.raise((1...10_000).map { draft("\($0)") }, at: now)
        var sent: [OutboxItem] = []
        // Ten minutes in steps of ten seconds.
        for second in stride(from: Int64(0), through: 600, by: 10) {
            let moment = now + second
            try test.book.throttleDeliveries(at: moment, pace: DeliveryPace()) { _ in 20 }
            for item in try test.book.takeDeliveries(.mail, to: nil, at: moment, limit: 100) {
                sent.append(item)
                try test.book.finishDelivery(item.id, DeliveryOutcome(.sent, "250"), next: nil)
            }
        }
        #expect(sent.count { $0.draft.kind == .call } == 20)
        let digests = sent.filter { $0.draft.kind == .digest }
        #expect(digests.count == 1)
        #expect(try test.book.outboxCount(digest: digests[0].id) == 9980)
        // One more within the hour is collected for the next digest, an hour after the one before.
        _ = try test.book.raise([draft("more")], at: now + 700)
        try test.book.throttleDeliveries(at: now + 800, pace: DeliveryPace()) { _ in 20 }
        #expect(try test.book.takeDeliveries(.mail, to: nil, at: now + 800, limit: 100).isEmpty)
        try test.book.throttleDeliveries(at: now + 4000, pace: DeliveryPace()) { _ in 20 }
        #expect(try test.book.takeDeliveries(.mail, to: nil, at: now + 4000, limit: 100).map(\.draft.kind) == [.digest])
    }

    @Test func onePersonsStormIsNobodyElses() throws {
        let test = try TestBook()
        _ = try test.book.raise((1...5).map { draft("\($0)") } + [draft("1", to: "b@example.com")], at: now)
        try test.book.throttleDeliveries(at: now, pace: DeliveryPace()) { _ in 2 }
        #expect(try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 100).map(\.draft.cause) == ["1", "2", "1"])
    }

    @Test func acknowledgedAndSentAgainWithTheirEntries() throws {
        let test = try TestBook()
        _ = try test.book.raise([draft("1"), draft("2"), draft("3")], at: now)
        let taken = try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 10)
        for (item, state) in zip(taken, [DeliveryState.unknown, .givenUp, .sent]) {
            try test.book.finishDelivery(item.id, DeliveryOutcome(state, ""), next: nil)
        }
        #expect(try test.book.outboxCounts().needPerson == 2)
        let note = JournalNote(at: now, actor: "anna", action: "alert.acknowledge", subject: "")
        try test.book.acknowledge(taken[0].id, note: note)
        #expect(try test.book.outboxCounts().needPerson == 1)
        try test.book.acknowledge(nil, note: note)
        #expect(try test.book.outboxCounts().needPerson == 0)
        #expect(try test.sqlite.outboxItem(taken[1].id).acknowledgedBy == "anna")
        #expect(throws: StoreError.self) { try test.book.acknowledge(nil, note: note) }
        try test.book.sendAgain(taken[0].id, note: note)
        #expect(try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 10).map(\.id) == [taken[0].id])
        #expect(throws: StoreError.self) { try test.book.sendAgain(taken[2].id, note: note) }
        #expect(try test.book.journal().count == 3)
    }

    @Test func oldOnesAreForgottenAndOpenOnesKept() throws {
        let test = try TestBook()
        _ = try test.book.raise([draft("1"), draft("2")], at: now)
        let taken = try test.book.takeDeliveries(.mail, to: nil, at: now, limit: 1)
        try test.book.finishDelivery(taken[0].id, DeliveryOutcome(.sent, ""), next: nil)
        try test.book.forgetDeliveries(before: now + 1)
        #expect(try test.sqlite.outbox().map(\.draft.cause) == ["2"])
    }
}
