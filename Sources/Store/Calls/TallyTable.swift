internal import Model
internal import Money
internal import Time

/// The groups of a tally while it is read: each is found by the numbers of its names. Open addressing: a call allocates nothing.
struct TallyTable: Sendable {
    private let keys: [(key: TallyKey, column: Int32)]
    /// Of each group, as many as there are keys.
    private var numbers: [Int32] = []
    private var sums: [TallySums] = []
    private var slots = [Int32](repeating: -1, count: 1024)
    /// Of the call that is looked at.
    private var current: [Int32]
    private var texts = TallyTexts()
    /// Where the figures of settlement stand, and the precision of final charges, where these are asked for.
    private let settled: (figures: Int32, precision: LinePrecision)?
    /// Of each group, where they are asked for.
    private(set) var finals: [TallyFinals] = []

    init(_ keys: [(key: TallyKey, column: Int32)], finals: (Int32, LinePrecision)?) {
        self.keys = keys
        settled = finals
        current = Array(repeating: 0, count: keys.count)
    }

    /// The record under a cursor of `TallyColumns`.
    mutating func add(_ row: SQLStatement) throws(StoreError) {
        for place in keys.indices { current[place] = number(keys[place].key, keys[place].column, row) }
        let group = currentGroup()
        try sums[group].add(row)
        if let settled { try finals[group].add(row, settled.figures, settled.precision) }
    }

    /// The groups of another part of the calls.
    mutating func add(_ other: TallyTable) throws(StoreError) {
        let known = texts.numbers(of: other.texts)
        reserve(other.sums.count)
        for group in other.sums.indices {
            for (place, key) in keys.enumerated() {
                let number = other.numbers[group * keys.count + place]
                current[place] = key.key.isText ? known[Int(number)] : number
            }
            let own = currentGroup()
            try sums[own].add(other.sums[group])
            if settled != nil { try finals[own].add(other.finals[group]) }
        }
    }

    /// Without groups, told apart by some of the keys; texts keep their numbers.
    func bare(_ kept: Set<TallyKey>) -> TallyTable {
        var bare = TallyTable(keys.filter { kept.contains($0.key) }, finals: settled.map { ($0.figures, $0.precision) })
        bare.texts = texts
        return bare
    }

    /// A group of the table that this one is the bare one of.
    mutating func add(_ whole: TallyTable, _ group: Int, isKept: Bool) throws(StoreError) {
        var place = 0
        for (column, key) in whole.keys.enumerated() where place < keys.count && key.key == keys[place].key {
            current[place] = whole.numbers[group * whole.keys.count + column]
            place += 1
        }
        let own = currentGroup()
        try sums[own].add(whole.sums[group])
        if settled != nil { try finals[own].add(whole.finals[group].holding(isKept)) }
    }

    /// Room for so many groups more: growing step by step copies all of them again and again.
    private mutating func reserve(_ more: Int) {
        numbers.reserveCapacity(numbers.count + more * keys.count)
        sums.reserveCapacity(sums.count + more)
        if settled != nil { finals.reserveCapacity(finals.count + more) }
    }

