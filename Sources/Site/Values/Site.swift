public import Model
public import Money
public import Time

/// Everything a person configures, as `site.yaml` says it (docs/site.md). A value: read, checked, compared and written as a whole.
public struct Site: Hashable, Sendable {
    public var settings = SiteSettings()
    public var switches: [Switch] = []
    public var sources: [Source] = []
    public var providers: [Provider] = []
    public var trunks: [Trunk] = []
    public var callTypes: [CallType] = []
    /// The site's own entries; the country's data come from `settings.country`.
    public var numbering: [NumberingEntry] = []
    public var organisation: [OrganisationNode] = []
    public var parties: [Party] = []
    public var contacts: [Contact] = []
    /// The name of the file that they came from; `nil`: they stand in the site file.
    public var contactsFile: String?
    public var rateTables: [RateTable] = []
    /// In this order; the first that matches wins.
    public var selection: [SelectionRule] = []
    /// Applied in this order.
    public var surcharges: [Surcharge] = []
    /// Applied in this order.
    public var packages: [Package] = []
    public var exchangeRates = ExchangeRates()
    public var taxes: [Tax] = []
    public var recurring: [RecurringCharge] = []
    public var budgets: [Budget] = []
    /// What holds where a named layout says nothing else, and where there is none.
    public var layout = BillLayout()
    public var layouts: [NamedLayout] = []
    public var mail: MailSettings?
    public var alerts: [AlertRule] = []
    public var schedules: [Schedule] = []
    public var exports: [CallExport] = []
    public var rawLog = RawLogPolicy()

    public init() {}
}

/// How the raw log is kept.
public struct RawLogPolicy: Hashable, Sendable {
    /// Whole days after which a closed file is removed, once everything in it is taken; `nil`: never.
    public var keepDays: Int?
    /// Whether closed files are packed.
    public var isPacked = true

    public init() {}
}

public struct SiteSettings: Hashable, Sendable {
    public var name = ""
    public var zone = Zone.utc
    /// ISO 3166 country whose numbering data the site starts from.
    public var country: String?
    public var currency: Currency
    /// Decimals of final charges, where the site names its own.
    public var linePrecision: [Currency: Int] = [:]
    public var defaultTable: [Scheme: RateTableID] = [:]
    public var tableOrder: [TableOwner] = [.trunk, .party]
    public var chargedParty: [PartyKind] = PartyKind.defaultOrder
    public var legs = LegRule.first
    /// `nil`: the usual ones.
    public var businessHours: BusinessHours?

    public init() { currency = .usd }

    /// Decimals of a final charge: the site's own, or two more than the minor unit, at most 6.
    public func precision(of currency: Currency) -> Int { linePrecision[currency] ?? min(currency.minorUnit + 2, 6) }
}

/// Whose table goes first when no selection rule matched.
public enum TableOwner: String, Hashable, Sendable, CaseIterable {
    case trunk, party
}

/// Which of linked legs' parties is charged.
public enum LegRule: String, Hashable, Sendable, CaseIterable {
    case first, last, split
}

public enum PartyKind: String, Hashable, Sendable, CaseIterable {
    case account, room, `extension`, subscriber, sourceIP

    /// The order in which a charged party is looked for (DOMAIN section 2).
    public static let defaultOrder: [PartyKind] = [.account, .room, .extension, .subscriber, .sourceIP]
}

public struct Switch: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable, CaseIterable { case charging, witness }

    public var id: SwitchID
    public var format: FormatID?
    /// `nil`: the site's.
    public var zone: Zone?
    /// Seconds to add to its stamps.
    public var clockOffset = 0
    public var role = Role.charging
    /// Of a witness: whose bill it is; `nil`: it is a second recorder of all calls.
    public var provider: ProviderID?
    /// Of a witness.
    public var match = WitnessMatch()
    /// Longest believable duration in seconds.
    public var maxDuration = 86_400
    public var dialPlan: DialPlan?

    public init(id: SwitchID) { self.id = id }
}

public struct DialPlan: Hashable, Sendable {
    public var countryCode = ""
    public var areaCode = ""
    /// National long distance; empty: none.
    public var trunkPrefix = ""
    public var internationalPrefix: [String] = []
    /// Access codes to an outside line.
    public var outside: [String] = []
    /// Codes dialled behind an access code, or without one, that mark the call as private.
    public var privateCodes: [String] = []
    public var carrierCodes: [String] = []
    /// Whole numbers that stay as they are.
    public var short: [String] = []
    public var extensionLength: [Int] = []
    /// What of it came from the country's data, because the file says `like: country`; `nil`: nothing.
    public var fromCountry: CountryShare?

    public init() {}

