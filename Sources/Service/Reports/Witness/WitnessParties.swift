import Model
import Money
import Site
import Store
import Time

/// A witness switch, with what its records are read by.
struct Witness {
    let id: String
    /// Its number in the book; `nil`: it has sent nothing yet.
    let number: NameNumber?
    let rule: WitnessMatch
    /// Of amounts without one of their own: that of the provider's cost tables, else the site's.
    let currency: Currency
}

/// Witnesses that tell of the same calls of ours: the bills of a provider, or one second recorder.
struct WitnessGroup {
    /// Empty: they are no provider's.
    var provider: String
    var witnesses: [Witness]

    /// As lists name it.
    let name: String
}

/// The witnesses of a site, and which of the other switches' calls each group tells of.
struct WitnessParties {
    private(set) var groups: [WitnessGroup] = []
    /// By the book's numbers: which group a witness is of, and which a trunk's provider.
    private(set) var groupOfSwitch: [NameNumber: Int] = [:]
    private var groupsOfTrunk: [TrunkKey: Int] = [:]
    private var recorders: [Int] = []

    private struct TrunkKey: Hashable {
        let `switch`: NameNumber
        let trunk: NameNumber
    }

    init(_ site: Site, _ names: Names) {
        for place in site.switches where place.role == .witness {
            let cost = site.rateTables.first { $0.scheme == .cost && $0.provider != nil && $0.provider == place.provider }
            let witness = Witness(
                id: place.id.text, number: names.find(.switch, place.id.text), rule: place.match,
                currency: cost?.currency ?? site.settings.currency)
            let provider = place.provider?.text ?? ""
            if !provider.isEmpty, let known = groups.firstIndex(where: { $0.provider == provider }) {
                groups[known].witnesses.append(witness)
            } else {
                let name = site.providers.first { $0.id == place.provider }?.name ?? provider
                groups.append(WitnessGroup(provider: provider, witnesses: [witness], name: name))
            }
        }
        for (index, group) in groups.enumerated() {
            for witness in group.witnesses { if let number = witness.number { groupOfSwitch[number] = index } }
            guard !group.provider.isEmpty else {
                recorders.append(index)
                continue
            }
            for trunk in site.trunks where trunk.provider?.text == group.provider {
                guard let home = names.find(.switch, trunk.switch.text), let number = names.find(.trunk, trunk.id.text) else { continue }
                groupsOfTrunk[TrunkKey(switch: home, trunk: number)] = index
            }
        }
    }

    var isEmpty: Bool { groups.isEmpty }
    /// Whether incoming calls are of interest: a bill has what went out, a second recorder all.
    var looksAtIncoming: Bool { !recorders.isEmpty }

    /// The groups that should tell of a call of ours.
    func groups(of record: WitnessedRecord) -> [Int] {
        switch record.direction {
        case .out, .transit: recorders + [groupsOfTrunk[TrunkKey(switch: record.switch, trunk: record.trunk)]].compactMap { $0 }
        case .in: recorders
        case .internal, .unknown: []
        }
    }

    /// Whether a record of a witness of the group is one to be looked at.
    func tells(_ record: WitnessedRecord, in group: Int) -> Bool {
        record.direction != .internal && (record.direction != .in || groups[group].provider.isEmpty)
    }
}
