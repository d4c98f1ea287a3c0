import Model
import Time

/// What a row of calls, of a tally or of a summary is grouped by, wherever it came from.
struct GroupFacts: CallNames {
    var day: CivilDay?
    var hour: Int?
    /// Half hour of the day, 0 … 49.
    var halfHour: Int?
    var party = ""
    var callType = ""
    var direction = Direction.unknown
    var trunk = ""
    var destination = ""
    var `extension` = ""
    var account = ""
    var sourceIP = ""
    var source = ""
    var `switch` = ""
    var calling = ""
    var called = ""
    /// At the other end.
    var number = ""
    var state: CallState?
    var reason = Reason.none
    var answered = false
    var durationClass: Int?
    var ringClass: Int?
    var site: Int32 = 0
    var costVersion: Int32?
    var costRow: Int32?

    init(_ call: CallRow, _ zone: Zone) {
        day = call.day
        hour = zone.hourOfDay(call.start)
        halfHour = GroupFacts.halfHour(call.start, zone)
        party = call.party
        callType = call.callType
        direction = call.direction
        trunk = call.trunk
        destination = call.destination
        `extension` = call.extension
        account = call.account
        sourceIP = call.sourceIP
        source = call.source
        `switch` = call.switch
        calling = call.calling
        called = call.called
        number = call.direction == .in ? call.calling : call.called
        state = call.state
        reason = call.reason
        answered = call.answered
        durationClass = Int(SecondsClass.talk.number(call.talk))
        (site, costVersion, costRow) = (call.site, call.cost.charge?.version, call.cost.charge?.row)
        if call.ring >= 0 { ringClass = Int(SecondsClass.ring.number(call.ring)) }
    }

    init(_ row: SummaryRow) {
        day = row.day
        hour = row.hour
        party = row.party ?? ""
        callType = row.callType ?? ""
        direction = row.direction ?? .unknown
        trunk = row.trunk ?? ""
    }

    init(_ row: TallyRow, _ zone: Zone) {
        day = row.day
        hour = row.hour
        if let quarter = row.quarter { halfHour = GroupFacts.halfHour(Instant(seconds: quarter * 900), zone) }
        party = row.party
        callType = row.callType
        direction = row.direction ?? .unknown
        trunk = row.trunk
        destination = row.destination
        `extension` = row.extension
        account = row.account
        sourceIP = row.sourceIP
        source = row.source
        `switch` = row.switch
        calling = row.calling
        called = row.called
        number = row.number
        state = row.state
        reason = row.reason ?? .none
        answered = row.answered ?? false
        durationClass = row.durationClass
        ringClass = row.ringClass
        (site, costVersion, costRow) = (row.site, row.costVersion, row.costRow)
    }

    /// By what name the groups of a field are told apart, where they are: it is the id of their keys.
    func name(_ field: GroupField) -> String? { field.nameKey.map { name($0) } }

    /// What the row of the rate table is called that made the cost; empty without a cost.
    func chargeBand(_ name: RateName?) throws -> String {
        guard let version = costVersion, let name else { return "" }
        return try name(site, version, costRow ?? -1)
    }

    /// Half hours since the day's begin, as `Zone.hourOfDay` counts hours: a 25-hour day has 50.
    private static func halfHour(_ start: Instant, _ zone: Zone) -> Int {
        let halves = (start.seconds - zone.start(of: zone.wall(start).day).seconds) / 1800
        return Int(min(max(halves, 0), 49))
    }
}
