internal import Synchronization

/// Counts the open connections, in all and by address.
final class ConnectionCensus: Sendable {
    private let most: Int
    private let mostPerAddress: Int
    private let counts = Mutex<(all: Int, byAddress: [String: Int])>((0, [:]))

    init(most: Int, mostPerAddress: Int) {
        self.most = most
        self.mostPerAddress = mostPerAddress
    }

    /// False where one more would be too many; then nothing was counted.
    func enter(_ address: String) -> Bool {
        counts.withLock { counts in
            guard counts.all < most, counts.byAddress[address, default: 0] < mostPerAddress else { return false }
            counts.all += 1
            counts.byAddress[address, default: 0] += 1
            return true
        }
    }

    func leave(_ address: String) {
        counts.withLock { counts in
            counts.all -= 1
            let left = counts.byAddress[address, default: 1] - 1
            counts.byAddress[address] = left > 0 ? left : nil
        }
    }

    var all: Int { counts.withLock { $0.all } }
}
