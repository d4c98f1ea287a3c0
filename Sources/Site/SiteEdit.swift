public import Model
public import Time

/// What a person changes on a page, as functions from a site to a site. Versions that priced calls are kept by whoever knows the calls.
public enum SiteEdit {
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case noParty(PartyID)
        case noTable(RateTableID)
        case noVersion(RateTableID, WallTime)
        case noNode(NodeID)
        case idTaken(String)
        case badID(String)
        case badNumber(String)
        /// Another assignment of the number begins on the same day or is known only after it.
        case numberTaken(String, by: PartyID, from: CivilDay)
        case prefixTaken(String)
        case badPrefix(String)
        /// The row names a band that the table does not have.
        case noBand(String)
        /// A derived or given table.
        case noRows(RateTableID)

        public var description: String {
            switch self {
            case .noParty(let id): "There is no party \(id). Add it first."
            case .noTable(let id): "There is no rate table \(id). Add it first."
            case .noVersion(let id, let from): "The rate table \(id) has no version from \(from). Add the version first."
            case .noNode(let id): "There is no node \(id) in the organisation. Add it first."
            case .idTaken(let id): "The id \(id) is taken. Choose another one."
            case .badID(let id): "\(id) is no id: 1 to 64 letters, digits, -, _ or ., the first a letter or digit. Choose another one."
            case .badNumber: "A number has 1 to 64 bytes and no control characters. Write it as the switch prints it."
            case .numberTaken(let number, let party, let from):
                "The number \(number) belongs to the party \(party) from \(from) already. Choose a later day, or change that assignment."
            case .prefixTaken(let prefix): "The prefix \(prefix) stands in the version already. Change that row."
            case .badPrefix(let prefix): "\(prefix) is no prefix: digits only, without + or 00. Write it so."
            case .noRows(let id): "The rate table \(id) has no rows: its charges come from elsewhere. Choose another table."
            case .noBand(let name): "The rate table has no band \(name). Choose one of its bands, or all."
            }
        }
    }

    /// Gives a number to a party from a day on. Who has it (same kind, same switch) keeps it until the day before; an assignment
    /// that begins later stays, and the new one ends before it.
    public static func assign(_ number: String, to id: PartyID, from day: CivilDay, in site: Site) throws(Refusal) -> Site {
        guard Form.isLabel(number) else { throw .badNumber(number) }
        guard let target = site.parties.firstIndex(where: { $0.id == id }) else { throw .noParty(id) }
        var site = site
        let party = site.parties[target]
        var end: CivilDay?
        for index in site.parties.indices where site.parties[index].kind == party.kind {
            let other = site.parties[index]
            guard other.switch == nil || party.switch == nil || other.switch == party.switch else { continue }
            for place in other.numbers.indices where other.numbers[place].number == number {
                let validity = other.numbers[place].validity
                if let from = validity.from, from > day {
                    end = min(end ?? from + (-1), from + (-1))
                } else if validity.contains(day) {
                    if validity.from == day { throw .numberTaken(number, by: other.id, from: day) }
                    site.parties[index].numbers[place].validity.to = day + (-1)
                }
            }
        }
        site.parties[target].numbers.append(Party.Number(number: number, validity: Validity(from: day, to: end)))
        return site
    }

    /// Moves a party to a node from a day on; its membership until then ends the day before.
    public static func move(_ id: PartyID, to node: NodeID, from day: CivilDay, in site: Site) throws(Refusal) -> Site {
        guard let target = site.parties.firstIndex(where: { $0.id == id }) else { throw .noParty(id) }
        guard site.organisation.contains(where: { $0.id == node }) else { throw .noNode(node) }
        var site = site
        var member = site.parties[target].member
        var end: CivilDay?
        for place in member.indices {
            if let from = member[place].validity.from, from > day { end = min(end ?? from + (-1), from + (-1)) }
            if member[place].validity.contains(day) { member[place].validity.to = day + (-1) }
        }
        member.removeAll { membership in membership.validity.from.flatMap { from in membership.validity.to.map { $0 < from } } ?? false }
        member.append(Party.Membership(node: node, validity: Validity(from: day, to: end)))
        site.parties[target].member = member
        return site
    }

    /// Adds a party; its numbers are assigned afterwards.
    public static func add(_ party: Party, to site: Site) throws(Refusal) -> Site {
        guard Form.isIdentifier(party.id.text) else { throw .badID(party.id.text) }
        guard !site.parties.contains(where: { $0.id == party.id }) else { throw .idTaken(party.id.text) }
        for membership in party.member {
            guard site.organisation.contains(where: { $0.id == membership.node }) else { throw .noNode(membership.node) }
        }
        var result = site
        let numbers = party.numbers
        var bare = party
        bare.numbers = []
        result.parties.append(bare)
        for number in numbers {
            guard let from = number.validity.from else { throw .badNumber(number.number) }
            result = try assign(number.number, to: party.id, from: from, in: result)
        }
        return result
    }

    /// Adds a version; of several from the same moment it is the last entered, so the one in force.
    public static func add(_ version: Version, to id: RateTableID, in site: Site) throws(Refusal) -> Site {
        guard let table = site.rateTables.firstIndex(where: { $0.id == id }) else { throw .noTable(id) }
        if !site.rateTables[table].kind.hasRows, !version.rows.isEmpty { throw .noRows(id) }
        for row in version.rows { try check(row, site.rateTables[table]) }
        var site = site
        let place = site.rateTables[table].versions.firstIndex { $0.from > version.from } ?? site.rateTables[table].versions.count
        site.rateTables[table].versions.insert(version, at: place)
        return site
    }

    /// Adds a row to the version in force from `from`, before the rows of its deck.
    public static func add(_ row: Row, to id: RateTableID, version from: WallTime, in site: Site) throws(Refusal) -> Site {
        guard let table = site.rateTables.firstIndex(where: { $0.id == id }) else { throw .noTable(id) }
        guard site.rateTables[table].kind.hasRows else { throw .noRows(id) }
        guard let version = site.rateTables[table].versions.lastIndex(where: { $0.from == from }) else { throw .noVersion(id, from) }
        try check(row, site.rateTables[table])
        let rows = site.rateTables[table].versions[version].rows
        for other in rows where other.short == row.short {
            if let taken = other.prefixes.first(where: row.prefixes.contains) { throw .prefixTaken(taken) }
        }
        var site = site
        site.rateTables[table].versions[version].rows.insert(row, at: rows.firstIndex(where: \.fromDeck) ?? rows.count)
        return site
    }

    private static func check(_ row: Row, _ table: RateTable) throws(Refusal) {
        if row.prefixes.isEmpty { throw .badPrefix("") }
        for prefix in row.prefixes where PrefixForm.wrong(prefix, short: row.short) != nil { throw .badPrefix(prefix) }
        let bands = (table.week?.bands.map(\.name) ?? []) + [BandPrice.all]
        for band in row.bands where !bands.contains(band.band) { throw .noBand(band.band) }
    }
}
