internal import Model
internal import Money
internal import Site
internal import Time

/// A charge with its surcharges as one count of 10⁻¹⁴ main units over the row's denominator: what a percentage of prices needs.
/// Where that does not hold it all, or leaves `Count`, it is marked, and the charge is reckoned exactly instead.
struct SurchargeSum<Count: FixedWidthInteger & UnsignedInteger & Sendable> {
    private static var fine: Count { 1_000_000 }

    private let denominator: Count
    /// What a percentage counts, 10⁻⁸ over the denominator.
    private var counted: Count
    private(set) var total: Count = 0
    /// It does not hold what is asked of it.
    private(set) var isBeyond: Bool
    /// A percentage counts among what later ones are reckoned on: these need more decimals.
    private var countsPercent = false

    /// - Parameters:
    ///   - base: 0 …, 10⁻⁸ over the denominator.
    ///   - denominator: at least 1.
    @inline(__always)
    init(base: Int64, over denominator: Int64) {
        self.denominator = Count(truncatingIfNeeded: denominator)
        counted = Count(truncatingIfNeeded: base)
        isBeyond = base < 0
        add(counted, SurchargeSum.fine)
    }

    /// - Parameters:
    ///   - seconds: c, for amounts per begun minute.
    ///   - currency: of the table; other amounts are to be exchanged first, exactly.
    @inline(__always)
    mutating func add(_ plan: borrowing SurchargePlan, seconds: Int64, currency: UInt32) {
        switch plan.kind {
        case .percent:
            if countsPercent { isBeyond = true }
            add(counted, Count(truncatingIfNeeded: plan.units))
            if plan.counts { countsPercent = true }
        case .flat, .perMinute:
            if plan.currency != 0, plan.currency != currency { isBeyond = true }
            let times = plan.kind == .flat ? 1 : (seconds &+ 59) / 60
            let amount = product(product(Count(truncatingIfNeeded: plan.units), Count(truncatingIfNeeded: times)), denominator)
            add(amount, SurchargeSum.fine)
            if plan.counts { counted = sum(counted, amount) }
        }
    }

    /// Raises a total above 0 to a minimum, lowers it to a maximum; -1: none.
    @inline(__always)
    mutating func limit(minimum: Int64, maximum: Int64) {
        if minimum > 0, total > 0 { total = max(total, scaled(minimum)) }
        if maximum >= 0 { total = min(total, scaled(maximum)) }
    }

    @inline(__always)
    private mutating func scaled(_ price: Int64) -> Count {
        product(product(Count(truncatingIfNeeded: price), denominator), SurchargeSum.fine)
    }

    @inline(__always)
    private mutating func add(_ amount: Count, _ factor: Count) { total = sum(total, product(amount, factor)) }

    @inline(__always)
    private mutating func product(_ first: Count, _ second: Count) -> Count {
        let (product, over) = first.multipliedReportingOverflow(by: second)
        isBeyond = isBeyond || over
        return product
    }

    @inline(__always)
    private mutating func sum(_ first: Count, _ second: Count) -> Count {
        let (sum, over) = first.addingReportingOverflow(second)
        isBeyond = isBeyond || over
        return sum
    }
}

extension Rater {
    /// What a row charges, with the surcharges that match; `nil` where that is to be reckoned exactly, or there is no charge.
    func surcharged<Count: FixedWidthInteger & UnsignedInteger & Sendable>(
        _: Count.Type, _ scheme: Scheme, _ inquiry: borrowing Inquiry, _ facts: borrowing CallFacts, _ kind: borrowing CallKind,
        _ bytes: Span<UInt8>, _ assessment: borrowing Assessment
    ) -> Outcome? {
        let (table, row, call) = (plans.tables.pointer(inquiry.table), plans.rows.pointer(inquiry.match.plan), inquiry.call)
        var fold = Fold<Int64, NoTrace>(denominator: max(1, row.pointee.denominator), sink: NoTrace())
        guard Engine(plans: plans).charge(call, table.pointee, row.pointee, limits: false, &fold) == .none else { return nil }
        var sum = SurchargeSum<Count>(base: fold.total, over: fold.denominator)
        if Rater.bearsSurcharges(call, row.pointee, isMetered: Engine.isMetered(table.pointee, call)) {
            let list = schemes.surcharges(scheme)
            let (seconds, currency) = (max(0, call.duration &- row.pointee.freeSeconds), table.pointee.currency.packed)
            for index in 0..<list.count {
                let plan = list.pointer(Int32(truncatingIfNeeded: index))
                let matches = schemes.conditions.matches(
                    plan.pointee.condition, facts, kind, party: assessment.party, day: assessment.day.number, bytes)
                if matches { sum.add(plan.pointee, seconds: seconds, currency: currency) }
            }
        }
        sum.limit(minimum: row.pointee.minimumCharge, maximum: row.pointee.maximumCharge)
        guard !sum.isBeyond, let amount = table.pointee.rounding.round(fine: UInt128(sum.total), over: fold.denominator) else { return nil }
        let version = plans.versions.pointer(inquiry.version).pointee.number
        return .rated(Charge(amount: amount, currency: table.pointee.currency, version: version, row: inquiry.match.value))
    }

    /// A call within free seconds or minimum duration pays no surcharges.
    @inline(__always)
    static func bearsSurcharges(_ call: ChargedCall, _ row: RowPlan, isMetered: Bool) -> Bool {
        isMetered ? call.duration > 0 : call.duration >= row.minimumDuration && call.duration > row.freeSeconds
    }
}
