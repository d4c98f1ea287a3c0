public import Model

/// One way that records come from a switch, as a person sets it up.
public struct SourceDefinition: Hashable, Sendable {
    /// 1 to 64 of `a-z`, `0-9`, `-`: it names the raw log too.
    public var id: SourceID
    public var `switch`: SwitchID
    public var format: FormatID
    public var transport: Transport
    /// A source that is off is kept, but not run.
    public var isOn: Bool
    /// Seconds without a byte after which it is silent, whatever the usual rate; `nil`: only the usual rate counts.
    public var silentAfter: Int64?

    public init(
        id: SourceID, switch: SwitchID, format: FormatID, transport: Transport, isOn: Bool = true,
        silentAfter: Int64? = nil
    ) {
        self.id = id
        self.switch = `switch`
        self.format = format
        self.transport = transport
        self.isOn = isOn
        self.silentAfter = silentAfter
    }
}
