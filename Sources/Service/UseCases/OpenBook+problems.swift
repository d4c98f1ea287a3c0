import Intake
public import Model
import Site
public import Store
public import Time

extension OpenBook {
    /// Records that differ from stored ones of the same identity.
    public func conflicts(decided: Bool = false, before: Int64? = nil, caller: Caller) throws -> [Conflict] {
        try require(.see, caller)
        return try store.conflicts(decided: decided, before: before)
    }

    /// Decides a conflict; the call that it becomes is charged by the site as it is now.
    /// - Returns: the id of the call, `nil` where the record was rejected.
    @discardableResult
    public func decide(_ number: Int64, _ decision: ConflictDecision, reason: String, caller: Caller) throws -> String? {
        try require(.decide, caller)
        let found = try store.conflict(number)
        let state = try site()
        let rerater = CallRerater(rater: state.rater, names: store.names)
        return try store.decide(
            number, decision, reason: reason,
            journal: note(caller, "conflict.\(decision.rawValue)", "conflict \(number)", before: found.stored?.id, after: reason),
            step: StepNote(site: state.number)
        ) { rerater.rerate(&$0, $1) }
    }

    /// Unrated calls in groups that wait for the same thing.
    public func unratedGroups(caller: Caller) throws -> [UnratedGroup] {
        try require(.see, caller)
        return try store.unrated()
    }

    /// Skipped lines of an import, after a number.
    public func skips(of number: Int64, after: Int64 = 0, limit: Int = 200, caller: Caller) throws -> [ListedSkip] {
        try require(.see, caller)
        return try store.skips(of: number, after: after, limit: limit)
    }

    /// Extensions whose calls nobody owns, with the number of their calls.
    public func unassigned(caller: Caller) throws -> [UnassignedNumber] {
        try require(.see, caller)
        return try store.unassignedNumbers(of: unassignedParties())
    }

    /// Gives an extension an owner from a day on: a party that is there, or a new one; the calls since then move to it.
    /// - Returns: how many calls moved.
    public func assign(
        _ number: String, to party: PartyID, name: String, from day: CivilDay, caller: Caller
    ) throws -> RerateCounts {
        try require(.decide, caller)
        try require(.configure, caller)
        var edited = try site().site
        if !edited.parties.contains(where: { $0.id == party }) {
            var new = Party(id: party)
            new.name = name
            edited = try SiteEdit.add(new, to: edited)
        }
        edited = try SiteEdit.assign(number, to: party, from: day, in: edited)
        try change(edited, "party.assign", "\(number) → \(party.text) from \(day)", caller: caller)
        let last = max(try today(), day)
        guard let days = DayRange(day, last) else { return RerateCounts() }
        return try reassign(days, caller: caller)
    }

    /// The newest entries of the journal first.
    public func journal(before: Int64? = nil, limit: Int = 100, caller: Caller) throws -> [JournalEntry] {
        try require(.readJournal, caller)
        return try store.journal(before: before, limit: limit)
    }
}
