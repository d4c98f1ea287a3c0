public import Model

/// One way that records come from a switch, as a person sets it up.
public struct SourceDefinition: Hashable, Sendable {
    /// What the source's calls are for (DOMAIN, two witnesses).
    public enum Role: String, Hashable, Sendable, CaseIterable { case charging, witness }

    /// 1 to 64 of `a-z`, `0-9`, `-`: it names the raw log too.
    public var id: SourceID
    public var `switch`: SwitchID
    public var format: FormatID
    public var role: Role
    public var transport: Transport
    /// A source that is off is kept, but not run.
    public var isOn: Bool
    /// Seconds without a byte after which it is silent, whatever the usual rate; `nil`: only the usual rate counts.
    public var silentAfter: Int64?

    public init(
        id: SourceID, switch: SwitchID, format: FormatID, role: Role = .charging, transport: Transport, isOn: Bool = true,
        silentAfter: Int64? = nil
    ) {
        self.id = id
        self.switch = `switch`
        self.format = format
        self.role = role
        self.transport = transport
        self.isOn = isOn
        self.silentAfter = silentAfter
    }
}
