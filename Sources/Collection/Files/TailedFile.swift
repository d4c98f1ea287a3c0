import Crypto
import Glibc

/// Tells a log file from others by how it begins, whatever its name, number or packing is by now.
struct FileMark: Hashable {
    /// Bytes that are looked at, at most.
    static let limit = 256

    /// So many bytes …
    var count: Int
    /// … have this digest, in hex.
    var digest: String

    init(_ begin: some Collection<UInt8>) {
        count = min(begin.count, Self.limit)
        digest = SHA256.hash(data: Array(begin.prefix(Self.limit))).prefix(16).map { padded($0) }.joined()
    }

    /// As `text` writes it.
    init?(_ text: some StringProtocol) {
        let pieces = text.split(separator: " ")
        guard pieces.count == 2, let count = Int(pieces[0]), (0...Self.limit).contains(count) else { return nil }
        self.count = count
        digest = String(pieces[1])
    }

    var text: String { "\(count) \(digest)" }

    /// Whether a file that begins with `begin` may be the one. One that was empty then may be any.
    func fits(_ begin: [UInt8]) -> Bool { begin.count >= count && FileMark(begin.prefix(count)).digest == digest }
}

func padded(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
}

/// A log file beside others of its name: as it is written, and as rotation left it.
struct LogFile {
    var name: FileName
    var file: Descriptor
    var facts: FileFacts
    /// Its first bytes, unpacked.
    var begin: [UInt8]
    var isPacked: Bool

    /// `nil` for what is no regular file or cannot be read.
    init?(_ name: FileName, in folder: String, following: Bool = false) {
        let path = folder + "/" + name.text
        guard let file = following ? FileBytes.open(path, following: true) : FileBytes.open(name, in: folder),
            let facts = FileFacts(file), facts.isRegular, let head = FileBytes.read(file, count: FileMark.limit, at: 0)
        else { return nil }
        (self.name, self.file, self.facts) = (name, file, facts)
        isPacked = name.hasSuffix(".gz") && Gunzip.isPacked(head)
        begin = head
        if isPacked {
            var packed = unpacking()
            begin = Array(((try? packed.next()) ?? []).prefix(FileMark.limit))
        }
    }

    /// Whether a name is the log's with a number or date behind, as rotation makes it, and perhaps `.gz`; or with `.old`.
    static func isRotated(_ name: String, of log: String) -> Bool {
        guard name.hasPrefix(log) else { return false }
        var rest = name.dropFirst(log.count)
        if rest == ".old" { return true }
        if rest.hasSuffix(".gz") { rest = rest.dropLast(3) }
        guard let first = rest.first, ".-_".contains(first), rest.count > 1 else { return false }
        return rest.utf8.allSatisfy { (48...57).contains($0) || ".-_:TZ".utf8.contains($0) }
    }

    /// Bytes that may come out of one old file (16 GiB).
    static let limit: Int64 = 16 << 30

    /// Its bytes unpacked.
    func unpacking() -> Gunzip {
        var place: Int64 = 0
        let file = file
        return Gunzip(limit: Self.limit) {
            let bytes = FileBytes.read(file, count: 1 << 16, at: place)
            place += Int64(bytes?.count ?? 0)
            return bytes
        }
    }

    /// The files that rotation left of a log, the one changed first first.
    static func rotated(of name: String, in folder: String) -> [LogFile] {
        (FileBytes.names(in: folder) ?? []).filter { isRotated($0.text, of: name) }
            .compactMap { LogFile($0, in: folder) }
            .sorted { ($0.facts.changed, $1.name.text) < ($1.facts.changed, $0.name.text) }
    }
}
