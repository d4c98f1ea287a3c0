import Model
import Site
import Time

/// Whose a number of a switch is on a day, by the site's parties: as rating finds who is charged (docs/rating.md).
struct NumberHolders: Sendable {
    private struct Number: Hashable {
        /// Empty: it means the same on every switch.
        let `switch`: String
        let number: String
    }
    private struct Holder {
        let kind: PartyKind
        let party: String
        let validity: Validity
    }

    private var holders: [Number: [Holder]] = [:]
    private let kinds: [PartyKind]

    init(_ site: Site) {
        // Who has a number has it whether or not such parties are charged: those kinds go last.
        let order = site.settings.chargedParty
        let people: [PartyKind] = [.room, .extension, .subscriber]
        kinds = order.filter(people.contains) + people.filter { !order.contains($0) }
        for party in site.parties where kinds.contains(party.kind) {
            for number in party.numbers {
                holders[Number(switch: party.switch?.text ?? "", number: number.number), default: []].append(
                    Holder(kind: party.kind, party: party.id.text, validity: number.validity))
            }
        }
    }

    /// `nil` where it is nobody's. A number of the switch goes before one of all switches.
    func party(_ number: String, on switch: String, _ day: CivilDay) -> String? {
        guard !number.isEmpty else { return nil }
        let (own, everywhere) = (Number(switch: `switch`, number: number), Number(switch: "", number: number))
        for kind in kinds {
            if let party = find(kind, own, day) ?? find(kind, everywhere, day) { return party }
        }
        return nil
    }

    private func find(_ kind: PartyKind, _ number: Number, _ day: CivilDay) -> String? {
        holders[number]?.first { $0.kind == kind && $0.validity.contains(day) }?.party
    }

    /// Where a number that was called belongs to.
    enum Department {
        /// Nobody has the number.
        case unknown
        /// Who has it is in none.
        case nowhere
        case of(OrganisationNode)
    }

    func department(_ facts: GroupFacts, _ day: CivilDay, _ directory: ReportDirectory) -> Department {
        guard let party = party(facts.called, on: facts.switch, day) else { return .unknown }
        return directory.chain(of: party, on: day).last { $0.kind == .department }.map { .of($0) } ?? .nowhere
    }

    /// Whether any number has another holder at the end of the days than at their begin.
    func change(in days: DayRange) -> Bool { holders.values.joined().contains { $0.validity.changes(in: days) } }
}

extension Validity {
    /// Whether it begins or ends between two of the days.
    func changes(in days: DayRange) -> Bool {
        (from.map { days.first < $0 && $0 <= days.last } ?? false) || (to.map { days.first <= $0 && $0 < days.last } ?? false)
    }
}
