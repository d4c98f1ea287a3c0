public import Money
public import Time

/// What the other side tells of a call: a witness of one of ours, or we of one that a witness has.
public struct CallWitness: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case matched, differs, onlyOurs, onlyTheirs
    }

    /// A record of the other side.
    public struct Record: Sendable, Hashable {
        public var id: String
        /// In the site's zone.
        public var start: WallTime
        /// Seconds.
        public var talk: Int32
    }

    /// The witness's switch; all of a provider's where none of them has the call.
    public var switches: [String]
    /// Empty: a recorder that is no provider's.
    public var provider: String
    public var state: State
    /// In what the two differ: `duration`, `amount`, `currency`.
    public var differs: [String]
    /// `nil`: there is none.
    public var other: Record?
    /// What the witness asks for, and how much more that is than our cost.
    public var billed: Money?
    public var difference: Money?
}
