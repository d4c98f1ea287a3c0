internal import Model
internal import Time

/// How long somebody has to wait after failed log-ins: not at all at first, then twice as long each time.
enum Throttle {
    enum Kind: UInt8 { case pair = 1, address, account }

    /// Failures are forgotten after a day without one.
    static let memory: Int64 = 24 * 3600
    /// How long an address from which the account logged in well stays known.
    static let knownFor: Int64 = 30 * 24 * 3600

    /// Failures that cost nothing, and the longest delay in seconds. An account alone never waits long: strangers could
    /// else lock its owner out.
    static func rule(_ kind: Kind) -> (free: Int32, longest: Int64) {
        switch kind {
        case .pair: (3, 900)
        case .address: (10, 900)
        case .account: (20, 60)
        }
    }

    static func key(_ kind: Kind, account: String, address: String) -> [UInt8] {
        var text: [UInt8] = [kind.rawValue]
        if kind != .address { text += Digests.sha256(Array(account.utf8)) }
        if kind != .account { text += Array(address.utf8) }
        return Array(Digests.sha256(text).prefix(16))
    }

    static func delay(_ kind: Kind, failures: Int32) -> Int64 {
        let (free, longest) = rule(kind)
        guard failures > free else { return 0 }
        return min(longest, 1 << Int64(min(failures - free - 1, 20)))
    }

    static func mustWait(_ kind: Kind, _ record: ThrottleRecord?, now: Instant) -> Bool {
        guard let record else { return false }
        let since = now.seconds - record.failedAt.seconds
        return since < memory && since < delay(kind, failures: record.failures)
    }
}

/// The three records that concern one attempt.
struct Attempt: Sendable {
    var pair: ThrottleRecord
    var address: ThrottleRecord
    var account: ThrottleRecord

    /// From where this account logged in before, strangers' guesses at it do not count.
    func mustWait(now: Instant) -> Bool {
        if Throttle.mustWait(.pair, pair, now: now) { return true }
        if let succeeded = pair.succeededAt, now.seconds - succeeded.seconds < Throttle.knownFor { return false }
        return Throttle.mustWait(.address, address, now: now) || Throttle.mustWait(.account, account, now: now)
    }

    func failed(now: Instant) -> [ThrottleRecord] {
        [pair, address, account].map { record in
            var record = record
            let forgotten = now.seconds - record.failedAt.seconds >= Throttle.memory
            record.failures = forgotten ? 1 : min(record.failures, 1_000_000) + 1
            record.failedAt = now
            return record
        }
    }

    func succeeded(now: Instant) -> ThrottleRecord {
        var record = pair
        record.failures = 0
        record.succeededAt = now
        return record
    }
}
