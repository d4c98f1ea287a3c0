import Model
import Reporting
import Site
import Time

/// Who counts for a rule, and on which of its days.
struct PartyScope {
    /// `nil`: everybody, on all days.
    private let members: [String: [DayRange]]?
    let days: DayRange

    /// - Parameter nodes: of which the parties are to be members; `[]`: of any or none.
    init(parties: [PartyID], nodes: [NodeID], _ days: DayRange, _ directory: ReportDirectory) {
        self.days = days
        var found: [String: [DayRange]]?
        if !parties.isEmpty { found = Dictionary(parties.map { ($0.text, [days]) }) { first, _ in first } }
        if !nodes.isEmpty {
            var below: [String: [DayRange]] = [:]
            for node in nodes {
                for member in directory.members(of: node.text, in: days) { below[member.party, default: []].append(member.days ?? days) }
            }
            let named = found
            found = below.filter { named?[$0.key] != nil || named == nil }.mapValues(Self.merged)
        }
        members = found
    }

    /// Days of which none is there twice: who belongs to two nodes counts once.
    private static func merged(_ ranges: [DayRange]) -> [DayRange] {
        var merged: [DayRange] = []
        for range in ranges.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            if let last = merged.last, range.first <= last.last, let both = DayRange(last.first, max(last.last, range.last)) {
                merged[merged.count - 1] = both
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    func contains(_ party: String, _ day: CivilDay) -> Bool {
        guard let members else { return days.contains(day) }
        return members[party]?.contains { $0.contains(day) } ?? false
    }

    func contains(_ party: String) -> Bool { members.map { $0[party] != nil } ?? true }

    /// The days on which a party counts.
    func stretches(of party: String) -> [PartyDays] { (members.map { $0[party] ?? [] } ?? [days]).map { PartyDays(party, $0) } }
}
