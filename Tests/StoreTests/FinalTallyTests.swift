import Model
import Money
import Testing
import Time

@testable import Store

@Suite("Final charges that a book adds up itself")
struct FinalTallyTests {
    private static let other = Currency("VND") ?? .usd
    private static let precision = LinePrecision([.usd: 3])

    @Test("Settled, made unrated or only rounded: each group is what its calls add up to, one by one", arguments: 0..<30)
    func groups(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let pages = PageTests()
        let test = try pages.filled(&random)
        try settle(test, &random)
        for _ in 0..<6 {
            var query = TallyQuery(pages.randomFilter(&random), by: random.below(2) == 0 ? [.party] : [.callType, .direction])
            if random.below(2) == 0 { query.leftOut = FreeCalls(types: ["type1"], prefixes: ["3"]) }
            var (kept, plain, count): ([TallyRow: FinalSums], [TallyRow: FinalSums], Int64) = ([:], [:], 0)
            try test.sqlite.eachSettledCall(.price, query.filter) { call, _ in
                guard !(query.leftOut?.contains(call) ?? false) else { return }
                let row = group(call, query.keys)
                count += 1
                kept[row, default: FinalSums()].add(call)
                var bare = call
                (bare.settled, bare.isUnsettled) = (nil, false)
                plain[row, default: FinalSums()].add(bare)
            }
            let found = try test.book.tally(query, finals: Self.precision)
            let rows = try found.all()
            #expect(rows.reduce(0) { $0 + $1.sums.calls } == count)
            func bare(_ row: TallyRow) -> TallyRow {
                var row = row
                row.sums = CallSums()
                return row
            }
            #expect(
                Dictionary(uniqueKeysWithValues: zip(rows.map(bare), try rows.indices.map(found.kept))) == kept, "seed \(seed), \(query)")
            #expect(
                Dictionary(uniqueKeysWithValues: zip(rows.map(bare), try rows.indices.map(found.plain))) == plain, "seed \(seed), \(query)")
        }
    }

    @Test(
        "Told apart by fewer keys the sums are those of the groups put together, each with the final charges that hold", arguments: 0..<30)
    func folded(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let pages = PageTests()
        let test = try pages.filled(&random)
        try settle(test, &random)
        let found = try test.book.tally(TallyQuery(pages.randomFilter(&random), by: [.party, .called, .state]), finals: Self.precision)
        let isKept = (0..<found.count).map { _ in random.below(2) == 0 }
        let places = random.below(2) == 0 ? nil : (0..<found.count).filter { _ in random.below(3) != 0 }
        let keys: Set<TallyKey> = [[.called], [.party, .state], []][random.below(3)]
        let folded = try found.folded(by: keys, places) { isKept[$0] }
        var (sums, finals): ([TallyRow: CallSums], [TallyRow: FinalSums]) = ([:], [:])
        for place in places ?? Array(0..<found.count) {
            let row = try found.row(place)
            let key = group(row, keys)
            sums[key, default: CallSums()].add(row.sums)
            finals[key, default: FinalSums()].add(try isKept[place] ? found.kept(place) : found.plain(place))
        }
        #expect(folded.count == sums.count)
        for place in 0..<folded.count {
            let row = try folded.row(place)
            #expect(row.sums == sums[group(row, keys)])
            #expect(try folded.kept(place) == finals[group(row, keys)])
        }
        try expectNumbers(of: folded, keys, found)
    }

    /// The same number where there is the same name, in the groups put together too.
    private func expectNumbers(of folded: BookTally, _ keys: Set<TallyKey>, _ found: BookTally) throws {
        for key in keys.intersection([.party, .called]) {
            let whole = try Dictionary(
                zip(found.numbers(key), (0..<found.count).map { try found.row($0).name(key) }),
                uniquingKeysWith: { first, second in
                    #expect(first == second)
                    return first
                })
            #expect(Set(whole.values).count == whole.count)
            for (place, number) in folded.numbers(key).enumerated() {
                #expect(whole[number] == (try folded.row(place).name(key)) && folded.name(key, place) == whole[number])
            }
        }
    }

    @Test("Names that are the same to people have the same number, whatever their bytes")
    func brokenNames() throws {
        let test = try TestBook()
        var batch = CallBatch()
        for (index, name) in [[0x31, 0xff], [0x31, 0xfe], [0x32], [0x31, 0xff]].enumerated() {
            batch.add(test.book, stamp: 20_454 * 86_400 + Int64(index), called: "\(index)") { call, _ in
                call.trunk = name.map { UInt8($0) }.withUnsafeBufferPointer { test.book.names.number(.trunk, $0) }
            }
        }
        try test.store(batch)
        let found = try test.book.tally(TallyQuery(CallFilter(), by: [.trunk, .called]))
        let numbers = found.numbers(.trunk)
        for (left, first) in numbers.enumerated() {
            for (right, second) in numbers.enumerated() {
                #expect((first == second) == (found.name(.trunk, left) == found.name(.trunk, right)))
            }
        }
        #expect(Set(numbers).count == 2)
        let last = try found.folded(by: [.trunk], [1, 2]) { _ in false }
        #expect(Set(last.numbers(.trunk)) == Set(numbers), "of a part they are the same")
    }

    private func group(_ row: TallyRow, _ keys: Set<TallyKey>) -> TallyRow {
        var group = TallyRow()
        if keys.contains(.party) { group.party = row.party }
        if keys.contains(.called) { group.called = row.called }
        if keys.contains(.state) { group.state = row.state }
        return group
    }

    /// Gives two of three charged calls figures.
    func settle(_ test: TestBook, _ random: inout Random) throws {
        let days = try #require(DayRange(CivilDay(number: 20_000), CivilDay(number: 21_000)))
        var lines: [SettledLine] = []
        var charged: [CallRow] = []
        try test.book.eachCall(CallFilter(), chunk: 500) { row in
            if row.price.charge != nil { charged.append(row) }
            return true
        }
        for row in charged where random.below(3) != 0 {
            lines.append(SettledLine(id: row.id, figures: random.below(6) == 0 ? nil : figures(row, &random)))
        }
        let record = SettlementRecord(
            scheme: .price, party: "p-100", period: days, site: 1, change: try test.sqlite.lastChange(), settled: Instant(seconds: 3),
            calls: Int64(lines.count))
        #expect(try test.sqlite.keep(record, lines, of: SettlementSet(parties: nil, days: days)))
        #expect(lines.contains { $0.figures == nil } && lines.contains { $0.figures != nil })
    }

    private func figures(_ row: CallRow, _ random: inout Random) -> SettledFigures {
        func fine(_ most: Int) -> FineAmount { FineAmount(units: Int128(random.below(most)) * 123_456_789_012_3) }
        let charge = FineAmount(row.price.charge?.amount ?? .zero)
        let (base, surcharges, package, volume) = (fine(90_000), fine(5000), fine(70), fine(3000))
        let final = Money(Amount(millionths: Int64(random.below(9_000_000))), random.below(4) == 0 ? Self.other : .usd)
        return SettledFigures(
            base: base, surcharges: surcharges, adjustment: charge - base - surcharges, packageDiscount: package, volumeDiscount: volume,
            net: charge - package - volume, rate: .one, final: final)
    }

    private func group(_ call: CallRow, _ keys: Set<TallyKey>) -> TallyRow {
        var row = TallyRow()
        if keys.contains(.party) { row.party = call.party }
        if keys.contains(.callType) { row.callType = call.callType }
        if keys.contains(.direction) { row.direction = call.direction }
        return row
    }
}

