internal import Model
internal import Money

/// What of a call its charge depends on.
struct ChargedCall: BitwiseCopyable, Sendable {
    /// Charging instant, seconds since 1970 UTC.
    var instant: Int64
    /// Charged duration in seconds, 0 … 2³¹.
    var duration: Int64
    /// Meter pulses, -1 where the switch gives none.
    var pulses: Int64
}

/// Charge of one call by one row of one rate table (DOMAIN section 4): connection + blocks or pulses → limits.
struct Engine {
    let plans: Plans

    /// Whether a call is charged by the switch's own count of pulses.
    @inline(__always)
    static func isMetered(_ table: TablePlan, _ call: ChargedCall) -> Bool {
        table.isPulse && table.isMetered && call.pulses >= 0 && (call.duration > 0 || call.pulses > 0)
    }

    /// - Parameter limits: whether the row's minimum and maximum act at the end; where surcharges come on top they act after those.
    /// - Returns: `.none` where the fold holds the charge before rounding, else why there is none.
    @inline(__always)
    func charge<Count, Sink>(
        _ call: ChargedCall, _ table: TablePlan, _ row: RowPlan, limits: Bool = true, _ fold: inout Fold<Count, Sink>
    ) -> Reason {
        if Engine.isMetered(table, call) {
            guard row.pulsePrice >= 0 else { return .noBandPrice }
            metered(call, table, row, &fold)
        } else {
            if call.duration < row.minimumDuration {
                fold.note(Entry(kind: .minimumDuration, seconds: row.minimumDuration))
                return .none
            }
            if row.freeSeconds > 0 { fold.note(Entry(kind: .freeSeconds, at: call.instant, seconds: row.freeSeconds)) }
            guard call.duration > row.freeSeconds else { return .none }
            let reason = timed(call, table, row, &fold)
            guard reason == .none else { return reason }
        }
        if limits { fold.limit(minimum: row.minimumCharge, maximum: row.maximumCharge) }
        return fold.overflowed ? .chargeOutOfRange : .none
    }

    private func metered<Count, Sink>(
        _ call: ChargedCall, _ table: TablePlan, _ row: RowPlan, _ fold: inout Fold<Count, Sink>
    ) {
        let band = plans.clocks[table.clock].band(call.instant)
        let index = plans.band(band, of: row)
        let connection = index >= 0 ? plans.bands[index].connection : row.connection
        if connection > 0 {
            fold.add(Entry(kind: .connection, at: call.instant, band: Int32(band), price: connection), count: 1, price: connection)
        }
        let price = row.pulsePrice
        fold.add(Entry(kind: .metered, count: call.pulses, price: price), count: call.pulses, price: price)
    }

    @inline(__always)
    private func timed<Count, Sink>(
        _ call: ChargedCall, _ table: TablePlan, _ row: RowPlan, _ fold: inout Fold<Count, Sink>
    ) -> Reason {
        guard row.denominator > 0 else { return .chargeOutOfRange }
        let band = plans.clocks[table.clock].band(call.instant)
        let index = plans.band(band, of: row)
        guard index >= 0 else { return .noBandPrice }
        let plan = plans.bands[index]
        if table.isPulse, table.isMetered { fold.note(Entry(kind: .computed)) }
        if plan.connection > 0 {
            let connection = plan.connection
            fold.add(Entry(kind: .connection, at: call.instant, band: Int32(band), price: connection), count: 1, price: connection)
        }
        if table.isPulse {
            guard row.pulsePrice >= 0, plan.kind == .interval else { return .noBandPrice }
            let (count, price) = (row.atAnswer, row.pulsePrice)
            if count > 0 { fold.add(Entry(kind: .answerPulses, at: call.instant, count: count, price: price), count: count, price: price) }
        } else if plan.kind == .interval {
            return .noBandPrice
        }
        let charged = call.duration &- row.freeSeconds
        let base = call.instant &+ row.freeSeconds
        guard !table.isSplit else { return split(charged, base, table, row, &fold) }
        let stretch = Stretch(base: base, band: Int32(band), end: charged)
        switch plan.kind {
        case .total: total(charged, stretch, plan, &fold)
        case .steps:
            var offset: Int64 = 0
            blocks(&offset, stretch, plan, &fold)
        case .interval:
            var offset: Int64 = 0
            pulses(&offset, stretch, plan, row.pulsePrice, &fold)
        }
        return .none
    }

