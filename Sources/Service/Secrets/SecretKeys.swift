import Crypto
import Glibc

/// The keys that open a book's sealed secrets: a file beside the book's folder, never in it, so that no copy of the book holds both.
///
/// One line a key, `id hexadecimal`, the newest last. A renewal adds one, seals all secrets with it, then takes the others away.
struct SecretKeys {
    struct Key {
        let id: String
        let key: SymmetricKey

        /// A new one.
        init() {
            var random = SystemRandomNumberGenerator()
            id = String((0..<8).map { _ in SecretKeys.digits[Int.random(in: 0..<16, using: &random)] })
            key = SymmetricKey(size: .bits256)
        }

        init?(line: Substring) {
            let words = line.split(separator: " ")
            guard words.count == 2, let bytes = SecretKeys.bytes(words[1]), bytes.count == 32 else { return nil }
            id = String(words[0])
            key = SymmetricKey(data: bytes)
        }

        fileprivate var line: String {
            let text = key.withUnsafeBytes {
                $0.map { String([SecretKeys.digits[Int($0 >> 4)], SecretKeys.digits[Int($0 & 15)]]) }.joined()
            }
            return "\(id) \(text)\n"
        }
    }

    private static let head = "tollbook keys 1"
    fileprivate static let digits = Array("0123456789abcdef")

    let path: String
    private(set) var keys: [Key] = []

    /// - Parameter folder: the book's.
    init(book folder: String) throws {
        path = folder + ".keys"
        guard FileSystem.exists(path) else { return }
        let text = String(decoding: try InputFile(path).readAll(limit: 1 << 16), as: UTF8.self)
        let lines = text.split(separator: "\n")
        guard lines.first == Substring(Self.head), let keys = Self.all(lines.dropFirst().map { Key(line: $0) }) else {
            throw ServiceError.refused("\(path) is no file of keys, or is damaged. Put back a copy of it, or set the secrets anew.")
        }
        self.keys = keys
    }

    /// The one that seals; made where there is none.
    mutating func newest() throws -> Key {
        if let last = keys.last { return last }
        return try add()
    }

    mutating func add() throws -> Key {
        let key = Key()
        keys.append(key)
        try write()
        return key
    }

    mutating func keepOnly(_ key: Key) throws {
        keys = [key]
        try write()
    }

    private func write() throws {
        do {
            try FileSystem.writeAside(Self.head + "\n" + keys.map(\.line).joined(), to: path, mode: 0o600)
        } catch {
            throw ServiceError.refused(
                "the keys of this book's secrets stand in \(path), which cannot be written: \(String(cString: strerror(error.code))). "
                    + "Run `tollbook secret renew` once as a user who may write there, and give the file to the server's user.")
        }
    }

    private static func all(_ keys: [Key?]) -> [Key]? {
        let known = keys.compactMap { $0 }
        return known.count == keys.count && !known.isEmpty ? known : nil
    }

    fileprivate static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).reduce(into: [UInt8]?.some([])) { found, index in
            guard let high = digits[index], let low = digits[index + 1] else {
                found = nil
                return
            }
            found?.append(UInt8(high * 16 + low))
        }
    }
}
