/// What has the names of a call, or of many calls that share them; without a name it is empty.
public protocol CallNames {
    var party: String { get }
    var trunk: String { get }
    var account: String { get }
    var `extension`: String { get }
    var sourceIP: String { get }
    var destination: String { get }
    var callType: String { get }
    var source: String { get }
    var `switch`: String { get }
    var calling: String { get }
    var called: String { get }
    /// At the other end.
    var number: String { get }
}

extension CallNames {
    /// By a key that is a name; by any other empty.
    public func name(_ key: TallyKey) -> String {
        switch key {
        case .party: party
        case .trunk: trunk
        case .account: account
        case .extension: `extension`
        case .sourceIP: sourceIP
        case .destination: destination
        case .callType: callType
        case .source: source
        case .switch: `switch`
        case .calling: calling
        case .called: called
        case .number: number
        case .day, .hour, .quarter, .direction, .state, .reason, .answered, .durationClass, .ringClass, .priceCurrency, .site,
            .costVersion, .costRow:
            ""
        }
    }
}
