import Document
import Model
import Money
import Reporting
import Store

/// Calls as we and witnesses have them, added up by witness, by somebody or something, and by currency.
struct WitnessSums {
    struct Place: Hashable {
        var group: Int
        /// -1: only we have the calls, and the group has several witnesses.
        var witness: Int
        /// A party or trunk; none where only the witness has the calls.
        var name: NameNumber
        /// Who called, as the witness says, where there is no party of ours.
        var caller: [UInt8]
    }

    struct Sum {
        var (ours, theirs, matched, differing, onlyOurs, onlyTheirs): (Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0)
        var (seconds, witnessSeconds): (Int64, Int64) = (0, 0)
        var (cost, billed, difference) = (Amount.zero, Amount.zero, Amount.zero)

        func cells(_ currency: Currency) -> [Cell] {
            [ours, theirs, matched, differing, onlyOurs, onlyTheirs].map { .count($0) }
                + [.duration(seconds), .duration(witnessSeconds)] + [cost, billed, difference].map { .money($0, currency) }
        }
    }

    private struct Key: Hashable {
        var place: Place
        var currency: Currency
    }

    private let standard: Currency
    private var sums: [Key: Sum] = [:]

    /// - Parameter standard: of calls without any amount.
    init(standard: Currency) { self.standard = standard }

    /// A call counts in the currency of the bill, else in that of its cost; an amount in another one stands in a row of its own.
    mutating func add(_ call: WitnessedCall, ours: WitnessedRecord?, theirs: WitnessedRecord?, at place: Place) throws {
        let currency = call.billed?.currency ?? ours?.cost?.currency ?? standard
        var sum = sums[Key(place: place, currency: currency)] ?? Sum()
        if let ours {
            sum.ours += 1
            sum.seconds += Int64(ours.talk)
        }
        if let theirs {
            sum.theirs += 1
            sum.witnessSeconds += Int64(theirs.talk)
        }
        switch call.state {
        case .matched: sum.matched += 1
        case .differs: sum.differing += 1
        case .onlyOurs: sum.onlyOurs += 1
        case .onlyTheirs: sum.onlyTheirs += 1
        }
        sums[Key(place: place, currency: currency)] = sum
        try add(ours?.cost, to: \.cost, at: place)
        try add(call.billed, to: \.billed, at: place)
        try add(call.difference, to: \.difference, at: place)
    }

    private mutating func add(_ money: Money?, to field: WritableKeyPath<Sum, Amount>, at place: Place) throws {
        guard let money, money.amount != .zero else { return }
        let key = Key(place: place, currency: money.currency)
        guard let sum = (sums[key] ?? Sum())[keyPath: field].adding(money.amount) else { throw ReportFailure.sumOutOfRange }
        sums[key, default: Sum()][keyPath: field] = sum
    }

    /// As the site lists witnesses, then by name, those without one last, by caller.
    func sorted(name: (NameNumber) -> String) -> [(place: Place, currency: Currency, sum: Sum)] {
        sums.map { (key: $0.key, name: name($0.key.place.name), sum: $0.value) }.sorted { left, right in
            let (one, other) = (left.key.place, right.key.place)
            if one.group != other.group { return one.group < other.group }
            if one.witness != other.witness { return one.witness < other.witness }
            if left.name != right.name { return left.name.isEmpty ? false : right.name.isEmpty || left.name < right.name }
            if one.caller != other.caller { return one.caller.lexicographicallyPrecedes(other.caller) }
            return left.key.currency.code < right.key.currency.code
        }.map { ($0.key.place, $0.key.currency, $0.sum) }
    }
}
