import Document
import Model
import Site
import Time

/// One group on one level: what it is called and where it stands among its like.
struct GroupKey {
    /// Unique among its siblings.
    let id: String
    let title: String
    /// Which of the definition's groups it is of: nodes of the organisation may be several deep.
    var level = 0
    var order = 0
    var mark: Mark?
    var link: Link?
    /// Narrows a filter to this group; `nil` where a filter cannot say it.
    var narrow: (@Sendable (inout CallFilter) -> Void)?
    /// What it narrows to may go beyond the filter: the trunks of a group, the members of a node.
    var isWide = false
    /// Its condition must be looked up before a book can read by it.
    var isLookedUp = false

    init(_ id: String, _ title: String) {
        self.id = id
        self.title = title
    }

    init(_ id: String, _ heading: (title: String, order: Int)) {
        self.init(id, heading.title)
        order = heading.order
    }

    /// A filter narrowed to the group and to nothing beyond it; `nil` where none can say it.
    func narrowed(_ filter: CallFilter) -> CallFilter? {
        guard let narrow else { return nil }
        var narrowed = filter
        narrow(&narrowed)
        return !isWide || narrowed.stay(within: filter) ? narrowed : nil
    }

    static func precedes(_ left: GroupKey, _ right: GroupKey) -> Bool {
        (left.order, left.title, left.id) < (right.order, right.title, right.id)
    }
}

extension ReportContext {
    /// The way from the outermost group to the innermost.
    func path(_ facts: GroupFacts) throws -> [GroupKey] {
        try definition.groups.enumerated().flatMap { level, group in try keys(group.by, facts, level) }
    }

    func keys(_ field: GroupField, _ facts: GroupFacts, _ level: Int) throws -> [GroupKey] {
        try keys(field, facts).map { key in
            var key = key
            key.level = level
            return key
        }
    }

    /// Of a field whose groups are told apart by a name: `GroupFacts.name`.
    func key(_ field: GroupField, _ facts: GroupFacts, _ level: Int) -> GroupKey {
        var key =
            switch field {
            case .callType: callTypeKey(facts.callType)
            case .party: partyKey(facts.party)
            default: nameKey(field, facts)
            }
        key.level = level
        return key
    }

    func keys(_ field: GroupField, _ facts: GroupFacts) throws -> [GroupKey] {
        switch field {
        case .callType: [callTypeKey(facts.callType)]
        case .party: [partyKey(facts.party)]
        case .organisation: organisationKeys(facts)
        case .tenant: [nodeKey(.tenant, facts)]
        case .building: [nodeKey(.site, facts)]
        case .department: [nodeKey(.department, facts)]
        case .costCentre: [nodeKey(.costCentre, facts)]
        case .costCode: [costCodeKey(facts)]
        case .calledDepartment: [calledDepartmentKey(facts)]
        case .contact: [contactKey(facts)]
        case .country: [countryKey(facts)]
        case .chargeBand: [try chargeBandKey(facts)]
        case .day: [dayKey(facts.day)]
        case .week: [weekKey(facts.day)]
        case .month: [monthKey(facts.day)]
        case .quarter: [quarterKey(facts.day)]
        case .year: [yearKey(facts.day)]
        case .weekday: [weekdayKey(facts.day?.weekday ?? 0)]
        case .hour: [hourKey(facts.hour ?? 0)]
        case .halfHour: [halfHourKey(facts.halfHour ?? 0)]
        case .durationClass: [classKey(field, facts.durationClass, SecondsClass.talk)]
        case .ringClass: [classKey(field, facts.ringClass, SecondsClass.ring)]
        case .answered: [answeredKey(facts.answered)]
        case .direction: [directionKey(facts.direction)]
        case .state: [stateKey(facts.state ?? .rated)]
        case .reason: [reasonKey(facts.reason)]
        default: [nameKey(field, facts)]
        }
    }

    /// Fields whose values are names that stand for themselves.
    private func nameKey(_ field: GroupField, _ facts: GroupFacts) -> GroupKey {
        // What a group keeps of the facts is its name alone.
        let name = facts.name(field) ?? ""
        switch field {
        case .trunk: return named(name) { $0.trunks = [name] }
        case .trunkGroup: return trunksKey(directory.group(ofTrunk: facts.trunk, facts.switch))
        case .provider: return providerKey(directory.provider(ofTrunk: facts.trunk, facts.switch))
        case .extension: return named(name) { $0.extensions = [name] }
        case .account: return named(name) { $0.accounts = [name] }
        case .source: return named(name) { $0.sources = [name] }
        case .switch: return named(name) { $0.switches = [name] }
        case .destination: return named(name, test(.destination, name))
        case .calling: return named(name, shortens ? nil : test(.calling, name))
        case .called: return named(name, shortens ? nil : test(.called, name))
        case .sourceIP: return named(name, test(.sourceIP, name))
        default: return GroupKey("", texts["missing"])
        }
    }

    private func countryKey(_ facts: GroupFacts) -> GroupKey {
        var key = named(directory.country(facts), nil)
        lookUp(.country, &key)
        return key
    }

