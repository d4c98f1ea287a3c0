import CZlib

/// The parts of a ZIP file by its central directory, stored or deflated. A name in it is a key and never a path; nothing is unpacked
/// before it is asked for, and no more of it than its limit.
struct ZipFile {
    private struct Entry {
        var flags, method, checksum, packedSize, size, head: Int
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]
    /// Where the directory begins; what is packed stands before.
    private var directory = 0

    static func begins(_ bytes: some Collection<UInt8>) -> Bool {
        // The second is one without any part.
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    init(_ bytes: [UInt8]) throws(WorkbookError) {
        self.bytes = bytes
        guard let end = Self.end(bytes) else { throw .damaged("its directory is missing") }
        let (count, size, start) = (try number(end + 10, 2), try number(end + 12, 4), try number(end + 16, 4))
        guard count < 0xFFFF, size < 0xFFFF_FFFF, start < 0xFFFF_FFFF, try number(end + 4, 4) == 0 else { throw .packing }
        guard start + size <= end else { throw .damaged("its directory is cut off") }
        directory = start
        var place = start
        for _ in 0..<count {
            guard place + 46 <= end, try number(place, 4) == 0x0201_4B50 else { throw .damaged("its directory") }
            let name = place + 46..<(place + 46 + (try number(place + 28, 2)))
            guard name.upperBound <= end else { throw .damaged("its directory") }
            let entry = Entry(
                flags: try number(place + 8, 2), method: try number(place + 10, 2), checksum: try number(place + 16, 4),
                packedSize: try number(place + 20, 4), size: try number(place + 24, 4), head: try number(place + 42, 4))
            let key = Self.key(String(decoding: bytes[name], as: UTF8.self))
            // Which of two would hold is anybody's guess.
            guard entries.updateValue(entry, forKey: key) == nil else { throw .damaged("two parts have one name") }
            place = name.upperBound + (try number(place + 30, 2)) + (try number(place + 32, 2))
        }
    }

    /// A part's name as it is compared: office programs differ in letters and strokes.
    static func key(_ name: String) -> String {
        let parts = name.lowercased().split { $0 == "/" || $0 == "\\" }
        return parts.joined(separator: "/")
    }

    func has(_ name: String) -> Bool { entries[Self.key(name)] != nil }

    /// The bytes of a part; `nil` where there is none of this name.
    /// - Parameter limit: bytes that may come out.
    func part(_ name: String, limit: Int) throws(WorkbookError) -> [UInt8]? {
        guard let entry = entries[Self.key(name)] else { return nil }
        if entry.flags & 1 != 0 { throw .locked }
        guard entry.method == 0 || entry.method == 8, entry.size < 0xFFFF_FFFF, entry.packedSize < 0xFFFF_FFFF else { throw .packing }
        guard entry.size <= limit else { throw .tooBig("The part \(name) has \(entry.size) bytes", most: limit) }
        guard entry.head + 30 <= directory, try number(entry.head, 4) == 0x0403_4B50 else { throw .damaged("the part \(name)") }
        // What is said in front of the part differs between programs; only where it begins is taken from there.
        let start = entry.head + 30 + (try number(entry.head + 26, 2)) + (try number(entry.head + 28, 2))
        guard start + entry.packedSize <= directory else { throw .damaged("the part \(name) is cut off") }
        let packed = Array(bytes[start..<start + entry.packedSize])
        guard let content = entry.method == 0 ? packed : Inflate.bytes(packed, size: entry.size), content.count == entry.size,
            Int(crc32(0, content, UInt32(content.count))) == entry.checksum
        else { throw .damaged("the part \(name)") }
        return content
    }

    /// Where the record at the end begins; behind it stands only a comment.
    private static func end(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return (max(0, bytes.count - 22 - 0xFFFF)...(bytes.count - 22)).last { bytes[$0...].starts(with: [0x50, 0x4B, 5, 6]) }
    }

    private func number(_ place: Int, _ count: Int) throws(WorkbookError) -> Int {
        guard place >= 0, place + count <= bytes.count else { throw .damaged("its directory is cut off") }
        return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
