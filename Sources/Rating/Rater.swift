public import Model
internal import Money
public import Site
internal import Time

/// The site as compiled for rating: what a call is, whom it is charged to and what it costs. Made once for each state of the site,
/// immutable, read by both cores at once; nothing on the way of a call allocates or counts references.
public final class Rater: Sendable {
    /// The switches of the site; a site without switches has one without a name.
    public let switches: [SwitchID]
    /// The parties of the site, then the unassigned party of each switch, in their order.
    public let parties: [PartyID]
    public let trunks: [TrunkID]
    public let destinations: [String]
    /// The first is `internal`.
    public let callTypes: [CallTypeID]
    public let rateTables: [RateTable]
    /// The book's number of the site document that it was made of; 0 without a book.
    public let siteNumber: Int32

    let plans: Plans
    let schemes: SchemePlans
    let exchange: ExchangeTable
    let switchPlans: Frozen<SwitchPlan>
    let trunkPlans: Frozen<TrunkPlan>
    /// Tables of each party, as many as `parties`.
    let partyTables: Frozen<TableChoice>
    let siteTables: TableChoice
    let trunkFirst: Bool
    /// Kinds of parties in the order in which they are looked for.
    let order: Frozen<UInt8>
    let legRule: LegRule
    let names: ByteTable
    let directory: Directory
    let zone: ZoneTable
    let utc: ZoneTable
    let siteZone: Zone
    let zones: [Zone]
    /// Classes of the numbering plan: destination and call type.
    let classes: Frozen<NumberClass>
    let numberingRoot: Int32
    let shortNumberingRoot: Int32
    /// Short numbers for switches without a dial plan.
    let knownShort: Int32

    /// - Parameters:
    ///   - numbering: the country's entries; those of the site itself come after them and win.
    ///   - versionNumbers: the book's numbers of each table's versions, in the table's order; without a book the versions are counted
    ///     through from 0.
    ///   - siteNumber: the book's number of the site document.
    public init(
        site: Site, numbering: [NumberingEntry] = [], versionNumbers: [RateTableID: [Int32]] = [:], siteNumber: Int32 = 0
    ) {
        self.siteNumber = siteNumber
        var builder = PlanBuilder()
        var tableIndex: [RateTableID: Int32] = [:]
        for (index, table) in site.rateTables.enumerated() {
            tableIndex[table.id] = Int32(truncatingIfNeeded: index)
            builder.add(table, numbers: versionNumbers[table.id])
        }
        let entries = numbering + site.numbering
        let plan = NumberingTable(entries, into: &builder.tries)
        var short = TrieBuilder()
        for entry in entries where entry.short { short.insert(entry.prefix, 1) }
        for number in builder.shortNumbers { short.insert(number, 1) }
        let compiled = CompiledSwitches(site, into: &builder.tries)

        (numberingRoot, shortNumberingRoot, knownShort) = (plan.root, plan.shortRoot, short.flatten(into: &builder.tries))
        (destinations, callTypes, classes) = (plan.destinations, plan.callTypes, Frozen(plan.classes))
        (switches, zones, switchPlans) = (compiled.ids, compiled.zones, Frozen(compiled.plans))
        parties = site.parties.map(\.id) + compiled.ids.map(Rater.unassigned)
        partyTables = Frozen(
            site.parties.map { TableChoice($0.table, tableIndex) } + compiled.ids.map { _ in TableChoice([:], tableIndex) })
        let partyIndex = Dictionary(site.parties.enumerated().map { ($1.id, Int32(truncatingIfNeeded: $0)) }) { first, _ in first }
        trunks = site.trunks.map(\.id)
        trunkPlans = Frozen(site.trunks.map { TrunkPlan($0, tableIndex, partyIndex) })
        names = ByteTable(
            site.trunks.enumerated().compactMap { index, trunk in
                compiled.index[trunk.switch].map { (tag: $0, name: trunk.id.text, value: Int32(truncatingIfNeeded: index)) }
            })
        siteTables = TableChoice(site.settings.defaultTable, tableIndex)
        trunkFirst = site.settings.tableOrder.first != .party
        order = Frozen(site.settings.chargedParty.map(Directory.code))
        legRule = site.settings.legs
        directory = Directory(site.parties, switches: compiled.index)
        siteZone = site.settings.zone
        zone = ZoneTable(site.settings.zone)
        utc = ZoneTable(.utc)
        rateTables = site.rateTables
        let conditionNames = ConditionNames(site, parties: parties, callTypes: callTypes, destinations: destinations)
        schemes = SchemePlans(site, tables: tableIndex, names: conditionNames, parties: parties.count)
        exchange = ExchangeTable(site.exchangeRates, base: site.settings.currency)
        plans = builder.freeze()
    }

    deinit {
        plans.free()
        schemes.free()
        for index in 0..<switchPlans.count { switchPlans[index].zone.free() }
        switchPlans.free()
        trunkPlans.free()
        partyTables.free()
        order.free()
        names.free()
        directory.free()
        zone.free()
        utc.free()
        classes.free()
    }

    /// Who is charged where nobody else is: a party like any other, billed to nobody, shown everywhere.
    public static func unassigned(_ id: SwitchID) -> PartyID { PartyID(id.text.isEmpty ? "unassigned" : "unassigned@" + id.text) }

    /// Index of a switch; `nil` for one that the site does not know.
    public func switchIndex(of id: SwitchID) -> Int32? { switches.firstIndex(of: id).map { Int32(truncatingIfNeeded: $0) } }

    /// Index of a party for calls of a switch that a person gave to it: one that the site does not know is charged like nobody.
    public func partyIndex(of id: PartyID, on switchIndex: Int32) -> Int32 {
        let nobody = parties.count - switches.count + Int(switchIndex)
        return Int32(truncatingIfNeeded: parties.firstIndex(of: id) ?? nobody)
    }

    /// Currency and rounding of the table to which a version of `Charge` belongs, and the version; `nil` for a number it does not know.
    public func version(numbered number: Int32) -> (table: RateTable, version: Version)? {
        guard let index = versionIndex(numbered: number), let table = tableIndex(of: index) else { return nil }
        return (rateTables[table], rateTables[table].versions[Int(index) - Int(plans.tables[table].firstVersion)])
    }

    func versionIndex(numbered number: Int32) -> Int32? {
        (0..<plans.versions.count).first { plans.versions[$0].number == number }.map { Int32(truncatingIfNeeded: $0) }
    }

    func tableIndex(of version: Int32) -> Int? {
        (0..<plans.tables.count).first { index in
            let table = plans.tables[index]
            return version >= table.firstVersion && version < table.firstVersion + table.versionCount
        }
    }
}
