import Model

/// What calls are grouped by.
public enum GroupField: String, Hashable, Sendable, CaseIterable {
    case callType, party
    /// The nodes of the organisation from the root down: as many levels as the tree has.
    case organisation
    /// The nearest node of this kind above the party on the day of its call.
    case tenant, building, department, costCentre
    /// The department of whoever has the number called.
    case calledDepartment
    /// The ledger's number of the nearest node that has one.
    case costCode
    case day, week, month, quarter, year, weekday, hour, halfHour
    case direction, trunk, trunkGroup, provider, destination, `extension`, account, state, reason
    case called, calling, sourceIP, source, `switch`
    /// The site's contact at the other end of an incoming, outgoing or transit call.
    case contact
    /// Of the world, by the number called of an outgoing or transit call.
    case country
    /// Classes of length and of ringing.
    case durationClass, ringClass
    case answered
    /// The row of the rate table that made the cost.
    case chargeBand

    /// What a book must tell apart for it when it adds calls up.
    var tallyKeys: Set<TallyKey> {
        switch self {
        case .callType: [.callType]
        case .party: [.party]
        case .organisation, .tenant, .building, .department, .costCentre, .costCode: [.party]
        case .day, .week, .month, .quarter, .year, .weekday: [.day]
        case .hour: [.hour]
        case .halfHour: [.quarter]
        case .direction: [.direction]
        case .trunk, .trunkGroup, .provider: [.trunk]
        case .destination: [.destination]
        case .extension: [.extension]
        case .account: [.account]
        case .state: [.state]
        case .reason: [.reason]
        case .called: [.called]
        case .calledDepartment: [.called, .switch]
        case .calling: [.calling]
        case .contact: [.number, .direction, .switch]
        case .country: [.called, .direction, .switch]
        case .sourceIP: [.sourceIP]
        case .source: [.source]
        case .switch: [.switch]
        case .durationClass: [.durationClass]
        case .ringClass: [.ringClass]
        case .answered: [.answered]
        case .chargeBand: [.site, .costVersion, .costRow]
        }
    }

    /// By which key its groups are told apart, where that is a name alone: it is the id of their keys.
    var nameKey: TallyKey? {
        switch self {
        case .callType: .callType
        case .party: .party
        case .trunk: .trunk
        case .extension: .extension
        case .account: .account
        case .source: .source
        case .switch: .switch
        case .destination: .destination
        case .calling: .calling
        case .called: .called
        case .sourceIP: .sourceIP
        default: nil
        }
    }

    /// Whether it is a node above the party, so that it hangs on the day.
    var isOrganisation: Bool {
        switch self {
        case .organisation, .tenant, .building, .department, .costCentre, .costCode: true
        default: false
        }
    }

    /// What a summary must tell apart for it; `nil` where none can.
    var summaryGroup: SummaryGroup? {
        switch self {
        case .callType: .callType
        case .party, .organisation, .tenant, .building, .department, .costCentre, .costCode: .party
        case .day, .week, .month, .quarter, .year, .weekday: .day
        case .hour: .hour
        case .direction: .direction
        case .trunk, .trunkGroup, .provider: .trunk
        default: nil
        }
    }

    /// Whether the summaries of the data set can tell it.
    func isKnown(to dataSet: ReportDefinition.DataSet) -> Bool {
        switch dataSet {
        case .calls, .legs: true
        case .daily: summaryGroup.map { $0 != .hour && $0 != .trunk } ?? false
        case .hourly: summaryGroup.map { $0 != .party } ?? false
        case .list: false
        }
    }
}
