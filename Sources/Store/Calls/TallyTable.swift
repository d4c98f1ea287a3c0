internal import Model
internal import Money
internal import Time

/// The groups of a tally while it is read: each is found by the numbers of its names.
struct TallyTable {
    private let keys: [TallyKey]
    private var places: [TallyNumbers: Int] = [:]
    private var groups: [(numbers: TallyNumbers, sums: TallySums)] = []
    /// Calls mostly come with the same group as the one before.
    private var last: Int?
    private var texts = TallyTexts()

    init(_ keys: Set<TallyKey>) { self.keys = TallyKey.allCases.filter(keys.contains) }

    mutating func add(_ row: SQLStatement) throws(StoreError) {
        let numbers = numbers(row)
        let place: Int
        if let last, groups[last].numbers == numbers {
            place = last
        } else if let found = places[numbers] {
            place = found
        } else {
            place = groups.count
            places[numbers] = place
            groups.append((numbers, TallySums()))
        }
        last = place
        try groups[place].sums.add(row)
    }

    private mutating func numbers(_ row: SQLStatement) -> TallyNumbers {
        var numbers = TallyNumbers()
        for (place, key) in keys.enumerated() { numbers[place] = number(key, row) }
        return numbers
    }

    private mutating func number(_ key: TallyKey, _ row: SQLStatement) -> Int32 {
        switch key {
        case .day: row.small(0)
        case .hour: row.small(1)
        case .quarter: Int32(truncatingIfNeeded: TallyTable.quarter(row.integer(2)))
        case .direction: row.small(3) & Int32(CallFlags.direction)
        case .answered: row.integer(3) & CallFlags.answered == 0 ? 0 : 1
        case .state: row.small(4)
        case .reason: row.small(5)
        case .party: row.small(6)
        case .trunk: row.small(7)
        case .account: row.small(8)
        case .extension: row.small(9)
        case .sourceIP: row.small(10)
        case .destination: row.small(11)
        case .callType: row.small(12)
        case .source: row.small(13)
        case .switch: row.small(14)
        case .called: texts.number(row.raw(21))
        case .calling: texts.number(row.raw(22))
        case .durationClass: SecondsClass.talk.number(row.small(15))
        case .ringClass: row.small(16) < 0 ? -1 : SecondsClass.ring.number(row.small(16))
        }
    }

    private static func quarter(_ second: Int64) -> Int64 { second >= 0 ? second / 900 : (second - 899) / 900 }

    func rows(_ names: Names) throws(StoreError) -> [TallyRow] {
        try groups.map { (group) throws(StoreError) in
            var row = TallyRow()
            row.sums = try group.sums.sums()
            for (place, key) in keys.enumerated() { set(key, group.numbers[place], &row, names) }
            return row
        }
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
        case .party: row.party = names.text(.party, NameNumber(number: number))
        case .trunk: row.trunk = names.text(.trunk, NameNumber(number: number))
        case .account: row.account = names.text(.account, NameNumber(number: number))
        case .extension: row.extension = names.text(.extension, NameNumber(number: number))
        case .sourceIP: row.sourceIP = names.text(.address, NameNumber(number: number))
        case .destination: row.destination = names.text(.destination, NameNumber(number: number))
        case .callType: row.callType = names.text(.callType, NameNumber(number: number))
        case .source: row.source = names.text(.source, NameNumber(number: number))
        case .switch: row.switch = names.text(.switch, NameNumber(number: number))
        case .called: row.called = texts[number]
        case .calling: row.calling = texts[number]
        case .durationClass: row.durationClass = Int(number)
        case .ringClass: row.ringClass = number < 0 ? nil : Int(number)
        }
    }
}

/// The numbers of a group's keys, 20 at most. Fixed in size, so that a call costs no allocation.
struct TallyNumbers: Hashable {
    private static let count = 10
    private var words = (
        UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0)
    )

    subscript(place: Int) -> Int32 {
        get { Int32(truncatingIfNeeded: word(place / 2) >> (place.isMultiple(of: 2) ? 0 : 32)) }
        set {
            let bits = UInt64(UInt32(bitPattern: newValue)) << (place.isMultiple(of: 2) ? 0 : 32)
            withUnsafeMutableBytes(of: &words) { bytes in
                let old = bytes.loadUnaligned(fromByteOffset: place / 2 * 8, as: UInt64.self)
                bytes.storeBytes(of: old | bits, toByteOffset: place / 2 * 8, as: UInt64.self)
            }
        }
    }

    private func word(_ index: Int) -> UInt64 {
        withUnsafeBytes(of: words) { $0.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
    }

    static func == (left: TallyNumbers, right: TallyNumbers) -> Bool { (0..<count).allSatisfy { left.word($0) == right.word($0) } }

    func hash(into hasher: inout Hasher) { for index in 0..<TallyNumbers.count { hasher.combine(word(index)) } }
}

/// The texts of numbers dialled, which have no number of their own in a book.
private struct TallyTexts {
    private var places: [[UInt8]: Int32] = [:]
    private var texts: [[UInt8]] = []

    mutating func number(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        let text = Array(bytes)
        if let place = places[text] { return place }
        let place = Int32(truncatingIfNeeded: texts.count)
        places[text] = place
        texts.append(text)
        return place
    }

    subscript(number: Int32) -> String { String(decoding: texts[Int(number)], as: UTF8.self) }
}