extension FinalSums {
    /// The slow, obvious sum.
    fileprivate mutating func add(_ call: CallRow) {
        guard let charge = call.price.charge else { return }
        guard !call.isUnsettled else { return unsettled += 1 }
        func add(_ amount: Amount, _ currency: Currency, _ sums: inout Amounts) {
            sums[currency] = Amount(millionths: (sums[currency]?.millionths ?? 0) + amount.millionths)
        }
        let decimals = charge.currency == .usd ? 3 : charge.currency.minorUnit + 2
        let unit = (0..<(6 - decimals)).reduce(Int64(1)) { value, _ in value * 10 }
        let (whole, rest) = charge.amount.millionths.quotientAndRemainder(dividingBy: unit)
        let up = rest * 2 > unit || (rest * 2 == unit && whole % 2 == 1)
        add(charge.amount, charge.currency, &charges)
        guard let settled = call.settled else { return add(Amount(millionths: (whole + (up ? 1 : 0)) * unit), charge.currency, &finals) }
        add(settled.final.amount, settled.final.currency, &finals)
        if settled.final.currency != charge.currency { exchanged += 1 }
        func part(_ part: FineAmount) -> Amount { Rounding.millionth.round(part.units, over: 1_000_000_000_000) ?? .zero }
        add(part(settled.surcharges), charge.currency, &surcharges)
        add(part(settled.packageDiscount + settled.volumeDiscount), charge.currency, &discounts)
    }
}

extension CallSums {
    fileprivate mutating func add(_ other: CallSums) {
        calls += other.calls
        answered += other.answered
        unrated += other.unrated
        seconds += other.seconds
        longest = max(longest, other.longest)
        ringing += other.ringing
        ringSeconds += other.ringSeconds
        longestRing = max(longestRing, other.longestRing)
        charged += other.charged
        isPrivate += other.isPrivate
        first = [first, other.first].compactMap(\.self).min()
        last = [last, other.last].compactMap(\.self).max()
        _ = price.add(other.price)
        _ = cost.add(other.cost)
    }
}

extension FinalSums {
    fileprivate mutating func add(_ other: FinalSums) {
        _ = charges.add(other.charges)
        _ = finals.add(other.finals)
        _ = surcharges.add(other.surcharges)
        _ = discounts.add(other.discounts)
        unsettled += other.unsettled
        exchanged += other.exchanged
    }
}