    /// Which fields the file does not say itself; they are filled in, so that nobody else needs to ask.
    public struct CountryShare: Hashable, Sendable {
        public var countryCode = false
        public var trunkPrefix = false
        public var internationalPrefix = false
        /// How many numbers stand at the end of `short` beyond those of the file.
        public var short = 0

        public init() {}
    }
}

public struct Provider: Hashable, Sendable {
    public var id: ProviderID
    public var name: String
    public init(id: ProviderID, name: String) {
        self.id = id
        self.name = name
    }
}

public struct Trunk: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable { case `public`, tie }

    public var id: TrunkID
    public var `switch`: SwitchID
    public var group: String?
    public var provider: ProviderID?
    public var kind = Kind.public
    public var table: [Scheme: RateTableID] = [:]
    /// Who pays transit calls that came in over it.
    public var party: PartyID?
    /// Seconds; shorter calls are unanswered. `nil`: the switch's word is taken.
    public var answerAllowance: Int?
    /// The allowance is taken off the charged duration.
    public var subtract = false

    public init(id: TrunkID, switch: SwitchID) {
        self.id = id
        self.switch = `switch`
    }
}

public struct CallType: Hashable, Sendable {
    public var id: CallTypeID
    public var name: String
    /// `#rrggbb` for the light and the dark theme.
    public var colour: [String]
    public init(id: CallTypeID, name: String, colour: [String]) {
        self.id = id
        self.name = name
        self.colour = colour
    }
}

public struct NumberingEntry: Hashable, Sendable {
    /// Digits of the normalised number; of a `short` entry the whole number.
    public var prefix: String
    public var type: CallTypeID
    public var destination: String
    public var short: Bool
    public init(prefix: String, type: CallTypeID, destination: String, short: Bool = false) {
        self.prefix = prefix
        self.type = type
        self.destination = destination
        self.short = short
    }
}

public struct OrganisationNode: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable { case company, tenant, site, department, costCentre }

    public var id: NodeID
    public var kind: Kind
    public var parent: NodeID?
    public var name: String
    public var costCentre: String?
    public var managers: [String] = []
    /// Of the bills of all parties below it; `nil`: as of the node above.
    public var layout: LayoutID?
    public init(id: NodeID, kind: Kind, name: String) {
        self.id = id
        self.kind = kind
        self.name = name
    }
}

/// Days from `from` (`nil`: always) to `to` (`nil`: for ever), both included, in the site's zone.
public struct Validity: Hashable, Sendable {
    public var from: CivilDay?
    public var to: CivilDay?
    public init(from: CivilDay? = nil, to: CivilDay? = nil) {
        self.from = from
        self.to = to
    }
    public func contains(_ day: CivilDay) -> Bool { (from ?? day) <= day && day <= (to ?? day) }
    public func overlaps(_ other: Validity) -> Bool {
        let startsBeforeEnd = from.flatMap { from in other.to.map { from <= $0 } } ?? true
        let endsAfterStart = to.flatMap { to in other.from.map { $0 <= to } } ?? true
        return startsBeforeEnd && endsAfterStart
    }
}

public struct Party: Hashable, Sendable {
    public struct Number: Hashable, Sendable {
        public var number: String
        public var validity: Validity
        public init(number: String, validity: Validity) {
            self.number = number
            self.validity = validity
        }
    }
    public struct Membership: Hashable, Sendable {
        public var node: NodeID
        public var validity: Validity
        public init(node: NodeID, validity: Validity) {
            self.node = node
            self.validity = validity
        }
    }

    public var id: PartyID
    public var kind = PartyKind.extension
    public var name = ""
    /// `nil`: its numbers mean the same on every switch.
    public var `switch`: SwitchID?
    public var numbers: [Number] = []
    public var member: [Membership] = []
    /// `nil`: the site's.
    public var currency: Currency?
    public var table: [Scheme: RateTableID] = [:]
    public var email: [String] = []
    /// By `from` (`nil`: always), rising; none: the calendar month.
    public var billingCycle: [BillingCycle] = []
    public var exchangeAt = ExchangeMoment.call
    /// Of its bills; `nil`: as of the node that it belongs to.
    public var layout: LayoutID?
    /// Of its bills; `nil`: the layout's.
    public var language: BillLanguage?
    public init(id: PartyID) { self.id = id }
}

/// The day of the month on which billing periods begin, from a day on.
public struct BillingCycle: Hashable, Sendable {
    public var from: CivilDay?
    /// 1 … 31; of a shorter month its last day is meant.
    public var day: Int
    public init(from: CivilDay? = nil, day: Int) {
        self.from = from
        self.day = day
    }
}

/// Whose day's rate a party's charges are exchanged at.
public enum ExchangeMoment: String, Hashable, Sendable, CaseIterable {
    case call, bill
}
