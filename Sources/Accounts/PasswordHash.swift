internal import Crypto
internal import CryptoExtras
internal import Foundation

/// What a password's hash costs (RFC 7914). The memory of one is 128 × r × N bytes.
public struct ScryptCost: Hashable, Sendable {
    /// Logarithm of N to base 2, 1 … 20.
    public var log2N: Int
    /// 1 … 32.
    public var blockSize: Int
    /// 1 … 16.
    public var parallelism: Int

    public init(log2N: Int, blockSize: Int, parallelism: Int) {
        self.log2N = log2N
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// What new hashes are made with: 128 MiB each.
    public static let standard = ScryptCost(log2N: 17, blockSize: 8, parallelism: 1)

    var isSane: Bool { (1...20).contains(log2N) && (1...32).contains(blockSize) && (1...16).contains(parallelism) }

    func isWeaker(than other: ScryptCost) -> Bool {
        log2N < other.log2N || blockSize < other.blockSize || parallelism < other.parallelism
    }
}

/// A password's hash with all it takes to check one: `$scrypt$ln=17,r=8,p=1$salt$hash`.
struct PasswordHash: Sendable {
    let cost: ScryptCost
    let salt: [UInt8]
    let hash: SecretBytes

    static func derive(_ password: String, salt: [UInt8], cost: ScryptCost, count: Int = 32) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: count,
            rounds: 1 << cost.log2N, blockSize: cost.blockSize, parallelism: cost.parallelism,
            maxMemory: nil)
        return key.withUnsafeBytes { Array($0) }
    }

    static func make(_ password: String, cost: ScryptCost, random: RandomBytes) throws -> PasswordHash {
        let salt = random.make(16)
        return PasswordHash(cost: cost, salt: salt, hash: SecretBytes(try derive(password, salt: salt, cost: cost)))
    }

    func accepts(_ password: String) throws -> Bool {
        hash.matches(SecretBytes(try Self.derive(password, salt: salt, cost: cost, count: hash.bytes.count)))
    }

    var text: String {
        "$scrypt$ln=\(cost.log2N),r=\(cost.blockSize),p=\(cost.parallelism)$\(URLText.encode(salt))$\(URLText.encode(hash.bytes))"
    }
}

extension PasswordHash {
    /// `nil` for a text that is not such a hash, or asks for more memory than we ever give.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let numbers = parts[2].split(separator: ",").map { $0.split(separator: "=") }
        guard numbers.count == 3, numbers.allSatisfy({ $0.count == 2 }), numbers.map({ $0[0] }) == ["ln", "r", "p"],
            let log2N = Int(numbers[0][1]), let blockSize = Int(numbers[1][1]), let parallelism = Int(numbers[2][1]),
            let salt = URLText.decode(parts[3]), let hash = URLText.decode(parts[4]), !salt.isEmpty, hash.count >= 16
        else { return nil }
        let cost = ScryptCost(log2N: log2N, blockSize: blockSize, parallelism: parallelism)
        guard cost.isSane else { return nil }
        self.init(cost: cost, salt: salt, hash: SecretBytes(hash))
    }
}
