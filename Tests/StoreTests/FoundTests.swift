import Model
import Money
import Testing
import Time

@testable import Store

@Suite("Calls found by one scan of a period")
struct FoundTests {
    private let period = DayRange(CivilDay(number: 20_453), CivilDay(number: 20_458))

    /// Books and filters with days, one call whose stamp lies far from its start among them.
    private func filled(_ random: inout Random) throws -> TestBook {
        let test = try PageTests().filled(&random)
        var batch = CallBatch()
        batch.add(test.book, stamp: 20_500 * 86_400, called: "5", calling: "104") { call, _ in
            call.start = Instant(seconds: 20_455 * 86_400 + 60)
            call.day = CivilDay(number: 20_455)
            call.direction = .out
        }
        try test.store(batch)
        return test
    }

    private func filter(_ random: inout Random) -> CallFilter {
        var filter = PageTests().randomFilter(&random)
        if filter.days == nil { filter.days = period }
        if random.below(2) == 0 { filter.parties = [] }
        return filter
    }

    private func all(_ filter: CallFilter, _ book: any BookStore) throws -> [CallRow] {
        var query = CallQuery(filter)
        (query.descending, query.limit) = (false, 50)
        var rows: [CallRow] = []
        while true {
            let page = try book.calls(query)
            rows += page.rows
            guard let next = page.next else { return rows }
            query.cursor = next
        }
    }

    @Test("Each call comes in the order of time, whether the filter means few or all", arguments: 0..<30)
    func each(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let test = try filled(&random)
        for _ in 0..<8 {
            let filter = filter(&random)
            var found: [CallRow] = []
            try test.book.eachCall(filter, chunk: 7) { row in
                found.append(row)
                return true
            }
            #expect(found == (try all(filter, test.book)), "seed \(seed), \(filter)")
        }
    }

    @Test("In any order: equal ones stand in the order of time, and every stretch is that of the whole", arguments: 0..<30)
    func sorted(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let test = try filled(&random)
        try FinalTallyTests().settle(test, &random)
        let kept = Set((0..<5).filter { _ in random.below(2) == 0 }.map { "p-\(100 + $0)" })
        for _ in 0..<8 {
            let (filter, descending) = (filter(&random), random.below(2) == 0)
            let order = CallOrder.allCases[random.below(CallOrder.allCases.count)]
            let begin = random.below(40)
            let range = begin..<begin + random.below(60)
            let finals = FinalOrder(LinePrecision([:]), kept: kept)
            let most = random.below(2) == 0 ? 0 : Book.foundMost
            guard
                let found = try test.sqlite.settledCalls(
                    .price, filter, by: order, finals, descending: descending, range, keeping: most)
            else {
                #expect(most == 0 && (order == .final || filter.parties.count > 1), "what is kept can always be told")
                continue
            }
            var settled: [String: CallRow] = [:]
            try test.sqlite.eachSettledCall(.price, filter) { row, _ in settled[row.id] = row }
            func place(_ row: CallRow) -> [Int64] {
                guard order == .final, kept.contains(row.party), let own = settled[row.id] else { return self.place(row, order) }
                return own.isUnsettled ? [0] : own.settled.map { [$0.final.amount.millionths] } ?? self.place(row, order)
            }
            let whole = try all(filter, test.book).enumerated().sorted { left, right in
                let (one, other) = (place(left.element), place(right.element))
                if one == other { return left.offset < right.offset }
                return (one.lexicographicallyPrecedes(other)) != descending
            }
            #expect(
                found.map(\.id) == Array(whole.map(\.element.id).dropFirst(begin).prefix(range.count)), "seed \(seed), \(order), \(filter)")
        }
    }

    private func place(_ row: CallRow, _ order: CallOrder) -> [Int64] {
        func text(_ text: String) -> [Int64] { text.utf8.map { Int64($0) } }
        return switch order {
        case .talk: [Int64(row.talk)]
        case .ring: [Int64(row.ring)]
        case .pulses: [Int64(row.pulses)]
        case .price: [row.price.charge?.amount.millionths ?? 0]
        case .final: [row.price.charge.flatMap { LinePrecision([:]).final(Money($0.amount, $0.currency)) }?.amount.millionths ?? 0]
        case .cost: [row.cost.charge?.amount.millionths ?? 0]
        case .called: text(row.called)
        case .calling: text(row.calling)
        case .number: text(row.direction == .in ? row.calling : row.called)
        case .link: text(row.link)
        case .leg: text(row.leg)
        }
    }

    @Test("Totals by SQL are those of the tally; two currencies at once it leaves", arguments: 0..<20)
    func totals(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let test = try filled(&random)
        var answered = 0
        for _ in 0..<10 {
            var filter = filter(&random)
            filter.parties = Array(filter.parties.prefix(1))
            if random.below(2) == 0 { filter.states = [.free, .unrated] }
            let sums = try test.book.tally(TallyQuery(filter, by: [])).all().first?.sums ?? CallSums()
            let (price, cost) = (sums.price.currencies.first, sums.cost.currencies.first)
            if let price { #expect(try test.sqlite.totals(filter, price: price == .usd ? nil : .usd, cost: cost) == nil) }
            guard let found = try test.sqlite.totals(filter, price: price, cost: cost) else {
                #expect(sums.price.currencies.count > 1 || sums.cost.currencies.count > 1)
                continue
            }
            answered += 1
            #expect((found.calls, found.answered, found.unrated, found.seconds) == (sums.calls, sums.answered, sums.unrated, sums.seconds))
            #expect(found.price == sums.price && found.cost == sums.cost)
        }
        #expect(answered > 0)
    }

    @Test("Spans are the calls, month by month in the order of their starts", arguments: 0..<10)
    func spans(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let test = try filled(&random)
        var filter = filter(&random)
        (filter.parties, filter.days) = ([], DayRange(CivilDay(number: 20_400), CivilDay(number: 20_470)))
        var expected: [String] = []
        try test.book.eachCall(filter, chunk: 100) { row in
            expected.append("\(row.start.seconds) \(row.calling) \(row.called) \(row.trunk) \(row.direction) \(row.answered) \(row.talk)")
            return true
        }
        var (found, last): ([String], Instant?) = ([], nil)
        try test.sqlite.eachSpan(filter, texts: true) { span, texts in
            #expect(last.map { $0 <= span.start } ?? true)
            last = span.start
            let trunk = test.book.names.text(.trunk, span.trunk)
            let (calling, called) = (texts.calling(span), texts.called(span))
            found.append("\(span.start.seconds) \(calling) \(called) \(trunk) \(span.direction) \(span.answered) \(span.talk)")
            return true
        }
        #expect(found.sorted() == expected.sorted(), "seed \(seed), \(filter)")
    }
}
