internal import Model
internal import Site
internal import Time

/// A switch as the rater needs it.
struct SwitchPlan: BitwiseCopyable, Sendable {
    var zone: ZoneTable
    var clockOffset: Int64 = 0
    var maxDuration: Int64 = 86_400
    var isWitness = false
    var dialPlan = DialPlanTable()
    /// Bit n is set where extensions have n digits.
    var extensionLengths: UInt64 = 0

    @inline(__always)
    func isExtensionLength(_ count: Int) -> Bool { count > 0 && count < 64 && extensionLengths & (1 << UInt64(count)) != 0 }
}

/// Tables of a trunk, a party or the site, one for each scheme, -1 none.
struct TableChoice: BitwiseCopyable, Sendable {
    var price: Int32
    var cost: Int32

    init(_ tables: [Scheme: RateTableID], _ index: [RateTableID: Int32]) {
        price = tables[.price].flatMap { index[$0] } ?? -1
        cost = tables[.cost].flatMap { index[$0] } ?? -1
    }
}

struct TrunkPlan: BitwiseCopyable, Sendable {
    var isTie: Bool
    /// Seconds; -1: the switch's word is taken.
    var answerAllowance: Int64
    var subtract: Bool
    /// Who pays transit calls that came in over it, -1 nobody.
    var party: Int32
    var tables: TableChoice

    init(_ trunk: Trunk, _ tables: [RateTableID: Int32], _ parties: [PartyID: Int32]) {
        isTie = trunk.kind == .tie
        answerAllowance = trunk.answerAllowance.map { Int64($0) } ?? -1
        subtract = trunk.subtract
        party = trunk.party.flatMap { parties[$0] } ?? -1
        self.tables = TableChoice(trunk.table, tables)
    }
}

/// What the numbering plan says of a number.
struct NumberClass: BitwiseCopyable, Sendable {
    var destination: Int32
    var callType: Int32
}

/// The switches of a site, one without a name where it has none.
struct CompiledSwitches {
    var ids: [SwitchID] = []
    var index: [SwitchID: Int32] = [:]
    var zones: [Zone] = []
    var plans: [SwitchPlan] = []

    init(_ site: Site, into tries: inout TrieLayout) {
        for place in site.switches.isEmpty ? [Switch(id: SwitchID(""))] : site.switches {
            var plan = SwitchPlan(zone: ZoneTable(place.zone ?? site.settings.zone))
            plan.clockOffset = Int64(place.clockOffset)
            plan.maxDuration = Int64(place.maxDuration)
            plan.isWitness = place.role == .witness
            if let dialPlan = place.dialPlan {
                plan.dialPlan = DialPlanTable(dialPlan, into: &tries)
                for length in dialPlan.extensionLength where (1..<64).contains(length) { plan.extensionLengths |= 1 << UInt64(length) }
            }
            index[place.id] = Int32(truncatingIfNeeded: ids.count)
            ids.append(place.id)
            zones.append(place.zone ?? site.settings.zone)
            plans.append(plan)
        }
    }
}

/// The numbering plan as tries.
struct NumberingTable {
    var destinations: [String] = []
    var callTypes: [CallTypeID] = [.internal]
    var classes: [NumberClass] = []
    var root: Int32
    var shortRoot: Int32

    init(_ entries: [NumberingEntry], into tries: inout TrieLayout) {
        var builder = TrieBuilder()
        var short = TrieBuilder()
        var destinationIndex: [String: Int32] = [:]
        var typeIndex: [CallTypeID: Int32] = [.internal: 0]
        for entry in entries {
            let type = typeIndex[entry.type] ?? Int32(truncatingIfNeeded: callTypes.count)
            if typeIndex.updateValue(type, forKey: entry.type) == nil { callTypes.append(entry.type) }
            let destination = destinationIndex[entry.destination] ?? Int32(truncatingIfNeeded: destinations.count)
            if destinationIndex.updateValue(destination, forKey: entry.destination) == nil { destinations.append(entry.destination) }
            let value = Int32(truncatingIfNeeded: classes.count)
            classes.append(NumberClass(destination: destination, callType: type))
            if entry.short { short.insert(entry.prefix, value) } else { builder.insert(entry.prefix, value) }
        }
        root = builder.flatten(into: &tries)
        shortRoot = short.flatten(into: &tries)
    }
}
