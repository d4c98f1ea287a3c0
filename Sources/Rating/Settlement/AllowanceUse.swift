public import Model
public import Site
public import Time

/// What a rule of a package grants for a billing period, and what calls used of it (DOMAIN section 6).
public struct AllowanceUse: Hashable, Sendable {
    public var package: PackageID
    /// Place of the rule in it, from 0.
    public var rule: Int
    /// Whose it is; a node's is shared by its parties.
    public var holder: Holder
    public var period: DayRange
    /// What is granted; it says what the figures count: seconds, begun minutes, calls, or 10⁻¹² of a currency.
    public var grant: Allowance.Grant
    /// The period's own: whole, or the share of the days.
    public var own: Int128
    /// From the period before.
    public var carried: Int128
    /// What calls took of both.
    public var used: Int128
    /// What calls that matched needed when less, or nothing, was left: later allowances cover it, or it is charged.
    public var over: Int128

    /// What is still there.
    public var left: Int128 { own + carried - used }
}

/// Calls after settlement, with what became of allowances.
public struct SettledSet: Sendable {
    /// In the order of settlement.
    public var calls: [SettledCall]
    /// By package, rule, party and period.
    public var allowances: [AllowanceUse]
}
