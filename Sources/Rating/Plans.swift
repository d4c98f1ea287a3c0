internal import Model
internal import Money
internal import Site

// Rate tables as the engine reads them: plain values in frozen lists, joined by index. Prices are counts of 10⁻⁸ main units;
// -1 stands for "none" where a price or a count may be missing.

/// A step of blocks.
struct StepPlan: BitwiseCopyable, Sendable {
    /// The step's seconds from the first charged second, half open; the last one ends at `Int64.max`.
    var from: Int64
    var to: Int64
    /// Seconds of a block, as reckoned in time (never more than `PlanLimit.time`).
    var block: Int64
    /// What a block costs in numerators over the row's denominator, where that fits; else -1.
    var numerator: Int64
    /// The same as factors: price × seconds × share.
    var price: Int64
    var seconds: Int64
    var share: Int64
    /// Seconds that the price is for, 0: per block.
    var per: Int64
}

/// What a row has for a band.
struct BandPlan: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable { case steps, total, interval }

    var kind: Kind
    var connection: Int64
    /// Of `steps` the steps; of `total` one for the first block and one for the following.
    var firstStep: Int32 = 0
    var stepCount: Int32 = 0
    /// Seconds from pulse to pulse.
    var interval: Int64 = 0
}

/// A row of a version, with what the version's defaults give it.
struct RowPlan: BitwiseCopyable, Hashable, Sendable {
    /// Common denominator of all its prices, 0 where none fits 64 bits.
    var denominator: Int64 = 1
    /// What a band pays that names no connection charge.
    var connection: Int64 = 0
    var freeSeconds: Int64 = 0
    var minimumDuration: Int64 = 0
    var minimumCharge: Int64 = -1
    var maximumCharge: Int64 = -1
    var pulsePrice: Int64 = -1
    var atAnswer: Int64 = 0
    /// Index of the band plan for every band without one of its own, -1 none.
    var all: Int32 = -1
    /// Where the row's own bands begin in `bandOf` (as many as the table has bands, -1 for none), -1 where it has only `all`.
    var bands: Int32 = -1
}

struct VersionPlan: BitwiseCopyable, Sendable {
    /// First moment at which it is in force, seconds since 1970 UTC.
    var from: Int64
    /// Roots of the tries of its prefixes and of its short numbers; values are the version's rows, with their plans.
    var prefixes: Int32
    var short: Int32
    /// The book's number.
    var number: Int32
    /// Of a derived or given table how its charge is made, -1 of the others.
    var derivation: Int32 = -1
}

/// How a charge is made without rows.
struct DerivationPlan: BitwiseCopyable, Sendable {
    /// 10⁻⁴ percent on top of the other scheme's charge, and 10⁻⁸ main units added; of a given charge 0 each.
    var percent: Int64
    var add: Int64
    /// -1: none.
    var minimumCharge: Int64
    var maximumCharge: Int64
}

struct TablePlan: BitwiseCopyable, Sendable {
    var kind: RateTable.Kind
    var isPulse: Bool
    var isSplit: Bool
    var isMetered: Bool
    var currency: Currency
    var rounding: Rounding
    var attemptCharge: Int64
    var firstVersion: Int32
    var versionCount: Int32
    /// Index of the table's band clock.
    var clock: Int32

    /// Its charges are made of the other scheme's, or of what the switch wrote: no row is looked up.
    var hasRows: Bool { kind == .block || kind == .pulse }
}

enum PlanLimit {
    /// Seconds beyond any duration: longer blocks, steps and intervals are reckoned as this long.
    static let time: Int64 = 1 << 40
}

/// The frozen lists of all rate tables.
struct Plans: BitwiseCopyable, Sendable {
    let tries: Tries
    let tables: Frozen<TablePlan>
    let versions: Frozen<VersionPlan>
    /// Rows that charge alike have one plan.
    let rows: Frozen<RowPlan>
    let bandOf: Frozen<Int32>
    let bands: Frozen<BandPlan>
    let steps: Frozen<StepPlan>
    let clocks: Frozen<BandClock>
    let derivations: Frozen<DerivationPlan>

    func free() {
        tries.free()
        tables.free()
        versions.free()
        rows.free()
        bandOf.free()
        bands.free()
        steps.free()
        for index in 0..<clocks.count { clocks[index].free() }
        clocks.free()
        derivations.free()
    }

    /// Index of the version in force, -1 where none is yet.
    @inline(__always)
    func version(of table: TablePlan, at seconds: Int64) -> Int32 {
        var index = table.versionCount &- 1
        while index >= 0, versions.pointer(table.firstVersion &+ index).pointee.from > seconds { index &-= 1 }
        return index < 0 ? -1 : table.firstVersion &+ index
    }

    /// The row of a version for a number: its index in the version, -1 where nothing matches, and the length of the prefix.
    @inline(__always)
    func row(of version: Int32, for number: borrowing Number) -> Match {
        var walk = walk(of: version, for: number)
        while walk.node >= 0 { walk.step(number, tries) }
        return row(walk, for: number)
    }

    /// The walk to the row of a version for a number.
    @inline(__always)
    func walk(of version: Int32, for number: borrowing Number) -> Walk {
        let plan = versions.pointer(version)
        return Walk(from: number.isShort ? plan.pointee.short : plan.pointee.prefixes)
    }

    /// What the walk found. A short number has the row that names all of it.
    @inline(__always)
    func row(_ walk: Walk, for number: borrowing Number) -> Match { row(walk, isShort: number.isShort, count: number.count) }

    @inline(__always)
    func row(_ walk: Walk, isShort: Bool, count: Int) -> Match {
        let match = walk.match(tries)
        guard isShort, match.length != count else { return match }
        return Match(TrieValue(), length: 0)
    }

    /// The row's plan for a band, -1 where it has no price for it.
    @inline(__always)
    func band(_ band: Int, of row: RowPlan) -> Int32 {
        guard row.bands >= 0 else { return row.all }
        let own = bandOf[Int(row.bands) &+ band]
        return own >= 0 ? own : row.all
    }
}
