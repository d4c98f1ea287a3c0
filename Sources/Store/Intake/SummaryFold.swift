internal import Model
internal import Money
internal import Time

/// Which cell of a summary. `who` is the party of the daily summary, the trunk of the hourly one (whose `hour` is 0 … 24).
struct CellKey: Hashable {
    var day: Int32
    var who: Int32
    var type: Int32
    var currency: UInt32
    var direction: UInt8
    var hour: UInt8

    /// The order of the table's key.
    var order: (UInt64, UInt64, UInt64) {
        func lifted(_ value: Int32) -> UInt64 { UInt64(UInt32(bitPattern: value ^ .min)) }
        return (lifted(day) << 32 | UInt64(hour), lifted(who) << 32 | lifted(type), UInt64(direction) << 32 | UInt64(currency))
    }

    func hash() -> Int {
        var mixed = UInt64(UInt32(bitPattern: day)) | UInt64(UInt32(bitPattern: who)) << 32
        mixed &*= 0x9e37_79b9_7f4a_7c15
        mixed ^= UInt64(UInt32(bitPattern: type)) << 32 | UInt64(currency) ^ UInt64(direction) << 52 ^ UInt64(hour) << 56
        mixed &*= 0xff51_afd7_ed55_8ccd
        return Int(truncatingIfNeeded: mixed >> 33)
    }
}

/// What is to be added to a cell, millionths of its currency for price and cost.
struct CellSums {
    var calls: Int64 = 0
    var answered: Int64 = 0
    var unrated: Int64 = 0
    var seconds: Int64 = 0
    var price: Int64 = 0
    var cost: Int64 = 0

    var isZero: Bool { calls == 0 && answered == 0 && unrated == 0 && seconds == 0 && price == 0 && cost == 0 }
}

/// The touched cells of one summary in one transaction. Open addressing, kept between batches: folding a call allocates nothing.
struct CellTable {
    private(set) var keys: [CellKey] = []
    var sums: [CellSums] = []
    private var slots: [Int32] = Array(repeating: -1, count: 4096)

    /// The cells in the order of the table, so that one after the other is found on the same page.
    var sorted: [Int] { keys.indices.sorted { keys[$0].order < keys[$1].order } }

    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        for index in slots.indices { slots[index] = -1 }
    }

    /// The index of a cell in `sums`.
    mutating func cell(_ key: CellKey) -> Int {
        var slot = key.hash() & (slots.count - 1)
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(keys.count)
        keys.append(key)
        sums.append(CellSums())
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (index, key) in keys.enumerated() {
            var slot = key.hash() & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }
}

/// Both summaries of one transaction.
struct SummaryFold {
    var days = CellTable()
    var hours = CellTable()

    mutating func removeAll() {
        days.removeAll()
        hours.removeAll()
    }

    /// Adds a call (`sign` 1) or takes it away (-1). Counts go to the cell of the price's currency, none where there is no price;
    /// the cost goes to the cell of its own currency. Further legs, what witnesses saw, quarantined calls and conflicts are not counted.
    mutating func fold(_ call: StoredCall, sign: Int64 = 1) throws(StoreError) {
        guard call.isCounted else { return }
        var sums = CellSums()
        sums.calls = sign
        sums.answered = call.answered ? sign : 0
        sums.unrated = call.price.state == .unrated ? sign : 0
        sums.seconds = sign * Int64(call.talk)
        sums.price = try signed(call.price.charge, sign)
        let cost = try signed(call.cost.charge, sign)
        let currency = call.price.charge?.currency.packed ?? 0
        let costCurrency = call.cost.charge?.currency.packed ?? currency
        if costCurrency == currency {
            sums.cost = cost
        } else if cost != 0 {
            var apart = CellSums()
            apart.cost = cost
            try add(apart, call, costCurrency)
        }
        try add(sums, call, currency)
    }

    private func signed(_ charge: Charge?, _ sign: Int64) throws(StoreError) -> Int64 {
        guard let charge else { return 0 }
        let (amount, overflow) = charge.amount.millionths.multipliedReportingOverflow(by: sign)
        guard !overflow else { throw .outOfRange(table: "call") }
        return amount
    }

    private mutating func add(_ sums: CellSums, _ call: StoredCall, _ currency: UInt32) throws(StoreError) {
        var key = CellKey(
            day: call.day.number, who: call.party.number, type: call.callType.number, currency: currency,
            direction: call.direction.rawValue, hour: 0)
        try days.sums[days.cell(key)].add(sums)
        key.who = call.trunk.number
        key.hour = call.hour
        try hours.sums[hours.cell(key)].add(sums)
    }
}

extension CellSums {
    /// Counts of one transaction cannot come near the range; money can.
    mutating func add(_ other: CellSums) throws(StoreError) {
        calls += other.calls
        answered += other.answered
        unrated += other.unrated
        seconds += other.seconds
        let (newPrice, priceOver) = price.addingReportingOverflow(other.price)
        let (newCost, costOver) = cost.addingReportingOverflow(other.cost)
        guard !priceOver, !costOver else { throw .outOfRange(table: "summary") }
        price = newPrice
        cost = newCost
    }
}

extension StoredCall {
    /// Whether the summaries count it.
    var isCounted: Bool { price.state != .quarantined && price.state != .conflict && price.reason.isCall }
}
