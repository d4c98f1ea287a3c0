/// What was decoded last for each key (a trunk): records that tell only together with the one before them need it. Bounded; the key
/// that was silent longest is forgotten first.
public struct LegMemory: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        var key: [UInt8]
        /// Raw value of `Direction`.
        var direction: UInt8
        var values: [[UInt8]]
    }

    /// The newest last.
    private(set) var entries: [Entry] = []
    static let most = 256

    public init() {}

    func entry(_ key: [UInt8]) -> Entry? { entries.last { $0.key == key } }

    mutating func keep(_ entry: Entry) {
        if let old = entries.lastIndex(where: { $0.key == entry.key }) { entries.remove(at: old) }
        if entries.count >= Self.most { entries.removeFirst() }
        entries.append(entry)
    }

    /// As a text without `;`, to go on in another process.
    public var text: String {
        entries.map { entry in
            ([entry.key, [entry.direction]] + entry.values).map(Self.hexadecimal).joined(separator: ",")
        }.joined(separator: "/")
    }

    /// - Parameter text: as `text` wrote it; what is no such text is as if nothing was remembered.
    public init(text: String) {
        for line in text.split(separator: "/") {
            let parts = line.split(separator: ",", omittingEmptySubsequences: false).map { Self.bytes($0) }
            guard parts.count >= 2, let direction = parts[1].first else { continue }
            entries.append(Entry(key: parts[0], direction: direction, values: Array(parts[2...])))
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(_ text: Substring) -> [UInt8] {
        let digits = text.utf8.compactMap { Byte.hexDigit($0) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
