import Document
import Model
import Time

/// One group on one level: what it is called and where it stands among its like.
struct GroupKey {
    /// Unique among its siblings.
    let id: String
    let title: String
    var order = 0
    var mark: Mark?
    var link: Link?
    /// Narrows a filter to this group; `nil` where a filter cannot say it.
    var narrow: (@Sendable (inout CallFilter) -> Void)?

    init(_ id: String, _ title: String) {
        self.id = id
        self.title = title
    }

    static func precedes(_ left: GroupKey, _ right: GroupKey) -> Bool {
        (left.order, left.title, left.id) < (right.order, right.title, right.id)
    }
}

/// What a row of calls or of a summary is grouped by, wherever it came from.
struct GroupFacts {
    var day: CivilDay?
    var hour: Int?
    var party = ""
    var callType = ""
    var direction = Direction.unknown
    var trunk = ""
    var destination = ""
    var `extension` = ""
    var account = ""
    var state: CallState?

    init(_ call: CallRow, _ zone: Zone) {
        day = call.day
        hour = zone.hourOfDay(call.start)
        party = call.party
        callType = call.callType
        direction = call.direction
        trunk = call.trunk
        destination = call.destination
        `extension` = call.extension
        account = call.account
        state = call.state
    }

    init(_ row: SummaryRow) {
        day = row.day
        hour = row.hour
        party = row.party ?? ""
        callType = row.callType ?? ""
        direction = row.direction ?? .unknown
        trunk = row.trunk ?? ""
    }
}

extension ReportContext {
    /// The way from the outermost group to the innermost.
    func path(_ facts: GroupFacts) -> [GroupKey] { definition.groups.flatMap { keys($0.by, facts) } }

    private func keys(_ field: GroupField, _ facts: GroupFacts) -> [GroupKey] {
        switch field {
        case .callType: [callTypeKey(facts.callType)]
        case .party: [partyKey(facts.party)]
        case .organisation: organisationKeys(facts)
        case .day: [dayKey(facts.day)]
        case .month: [monthKey(facts.day)]
        case .hour: [hourKey(facts.hour ?? 0)]
        case .direction: [directionKey(facts.direction)]
        case .trunk: [named(facts.trunk) { $0.trunks = [facts.trunk] }]
        case .destination: [named(facts.destination, nil)]
        case .extension: [named(facts.extension) { $0.extensions = [facts.extension] }]
        case .account: [named(facts.account) { $0.accounts = [facts.account] }]
        case .state: [stateKey(facts.state ?? .rated)]
        }
    }

    private func named(_ name: String, _ narrow: (@Sendable (inout CallFilter) -> Void)?) -> GroupKey {
        var key = GroupKey(name, name.isEmpty ? texts["missing"] : name)
        key.order = name.isEmpty ? 1 : 0
        if !name.isEmpty { key.narrow = narrow }
        return key
    }

    private func callTypeKey(_ id: String) -> GroupKey {
        let mark = directory.callType(id)
        var key = GroupKey(id, mark?.name ?? (id.isEmpty ? texts["missing"] : id))
        key.order = directory.order(ofCallType: id)
        key.mark = mark
        if !id.isEmpty { key.narrow = { $0.callTypes = [id] } }
        return key
    }

    private func partyKey(_ id: String) -> GroupKey {
        var key = GroupKey(id, directory.partyName(id, texts))
        key.link = .party(id)
        key.narrow = { filter in filter.parties = filter.parties.isEmpty ? [PartyDays(id)] : filter.parties.filter { $0.party == id } }
        return key
    }

    private func dayKey(_ day: CivilDay?) -> GroupKey {
        guard let day else { return GroupKey("", texts["missing"]) }
        var key = GroupKey(day.description, day.description)
        key.order = Int(day.number)
        key.narrow = { filter in
            filter.days = DayRange(day, day)
            filter.parties = filter.parties.filter { $0.days?.contains(day) ?? true }.map { PartyDays($0.party) }
        }
        return key
    }

    private func monthKey(_ day: CivilDay?) -> GroupKey {
        guard let (year, month, _) = day?.parts, let days = DayRange(year: year, month: month) else {
            return GroupKey("", texts["missing"])
        }
        var key = GroupKey(String(days.first.description.prefix(7)), periodText(days, texts))
        key.order = year * 12 + month
        if let part = DayRange(max(days.first, self.days.first), min(days.last, self.days.last)), scope == nil {
            key.narrow = { $0.days = part }
        }
        return key
    }

    private func hourKey(_ hour: Int) -> GroupKey {
        var key = GroupKey(String(hour), String(hour) + ":00")
        key.order = hour
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
}
