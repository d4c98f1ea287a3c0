import Model
import Money
import Testing
import Time

@testable import Store

@Suite struct NounTests {
    @Test func summariesAnswerByGroup() throws {
        let test = try TestBook()
        var batch = CallBatch()
        let vnd = try #require(Currency("VND"))
        batch.add(test.book, stamp: 1_767_225_600, calling: "101") { call, _ in
            call.cost = .rated(Charge(amount: Amount(millionths: 7), currency: vnd, version: 1, row: 0))
        }
        batch.add(test.book, stamp: 1_767_225_600 + 3600, calling: "102")
        batch.add(test.book, stamp: 1_767_225_600 + 86_400, calling: "101") { call, _ in call.price = .unrated(.noPrefix) }
        batch.add(test.book, stamp: 1_767_225_600 + 31 * 86_400, calling: "101")
        _ = try test.store(batch)
        let first = CivilDay(number: 20_454)
        let year = try #require(DayRange(first, first + 364))
        let months = try test.book.summary(SummaryQuery(days: year, groups: [.month]))
        // January: two priced calls in USD, the cost of one in VND, one unrated without currency; February: one.
        #expect(months.count == 4)
        let january = try #require(months.first { $0.day == first && $0.currency == .usd })
        #expect(january.measures.calls == 2 && january.measures.price.millionths == 2_000_000 && january.measures.cost == .zero)
        let cost = try #require(months.first { $0.currency == vnd })
        #expect(cost.measures.calls == 0 && cost.measures.cost.millionths == 7)
        let unrated = try #require(months.first { $0.currency == nil })
        #expect(unrated.measures.unrated == 1 && unrated.measures.calls == 1)
        var query = SummaryQuery(days: year, groups: [.party])
        query.parties = [PartyDays("p-101", DayRange(first, first)), PartyDays("p-102"), PartyDays("nobody")]
        let parties = try test.book.summary(query)
        #expect(parties.map(\.party) == ["p-101", "p-101", "p-102"])
        #expect(parties.reduce(0) { $0 + $1.measures.calls } == 2)
        #expect(try test.book.summary(SummaryQuery(days: year, groups: [.hour])).compactMap(\.hour).sorted() == [0, 0, 0, 1])
        #expect(throws: StoreError.cannotGroup("party and hour or trunk")) {
            try test.book.summary(SummaryQuery(days: year, groups: [.party, .trunk]))
        }
        let together = try test.book.summaries(query, by: [[.month], [.party], [.day, .callType]])
        #expect(together[1] == parties)
        #expect(together.map { $0.reduce(0) { $0 + $1.measures.calls } } == [2, 2, 2])
    }

    /// Every page shows them, so a book without rates or owners must not be counted through for each.
    @Test func whatWaitsIsCounted() throws {
        let test = try TestBook()
        var batch = CallBatch()
        for second in 0..<5 as Range<Int64> {
            batch.add(test.book, stamp: 1_767_225_600 + second, calling: "101") { call, _ in call.price = .unrated(.noPrefix) }
        }
        batch.add(test.book, stamp: 1_767_225_700, calling: "101")
        _ = try test.store(batch)
        let counts = try test.book.problemCounts(unassigned: ["p-101", "nobody"])
        #expect(counts.unrated == 5 && counts.quarantined == 0 && counts.unassigned == 6)
    }

    @Test func anAnswerIsRememberedUntilASummaryChanges() throws {
        let test = try TestBook()
        let days = try #require(DayRange(CivilDay(number: 20_454), CivilDay(number: 20_460)))
        let query = SummaryQuery(days: days, groups: [.party])
        for count in 1...3 as ClosedRange<Int64> {
            var batch = CallBatch()
            batch.add(test.book, stamp: 1_767_225_600 + count)
            _ = try test.store(batch)
            for _ in 0..<2 { #expect(try test.book.summary(query).map(\.measures.calls) == [count]) }
        }
        #expect(test.sqlite.answers.answers(to: [query]).rows?.first?.count == 1)
        _ = try test.book.append(JournalNote(at: Instant(seconds: 1), actor: "a", action: "b", subject: "c"))
        #expect(test.sqlite.answers.answers(to: [query]).rows != nil)
    }

    @Test func rateVersionsKeepTheirIds() throws {
        let test = try TestBook()
        func version(_ print: UInt8) -> RateVersionKey {
            RateVersionKey(
                scheme: .price, rateTable: RateTableID("t"), validFrom: WallTime(seconds: 5), enteredAt: Instant(seconds: 6),
                fingerprint: [print])
        }
        func put(_ versions: [RateVersionKey], _ main: String) throws -> (number: Int64, ids: [Int32]) {
            try test.book.appendSite(
                SiteDocument(
                    enteredAt: Instant(seconds: 1), actor: "anna", name: "site.yaml", main: Array(main.utf8),
                    files: ["deck.csv": [1, 2]]),
                versions: versions, note: JournalNote(at: Instant(seconds: 1), actor: "anna", action: "site", subject: "site"),
                hash: { Array($0.suffix(8)) })
        }
        #expect(try put([version(1), version(2)], "one").ids == [1, 2])
        let second = try put([version(3), version(2)], "two")
        #expect(second.ids == [3, 2] && second.number == 2)
        #expect(try test.book.rateVersions().filter(\.isCurrent).map(\.id) == [2, 3])
        #expect(try test.book.site(nil)?.main == Array("two".utf8))
        #expect(try test.book.site(1)?.files == ["deck.csv": [1, 2]])
        #expect(try test.book.site(9) == nil)
        #expect(try test.book.journal().map(\.number) == [2, 1])
        #expect(try test.int("SELECT count(*) FROM document") == 3)
    }

    @Test func importsCountAndResume() throws {
        let test = try TestBook()
        var origin = BatchOrigin(importNumber: test.importNumber, source: test.source, partBegin: 0, at: Instant(seconds: 2))
        origin.lines = 1500
        origin.skips = (1...1500).map {
            Skip(line: $0, lines: 1, rawOffset: Int64($0), rawCount: 1, reason: $0 % 2 == 0 ? "blank" : "header")
        }
        origin.position = RawPosition(source: test.source, offset: 77, line: 1500, decoder: [0, 255])
        _ = try test.book.store(CallBatch(), from: origin, settle: nil)
        let counts = try test.book.importInfo(test.importNumber).counts
        #expect(counts.skipped == ["blank": 750, "header": 750] && counts.isConserved)
        #expect(try test.book.skips(of: test.importNumber, after: 0, limit: 5000).count == Book.listedSkips)
        #expect(try test.book.position(of: test.source) == origin.position)
        #expect(try test.book.runningImports().map(\.number) == [test.importNumber])
        try test.book.finishImport(test.importNumber, .done, message: "", at: Instant(seconds: 9))
        #expect(throws: StoreError.notFound("running import 1")) { try test.book.store(CallBatch(), from: origin, settle: nil) }
        try test.reopen()
        #expect(test.book.names.find(.source, "line") == test.source)
        #expect(try test.book.imports().first?.state == .done)
    }

    @Test func jobsAreLeasedOnceAndAgainWhenALeaseRunsOut() throws {
        let test = try TestBook()
        let at = { Instant(seconds: $0) }
        let id = try test.book.enqueue(JobRecord(kind: "rerate", arguments: "{}", actor: "anna", queued: at(1), runAt: at(5)))
        #expect(try test.book.leaseJob(owner: "a", now: at(4), until: at(9)) == nil)
        #expect(try test.book.leaseJob(owner: "a", now: at(5), until: at(9))?.id == id)
        #expect(try test.book.leaseJob(owner: "b", now: at(6), until: at(9)) == nil)
        #expect(try test.book.leaseJob(owner: "b", now: at(10), until: at(20))?.id == id)
        #expect(try !test.book.progressJob(id, owner: "a", done: 1, total: 2, until: at(30)))
        #expect(try test.book.progressJob(id, owner: "b", done: 1, total: 2, until: at(30)))
        try test.book.cancelJob(id, at: at(11))
        #expect(try !test.book.progressJob(id, owner: "b", done: 2, total: 2, until: at(30)))
        try test.book.finishJob(id, owner: "b", .cancelled, message: "", result: nil, at: at(12))
        #expect(try test.book.job(id).state == .cancelled)
    }

    @Test func usersAreReplacedOnlyInTheirGeneration() async throws {
        let test = try TestBook()
        let user = User(
            number: UserNumber(0), name: "anna", role: .administrator, grants: [Grant(role: .viewer, node: NodeID("sales"))])
        let added = try await test.book.addUser(UserRecord(user: user, password: "scrypt$x"))
        let number = try #require(added)
        #expect(try await test.book.addUser(UserRecord(user: user)) == nil)
        let found = try await test.book.user(numbered: number)
        var record = try #require(found)
        #expect(record.user.grants == user.grants && record.user.name == "anna" && record.password == "scrypt$x")
        record.user.disabled = true
        record.generation = 2
        #expect(try await test.book.replaceUser(record, ifGeneration: 1))
        #expect(try await !test.book.replaceUser(record, ifGeneration: 1))
        #expect(try await test.book.user(named: "anna")?.user.disabled == true)
        #expect(try await test.book.user(named: "Anna") == nil)
        let session = SessionRecord(
            digest: [1], user: number, generation: 2, startedAt: Instant(seconds: 5), seenAt: Instant(seconds: 5), mustSetPassword: true)
        try await test.book.addSession(session)
        try await test.book.touchSession(digest: [1], seenAt: Instant(seconds: 8))
        #expect(try await test.book.session(digest: [1])?.seenAt == Instant(seconds: 8))
        #expect(try await test.book.latestInstant() == Instant(seconds: 8))
        try await test.book.removeSessions(startedBefore: Instant(seconds: 6), orSeenBefore: Instant(seconds: 0))
        #expect(try await test.book.session(digest: [1]) == nil)
    }
}