    /// The group of the numbers at hand, made where it is not there.
    private mutating func currentGroup() -> Int {
        var slot = TallyTable.hash(current[...]) & (slots.count - 1)
        while slots[slot] >= 0 {
            let group = Int(slots[slot])
            if isCurrent(group) { return group }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(sums.count)
        numbers += current
        sums.append(TallySums())
        if settled != nil { finals.append(TallyFinals()) }
        if sums.count * 2 > slots.count { grow() }
        return sums.count - 1
    }

    private func isCurrent(_ group: Int) -> Bool {
        let first = group * keys.count
        for place in keys.indices where numbers[first + place] != current[place] { return false }
        return true
    }

    private static func hash(_ numbers: ArraySlice<Int32>) -> Int {
        var hash: UInt64 = 0
        for number in numbers {
            hash = (hash ^ UInt64(UInt32(bitPattern: number))) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 32
        }
        return Int(truncatingIfNeeded: hash & 0x7fff_ffff)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for group in sums.indices {
            var slot = TallyTable.hash(numbers[group * keys.count..<(group + 1) * keys.count]) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(group)
        }
    }

    private mutating func number(_ key: TallyKey, _ column: Int32, _ row: SQLStatement) -> Int32 {
        switch key {
        case .day, .hour, .state, .reason, .party, .trunk, .account, .extension, .sourceIP, .destination, .callType, .source, .switch,
            .priceCurrency, .site, .costVersion, .costRow:
            row.small(column)
        case .quarter: Int32(truncatingIfNeeded: TallyTable.quarter(row.integer(column)))
        case .direction: row.small(column) & Int32(CallFlags.direction)
        case .answered: row.integer(column) & CallFlags.answered == 0 ? 0 : 1
        case .called, .calling, .number: texts.number(row.raw(column))
        case .durationClass: SecondsClass.talk.number(row.small(column))
        case .ringClass: row.small(column) < 0 ? -1 : SecondsClass.ring.number(row.small(column))
        }
    }

    private static func quarter(_ second: Int64) -> Int64 { second >= 0 ? second / 900 : (second - 899) / 900 }

    var count: Int { sums.count }

    func isCharged(_ group: Int) -> Bool { sums[group].isCharged }

    /// The numbers of all groups by a key; none where they are not told apart by it.
    func numbers(_ key: TallyKey) -> [Int32] {
        guard let place = keys.firstIndex(where: { $0.key == key }) else { return Array(repeating: 0, count: count) }
        return sums.indices.map { numbers[$0 * keys.count + place] }
    }

    /// Whether no name by a key has other signs than those of ASCII.
    func isASCII(_ key: TallyKey, _ names: Names) -> Bool {
        key.isText ? texts.isASCII : key.nameKind.map(names.isASCII) ?? true
    }

    /// By their numbers, those of other groups too.
    func allNames(_ key: TallyKey, _ names: Names) -> [String] {
        key.isText
            ? (0..<texts.count).map { texts[Int32(truncatingIfNeeded: $0)] } : [""] + (key.nameKind.map(names.all) ?? [])
    }

    func name(_ key: TallyKey, _ group: Int, _ names: Names) -> String {
        guard let place = keys.firstIndex(where: { $0.key == key }) else { return "" }
        return text(key, numbers[group * keys.count + place], names)
    }

    /// Empty by a key that is no name.
    private func text(_ key: TallyKey, _ number: Int32, _ names: Names) -> String {
        key.isText ? texts[number] : key.nameKind.map { names.text($0, NameNumber(number: number)) } ?? ""
    }

    func row(_ group: Int, _ names: Names) throws(StoreError) -> TallyRow {
        var row = TallyRow()
        row.sums = try sums[group].sums()
        for (place, key) in keys.enumerated() { set(key.key, numbers[group * keys.count + place], &row, names) }
        return row
    }

    private func set(_ key: TallyKey, _ number: Int32, _ row: inout TallyRow, _ names: Names) {
        let byte = UInt8(truncatingIfNeeded: number)
        switch key {
        case .day: row.day = CivilDay(number: number)
        case .hour: row.hour = Int(number)
        case .quarter: row.quarter = Int64(number)
        case .direction: row.direction = Direction(rawValue: byte) ?? .unknown
        case .answered: row.answered = number != 0
        case .state: row.state = CallState(rawValue: byte)
        case .reason: row.reason = Reason(rawValue: byte)
        case .party: row.party = text(key, number, names)
        case .trunk: row.trunk = text(key, number, names)
        case .account: row.account = text(key, number, names)
        case .extension: row.extension = text(key, number, names)
        case .sourceIP: row.sourceIP = text(key, number, names)
        case .destination: row.destination = text(key, number, names)
        case .callType: row.callType = text(key, number, names)
        case .source: row.source = text(key, number, names)
        case .switch: row.switch = text(key, number, names)
        case .called: row.called = text(key, number, names)
        case .calling: row.calling = text(key, number, names)
        case .number: row.number = text(key, number, names)
        case .durationClass: row.durationClass = Int(number)
        case .ringClass: row.ringClass = number < 0 ? nil : Int(number)
        case .site: row.site = number
        case .costVersion: row.costVersion = number < 0 ? nil : number
        case .costRow: row.costRow = number < -1 ? nil : number
        case .priceCurrency: row.priceCurrency = Currency(packed: UInt32(bitPattern: number))
        }
    }
}

extension TallyKey {
    /// Whether it is a number dialled.
    fileprivate var isText: Bool { self == .called || self == .calling || self == .number }

    /// Where the book has numbers for its names.
    fileprivate var nameKind: NameKind? {
        switch self {
        case .party: .party
        case .trunk: .trunk
        case .account: .account
        case .extension: .extension
        case .sourceIP: .address
        case .destination: .destination
        case .callType: .callType
        case .source: .source
        case .switch: .switch
        case .day, .hour, .quarter, .direction, .state, .reason, .answered, .calling, .called, .number, .durationClass, .ringClass,
            .priceCurrency, .site, .costVersion, .costRow:
            nil
        }
    }
}
