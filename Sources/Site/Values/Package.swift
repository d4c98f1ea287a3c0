public import Model
public import Money

/// A list of discount rules for one scheme, given to parties with dates (DOMAIN section 6).
public struct Package: Hashable, Sendable {
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// All rules that match, in their order.
        case inOrder
        /// For each call the one rule that alone would take off most.
        case bestOf
    }

    /// A party or a node with the days on which the package is theirs.
    public struct Assignment: Hashable, Sendable {
        public var holder: Holder
        public var validity: Validity
        /// The parties of the node are settled together; of a node only.
        public var shared = false
        /// Allowances of a period that it does not wholly cover are cut down to its days.
        public var prorata = false

        public init(holder: Holder, validity: Validity) {
            self.holder = holder
            self.validity = validity
        }
    }

    public var id: PackageID
    public var scheme = Scheme.price
    public var mode = Mode.inOrder
    public var rules: [PackageRule] = []
    public var assigned: [Assignment] = []

    public init(id: PackageID) { self.id = id }
}

/// Who has a package or pays a recurring charge: a party, or each party below a node.
public enum Holder: Hashable, Sendable {
    case party(PartyID)
    case organisation(NodeID)
}

public struct PackageRule: Hashable, Sendable {
    public enum Effect: Hashable, Sendable {
        case percent(Percent)
        /// Off each call; `nil`: in the table's currency.
        case perCall(Price, Currency?)
        /// Off each call for each begun minute of c.
        case perMinute(Price, Currency?)
        case allowance(Allowance)
    }

    public var when = PackageCondition()
    public var effect: Effect

    public init(effect: Effect) { self.effect = effect }
}

/// What a rule of a package looks for: every key that says something must match, a list by any of its members.
public struct PackageCondition: Hashable, Sendable {
    public enum Band: Hashable, Sendable {
        /// Times of a week in the site's zone, as the file says them, and the same for each of its 10,080 minutes.
        case week([String], minutes: [Bool])
        /// A band of the call's rate table.
        case named(String)
    }

    public var types: [CallTypeID] = []
    /// May end in `*`.
    public var destinations: [String] = []
    /// Called numbers, normalised; may end in `*`.
    public var favourites: [String] = []
    /// At the charging instant; `nil`: always.
    public var band: Band?

    public init() {}
}

/// What a rule grants for each billing period.
public struct Allowance: Hashable, Sendable {
    public enum Grant: Hashable, Sendable {
        /// Seconds, 0 or more; a whole number of minutes where it is counted by them.
        case time(seconds: Int, perMinute: Bool)
        /// Whole calls, 0 or more.
        case calls(Int)
        case money(Money)
    }
    public enum Cover: String, Hashable, Sendable, CaseIterable {
        /// Of a call wholly inside the flat surcharges remain.
        case charge
        /// Nothing remains.
        case all
    }

    public var grant: Grant
    /// What is left of a period's own may be used in the next one.
    public var carryOver = false
    public var covers = Cover.charge

    public init(grant: Grant) { self.grant = grant }
}
