internal import Site

/// How linked legs of one switch make one call (DOMAIN section 2, Legs). Pure: times in, places out.
struct LegPlan: Sendable, Equatable {
    /// What a leg is to the decision; in stream order.
    struct Leg: Sendable {
        var start: Int64
        /// Seconds, -1 unknown.
        var ring: Int64
        var duration: Int64
        /// Seconds from start to end of the record, -1 unknown.
        var span: Int64
        var isAnswered: Bool
        /// The legs follow each other although they carry one start.
        var follows: Bool
        /// It is a chargeable call for itself: outgoing over a public trunk.
        var isChargeable: Bool
    }

    /// Index of the leg whose number, trunk and direction the call has: the first answered one that goes out, else the first answered.
    var lead: Int
    /// Index of the leg that stands for the call in lists and sums.
    var carrier: Int
    /// First answer and the seconds from there to the last hang-up; `nil`: no leg was answered.
    var span: ChargedSpan?
    /// Legs that bear a part of the charge, with their seconds; one alone but for `split`.
    var shares: [Share]

    struct Share: Sendable, Equatable {
        var leg: Int
        var seconds: Int64
    }

    static func == (left: LegPlan, right: LegPlan) -> Bool {
        left.lead == right.lead && left.carrier == right.carrier && left.span?.instant == right.span?.instant
            && left.span?.seconds == right.span?.seconds && left.shares == right.shares
    }

    /// - Parameter legs: at least one, in stream order.
    init(_ legs: [Leg], rule: LegRule) {
        let times = LegPlan.times(legs)
        let answered = legs.indices.filter { legs[$0].isAnswered }
            .sorted { (times[$0].answer, $0) < (times[$1].answer, $1) }
        guard let first = answered.first, let last = answered.last else {
            (lead, carrier, span) = (0, 0, nil)
            shares = [Share(leg: 0, seconds: 0)]
            return
        }
        lead = answered.first { legs[$0].isChargeable } ?? first
        let begin = times[first].answer
        let end = answered.map { times[$0].hangUp }.max() ?? begin
        span = ChargedSpan(instant: begin, seconds: end - begin)
        switch rule {
        case .first: carrier = first
        case .last: carrier = last
        case .split: carrier = first
        }
        shares =
            rule == .split
            ? answered.map { Share(leg: $0, seconds: legs[$0].duration) } : [Share(leg: carrier, seconds: end - begin)]
    }

    /// Answer and hang-up of each leg. Legs that follow begin where the one before ends.
    private static func times(_ legs: [Leg]) -> [(answer: Int64, hangUp: Int64)] {
        var next: Int64?
        return legs.map { leg in
            let begin = leg.follows ? next ?? leg.start : leg.start
            let ring = max(0, leg.ring)
            let length = leg.span >= 0 ? leg.span : ring + leg.duration
            if leg.follows { next = begin + length }
            return (begin + ring, max(begin + length, begin + ring + leg.duration))
        }
    }
}

/// A leg's share of a whole that is divided by seconds. Shares of one whole add up to it exactly: each is what the shares up to it come
/// to, less those before it, rounded down.
struct LegShare: Sendable {
    var leg: Int
    /// Seconds of the shares before it, its own, and all.
    var before: Int64
    var part: Int64
    var whole: Int64

    static func list(_ shares: [LegPlan.Share]) -> [LegShare] {
        let whole = max(1, shares.reduce(0) { $0 + $1.seconds })
        var before: Int64 = 0
        return shares.map { share in
            defer { before += share.seconds }
            return LegShare(leg: share.leg, before: before, part: share.seconds, whole: whole)
        }
    }

    /// Its share of an amount or of seconds.
    func of(_ amount: Int64) -> Int64 {
        func due(_ seconds: Int64) -> Int64 { Int64(truncatingIfNeeded: Int128(amount) * Int128(seconds) / Int128(whole)) }
        return due(before + part) - due(before)
    }
}
