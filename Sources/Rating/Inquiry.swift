internal import Model

/// A charge that is being looked up: for which call by which table, how far the walk to its row is, and what it found.
struct Inquiry: Sendable {
    let call: ChargedCall
    let table: Int32
    /// Place of its number among those of the group.
    private let place: Int32
    /// Index of the version; -1 where nothing is to be looked up (`reason` says why) or, of a table without rows, where none is in force.
    private(set) var version: Int32 = -1
    private(set) var isAttempt = false
    /// Why nothing is to be looked up.
    private(set) var reason = Reason.none
    /// `false` where the table makes its charges without rows.
    private(set) var hasRow = true
    /// Place of the rule of selection that named the table, -1 none.
    let rule: Int32
    private(set) var walk = Walk.none
    private(set) var match = Match(TrieValue(), length: 0)
    /// Which of the plan's lists is read next for the row, ahead of its use; -1: nothing more.
    private var ahead: Int32 = -1

    /// - Parameters:
    ///   - place: place of the call's kind among those of the group.
    ///   - pinned: index of the version, where it is known.
    @inline(__always)
    init(_ call: ChargedCall, _ found: TableFound, _ number: borrowing Number, at place: Int = 0, pinned: Int32? = nil, _ plans: Plans) {
        (self.call, table, rule, self.place) = (call, found.table, found.rule, Int32(truncatingIfNeeded: place))
        guard found.free == .none else {
            reason = found.free
            return
        }
        guard table >= 0 else {
            reason = call.duration > 0 ? .noRateTable : .unanswered
            return
        }
        let plan = plans.tables.pointer(table)
        guard plan.pointee.hasRows else {
            hasRow = false
            version = pinned ?? plans.version(of: plan.pointee, at: call.instant)
            return
        }
        isAttempt = call.duration == 0 && !Engine.isMetered(plan.pointee, call)
        if isAttempt, plan.pointee.attemptCharge == 0 {
            reason = .unanswered
            return
        }
        version = pinned ?? plans.version(of: plan.pointee, at: call.instant)
        guard version >= 0 else {
            reason = .noVersion
            return
        }
        walk = plans.walk(of: version, for: number)
    }

    /// What becomes of the call where no version was looked up.
    var withoutVersion: Outcome { reason.isUnrated ? .unrated(reason) : .free(reason) }

    /// Looks up alone.
    @inline(__always)
    mutating func lookUp(_ number: borrowing Number, _ plans: Plans) {
        while walk.node >= 0 { walk.step(number, plans.tries) }
        find(number, plans)
    }

    /// Takes what the walk found.
    @inline(__always)
    private mutating func find(_ number: borrowing Number, _ plans: Plans) {
        find(isShort: number.isShort, count: number.count, plans)
    }

    @inline(__always)
    private mutating func find(isShort: Bool, count: Int, _ plans: Plans) {
        if version >= 0, hasRow { match = plans.row(walk, isShort: isShort, count: count) }
    }
}

extension Inquiry {
    /// Looks up several together. Each part is done for all of them before the next, so that their waits for memory fall together.
    /// - Parameter rows: memory for the signs of their numbers, kept from group to group.
    static func lookUp(_ list: inout [Inquiry], _ kinds: [CallKind], _ rows: inout SignRows, _ plans: Plans) {
        rows.fill(kinds)
        list.withUnsafeMutableBufferPointer { list in
            var isOpen = true
            while isOpen {
                isOpen = false
                for index in list.indices where list[index].walk.node >= 0 {
                    list[index].walk.step(sign: rows.sign(list[index].place, at: list[index].walk.position), plans.tries)
                    isOpen = true
                }
            }
            kinds.withUnsafeBufferPointer { kinds in
                for index in list.indices {
                    let place = Int(list[index].place)
                    list[index].find(isShort: kinds[place].number.isShort, count: kinds[place].number.count, plans)
                }
            }
            for index in list.indices { list[index].readRow(plans) }
            for index in list.indices { list[index].readBand(plans) }
            for index in list.indices { list[index].readStep(plans) }
        }
    }

    private mutating func readRow(_ plans: Plans) {
        guard match.plan >= 0 else { return }
        let row = plans.rows.pointer(match.plan)
        ahead = row.pointee.bands >= 0 ? plans.bandOf[row.pointee.bands] : row.pointee.all
    }

    private mutating func readBand(_ plans: Plans) {
        if ahead >= 0 { ahead = plans.bands.pointer(ahead).pointee.firstStep }
    }

    private mutating func readStep(_ plans: Plans) {
        guard ahead >= 0, Int(ahead) < plans.steps.count else { return }
        ahead = Int32(truncatingIfNeeded: plans.steps.pointer(ahead).pointee.to)
    }
}