    /// A piece of a call in which one band holds: offsets are seconds from `base`, the first charged second.
    private struct Stretch: BitwiseCopyable {
        var base: Int64
        var band: Int32
        /// Blocks begin before this offset.
        var end: Int64
    }

    /// Each block or interval by the band in which it begins.
    private func split<Count, Sink>(
        _ charged: Int64, _ base: Int64, _ table: TablePlan, _ row: RowPlan, _ fold: inout Fold<Count, Sink>
    ) -> Reason {
        var offset: Int64 = 0
        while offset < charged {
            let (band, to) = plans.clocks[table.clock].stretch(base &+ offset)
            let index = plans.band(band, of: row)
            guard index >= 0 else { return .noBandPrice }
            let plan = plans.bands[index]
            let stretch = Stretch(base: base, band: Int32(band), end: min(charged, to &- base))
            switch (table.isPulse, plan.kind) {
            case (false, .steps): blocks(&offset, stretch, plan, &fold)
            case (true, .interval): pulses(&offset, stretch, plan, row.pulsePrice, &fold)
            default: return .noBandPrice
            }
        }
        return .none
    }

    /// Blocks that begin from `offset` on before the stretch ends; step by step, each step's blocks at once.
    @inline(__always)
    private func blocks<Count, Sink>(
        _ offset: inout Int64, _ stretch: Stretch, _ plan: BandPlan, _ fold: inout Fold<Count, Sink>
    ) {
        var index = plan.firstStep
        let last = plan.firstStep &+ plan.stepCount &- 1
        while offset < stretch.end, index <= last {
            let step = plans.steps.pointer(index)
            index &+= 1
            let (to, block) = (step.pointee.to, step.pointee.block)
            guard offset < to else { continue }
            let begin = offset
            let count = (min(stretch.end, to) &- begin &+ block &- 1) / block
            // Cut short by the next step, in time, not in price.
            offset = min(begin &+ count &* block, to)
            let numerator = step.pointee.numerator
            if numerator >= 0 {
                fold.add(entry(begin, count, step.pointee, stretch), count: count, each: Count(truncatingIfNeeded: numerator))
            } else {
                fold.add(
                    entry(begin, count, step.pointee, stretch), count: count, price: step.pointee.price,
                    seconds: step.pointee.seconds, share: step.pointee.share)
            }
        }
        // A plan without steps charges nothing; the reader refuses it, and the walk must not stand still.
        if plan.stepCount == 0 { offset = stretch.end }
    }

    private func entry(_ offset: Int64, _ count: Int64, _ step: StepPlan, _ stretch: Stretch) -> Entry {
        Entry(
            kind: .blocks, at: stretch.base &+ offset, offset: offset, band: stretch.band, count: count, seconds: step.block,
            price: step.price, per: step.per)
    }

    @inline(__always)
    private func pulses<Count, Sink>(
        _ offset: inout Int64, _ stretch: Stretch, _ plan: BandPlan, _ price: Int64, _ fold: inout Fold<Count, Sink>
    ) {
        let (begin, interval) = (offset, plan.interval)
        let count = (stretch.end &- begin &+ interval &- 1) / interval
        offset = begin &+ count &* interval
        fold.add(
            Entry(
                kind: .pulses, at: stretch.base &+ begin, offset: begin, band: stretch.band, count: count, seconds: interval,
                price: price),
            count: count, price: price)
    }

    /// `increments: total`: max(first block, ⌈c / next⌉ × next) seconds.
    private func total<Count, Sink>(
        _ charged: Int64, _ stretch: Stretch, _ plan: BandPlan, _ fold: inout Fold<Count, Sink>
    ) {
        let first = plans.steps[plan.firstStep]
        let next = plans.steps[plan.firstStep &+ 1].seconds
        // `charged` is below 2³¹, so that the product overflows only where `next` alone is longer than the call.
        let rounded = next >= charged ? next : (charged &+ next &- 1) / next &* next
        let counted = max(first.seconds, rounded)
        let line = Entry(
            kind: .counted, at: stretch.base, offset: 0, band: stretch.band, count: 1, seconds: counted, price: first.price,
            per: first.per)
        fold.add(line, count: 1, price: first.price, seconds: counted, share: first.share)
    }
}
