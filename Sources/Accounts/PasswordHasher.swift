internal import Dispatch

/// Makes and checks hashes, few at once: each takes 128 MiB and a core for a third of a second.
actor PasswordHasher {
    let cost: ScryptCost
    private let random: RandomBytes
    private let atOnce: Int
    private let queueLength: Int
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Hashes computed since the start; tests count them.
    private(set) var computed = 0
    /// Most that ever ran at once.
    private(set) var peak = 0

    init(cost: ScryptCost, random: RandomBytes, atOnce: Int, queueLength: Int) {
        self.cost = cost
        self.random = random
        self.atOnce = atOnce
        self.queueLength = queueLength
    }

    /// The text of a new hash.
    func make(_ password: String) async throws -> String {
        let (cost, random) = (cost, random)
        return try await inTurn { try PasswordHash.make(password, cost: cost, random: random).text }
    }

    /// Costs one hash whether `stored` is one or not.
    func accepts(_ password: String, stored: String) async throws -> Bool {
        if let hash = PasswordHash(text: stored) { return try await inTurn { try hash.accepts(password) } }
        let nobody = PasswordHash(cost: cost, salt: [UInt8](repeating: 0, count: 16), hash: SecretBytes([UInt8](repeating: 0, count: 32)))
        _ = try await inTurn { try nobody.accepts(password) }
        return false
    }

    func isWeak(_ stored: String) -> Bool {
        guard let hash = PasswordHash(text: stored) else { return false }
        return hash.cost.isWeaker(than: cost)
    }

    private func inTurn<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        if running < atOnce {
            running += 1
        } else {
            guard waiting.count < queueLength else { throw AccountError.busy }
            // Whoever ends hands its place on, so the count stays.
            await withCheckedContinuation { waiting.append($0) }
        }
        peak = max(peak, running)
        computed += 1
        defer {
            if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
        }
        // On a thread of its own: the cooperative pool must not stand still for a third of a second.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
