public import Model
internal import Time

/// The rules of accounts over a store: who may log in, for how long, and what ends it.
public struct Accounts: Sendable {
    public struct Settings: Sendable {
        public var cost = ScryptCost.standard
        /// Hashes computed at once, and how many more may wait.
        public var hashesAtOnce = 2
        public var hashQueue = 32
        /// Seconds without a request, and in all, after which a session ends.
        public var idle: Int64 = 30 * 60
        public var absolute: Int64 = 12 * 3600
        /// Seconds for which a one-time log-in is good.
        public var oneTime: Int64 = 30 * 60
        /// How exactly the last request is kept, seconds: not every click is a write.
        public var touchEvery: Int64 = 60

        public init() {}
    }

    public let clock: AccountClock
    public let settings: Settings
    let store: any AccountStore
    let random: RandomBytes
    let hasher: PasswordHasher
    let meter = KeyMeter()

    public init(store: any AccountStore, clock: AccountClock, random: RandomBytes = .system, settings: Settings = Settings()) {
        self.store = store
        self.clock = clock
        self.random = random
        self.settings = settings
        hasher = PasswordHasher(
            cost: settings.cost, random: random, atOnce: settings.hashesAtOnce, queueLength: settings.hashQueue)
    }

    /// A token for the form of somebody who has no session yet.
    public func visitorToken() -> Token { Token.visitor(random) }

    /// Forgets what no rule looks at any more; to be called now and then.
    public func sweep() async throws {
        let now = clock.now()
        try await store.removeSessions(startedBefore: now - settings.absolute, orSeenBefore: now - settings.idle)
        try await store.removeThrottles(failedBefore: now - Throttle.memory, succeededBefore: now - Throttle.knownFor)
    }
}
