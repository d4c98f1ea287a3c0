import Accounts
import Model
import Time

/// An `AccountStore` in memory, and a look at all that it holds.
actor MemoryStore: AccountStore {
    private(set) var userRecords: [UserRecord] = []
    private(set) var sessions: [SessionRecord] = []
    private(set) var throttles: [[UInt8]: ThrottleRecord] = [:]
    private(set) var keyRecords: [KeyRecord] = []

    func users() -> [UserRecord] { userRecords }
    func user(named name: String) -> UserRecord? { userRecords.first { Array($0.user.name.utf8) == Array(name.utf8) } }
    func user(numbered number: UserNumber) -> UserRecord? { userRecords.first { $0.user.number == number } }

    func addUser(_ record: UserRecord) -> UserNumber? {
        guard user(named: record.user.name) == nil else { return nil }
        var record = record
        record.user.number = UserNumber(Int64(userRecords.count) + 1)
        userRecords.append(record)
        return record.user.number
    }

    func replaceUser(_ record: UserRecord, ifGeneration generation: Int64) -> Bool {
        guard let index = userRecords.firstIndex(where: { $0.user.number == record.user.number && $0.generation == generation })
        else { return false }
        userRecords[index] = record
        return true
    }

    func addSession(_ session: SessionRecord) { sessions.append(session) }
    func session(digest: [UInt8]) -> SessionRecord? { sessions.first { $0.digest == digest } }
    func touchSession(digest: [UInt8], seenAt: Instant) {
        for index in sessions.indices where sessions[index].digest == digest { sessions[index].seenAt = seenAt }
    }
    func removeSession(digest: [UInt8]) { sessions.removeAll { $0.digest == digest } }
    func removeSessions(startedBefore: Instant, orSeenBefore: Instant) {
        sessions.removeAll { $0.startedAt < startedBefore || $0.seenAt < orSeenBefore }
    }

    func throttle(key: [UInt8]) -> ThrottleRecord? { throttles[key] }
    func putThrottles(_ records: [ThrottleRecord]) { for record in records { throttles[record.key] = record } }
    func removeThrottles(keys: [[UInt8]]) { for key in keys { throttles[key] = nil } }
    func removeThrottles(failedBefore: Instant, succeededBefore: Instant) {
        throttles = throttles.filter { _, record in
            record.failedAt >= failedBefore || record.succeededAt.map { $0 >= succeededBefore } == true
        }
    }

    func keys() -> [KeyRecord] { keyRecords }
    func key(digest: [UInt8]) -> KeyRecord? { keyRecords.first { $0.digest == digest } }
    func addKey(_ record: KeyRecord) -> Int64 {
        var record = record
        record.number = Int64(keyRecords.count) + 1
        keyRecords.append(record)
        return record.number
    }
    func revokeKey(number: Int64, at instant: Instant) -> Bool {
        guard let index = keyRecords.firstIndex(where: { $0.number == number }) else { return false }
        keyRecords[index].revokedAt = instant
        return true
    }

    func touchKey(number: Int64, _ use: KeyUse) {
        guard let index = keyRecords.firstIndex(where: { $0.number == number }) else { return }
        keyRecords[index].lastUse = use
    }

    func latestInstant() -> Instant {
        let all = sessions.flatMap { [$0.startedAt, $0.seenAt] } + throttles.values.map(\.failedAt)
        return all.max() ?? Instant(seconds: 0)
    }

    /// Plants a hash as an older version of the program would have left it.
    func plantPassword(_ text: String, of name: String) {
        for index in userRecords.indices where userRecords[index].user.name == name { userRecords[index].password = text }
    }
}