    private func chargeBandKey(_ facts: GroupFacts) throws -> GroupKey {
        let name = try facts.chargeBand(request.rateName)
        var key = named(name, nil)
        lookUp(.chargeBand, &key)
        return key
    }

    /// Narrows to a group by a condition that only who knows the site can judge.
    func lookUp(_ field: FilterField, _ key: inout GroupKey) {
        key.narrow = test(field, key.id)
        key.isLookedUp = true
    }

    /// How a group is called, and where it stands among its like, of a field whose groups are told apart by a name.
    func heading(_ field: GroupField, _ name: String) -> (title: String, order: Int) {
        switch field {
        case .callType: (name.isEmpty ? texts["missing"] : typeName(name), directory.order(ofCallType: name))
        case .party: (directory.tellingName(name, texts), 0)
        default: titled(name)
        }
    }

    private func titled(_ name: String) -> (title: String, order: Int) { name.isEmpty ? (texts["missing"], 1) : (name, 0) }

    func named(_ name: String, _ narrow: (@Sendable (inout CallFilter) -> Void)?) -> GroupKey {
        var key = GroupKey(name, titled(name))
        // A name that was no UTF-8 is shown with marks in place of what it was: none that calls could be asked for by.
        if !name.isEmpty, !name.unicodeScalars.contains("\u{FFFD}") { key.narrow = narrow }
        return key
    }

    /// A text with signs that patterns read otherwise cannot be asked for.
    private func test(_ field: FilterField, _ text: String) -> (@Sendable (inout CallFilter) -> Void)? {
        guard !text.utf8.contains(where: { $0 == 0x2a || $0 == 0x3f }) else { return nil }
        return { $0.tests.append(FieldTest(field, any: [text])) }
    }

    private func trunksKey(_ name: String) -> GroupKey {
        guard let trunks = directory.trunks(inGroup: name) else { return named(name, nil) }
        var key = named(name) { $0.trunks = trunks }
        key.isWide = true
        return key
    }

    private func providerKey(_ id: String) -> GroupKey {
        var key = GroupKey(id, id.isEmpty ? texts["missing"] : directory.providerName(id))
        key.order = id.isEmpty ? 1 : 0
        if !id.isEmpty, let trunks = directory.trunks(ofProvider: id) {
            key.narrow = { $0.trunks = trunks }
            key.isWide = true
        }
        return key
    }

    private func callTypeKey(_ id: String) -> GroupKey {
        var key = GroupKey(id, heading(.callType, id))
        key.mark = directory.callType(id)
        if !id.isEmpty { key.narrow = { $0.callTypes = [id] } }
        return key
    }

    private func partyKey(_ id: String) -> GroupKey {
        var key = GroupKey(id, heading(.party, id))
        key.link = .party(id)
        key.narrow = { filter in filter.parties = filter.parties.isEmpty ? [PartyDays(id)] : filter.parties.filter { $0.party == id } }
        return key
    }

    private func directionKey(_ direction: Direction) -> GroupKey {
        var key = GroupKey(direction.name ?? "", direction.name.map { texts["direction." + $0] } ?? texts["missing"])
        key.order = Int(direction.rawValue)
        key.narrow = { $0.directions = [direction] }
        return key
    }

    private func stateKey(_ state: CallState) -> GroupKey {
        var key = GroupKey(state.name, texts["state." + state.name])
        key.order = Int(state.rawValue)
        key.narrow = { $0.states = [state] }
        return key
    }

    private func reasonKey(_ reason: Reason) -> GroupKey {
        var key = GroupKey(reason.name, reason == .none ? texts["state.rated"] : texts.reason(reason))
        key.order = Int(reason.rawValue)
        key.narrow = { $0.reasons = [reason] }
        return key
    }

    private func answeredKey(_ answered: Bool) -> GroupKey {
        var key = GroupKey(answered ? "yes" : "no", texts[answered ? "answered.yes" : "answered.no"])
        key.order = answered ? 0 : 1
        key.narrow = { $0.answered = answered }
        return key
    }

    /// "up to 0:00:10", "0:00:11 to 0:00:30", …, "over 1:00:00".
    private func classKey(_ field: GroupField, _ number: Int?, _ classes: SecondsClass) -> GroupKey {
        guard let number else {
            var key = GroupKey("", texts["missing"])
            key.order = classes.bounds.count + 1
            return key
        }
        func clock(_ seconds: Int32) -> String { DurationText.clock(Int64(seconds)) }
        let below = number < classes.bounds.count ? classes.bounds[number] : nil
        let from = number > 0 ? classes.bounds[number - 1] : nil
        let title =
            switch (from, below) {
            case (let from?, let below?): texts.fill("class.between", ["from": clock(from), "to": clock(below - 1)])
            case (let from?, nil): texts.fill("class.over", ["from": clock(from)])
            case (nil, let below): texts.fill("class.under", ["to": clock((below ?? 1) - 1)])
            }
        var key = GroupKey(String(number), title)
        key.order = number
        let tested: FilterField = field == .ringClass ? .ring : .duration
        let (first, last) = (from.map(Int64.init) ?? 0, below.map { Int64($0) - 1 })
        key.narrow = { $0.tests.append(FieldTest(tested, from: first, to: last)) }
        return key
    }
}
