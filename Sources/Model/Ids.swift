/// A name that a person gave to a thing; unique among things of its kind.
public protocol Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    var text: String { get }
    init(_ text: String)
}

extension Identifier {
    public var description: String { text }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A PBX, gateway or exchange that makes records.
public struct SwitchID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Who is charged.
public struct PartyID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A trunk's name is unique within its switch.
public struct TrunkID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Whose lines the trunks are.
public struct ProviderID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A person or firm outside whom the site knows by name.
public struct ContactID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A node of the organisation.
public struct NodeID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A rate table with its dated versions.
public struct RateTableID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A kind of call of the numbering plan: local, mobile, …
public struct CallTypeID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }

    /// What a call between two extensions has, whatever the numbering plan says (DOMAIN section 2).
    public static let `internal` = CallTypeID("internal")
}

/// A format definition.
public struct FormatID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// One way that records come from a switch.
public struct SourceID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A rule that tells somebody of calls or of sources.
public struct AlertRuleID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// An amount or percentage that is added to a charge.
public struct SurchargeID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A list of discount rules that parties are given.
public struct PackageID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A tax with its dated rates.
public struct TaxID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A charge of every month, quarter or year, or of once.
public struct RecurringID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// A report or a run of bills that is made by itself.
public struct ScheduleID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// How bills look and what they show, by name.
public struct LayoutID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// What somebody may spend in a month.
public struct BudgetID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Calls that are written for another system.
public struct ExportID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}
