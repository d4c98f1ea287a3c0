/// A ZIP file byte by byte, of which each field can say something false.
public struct TestZip: Sendable {
    public struct Part: Sendable {
        public var name: String
        /// As they stand in the file, stored or packed.
        public var bytes: [UInt8]
        public var flags = 0
        /// 0 stored, 8 deflated.
        public var method = 0
        public var size: Int
        public var checksum: UInt32
        /// Where the part is said to be, from its true place.
        public var shift = 0

        public init(_ name: String, _ content: [UInt8]) {
            (self.name, bytes, size, checksum) = (name, content, content.count, TestZip.checksum(content))
        }

        public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
    }

    public var parts: [Part]
    public var comment: [UInt8] = []
    /// Number of parts as the end says it; `nil` for the true one.
    public var count: Int?

    public init(_ parts: [Part]) { self.parts = parts }

    public subscript(_ name: String) -> Part? {
        get { parts.first { $0.name == name } }
        set {
            let place = parts.firstIndex { $0.name == name }
            if let place, let newValue { parts[place] = newValue } else if let place { parts.remove(at: place) }
            if place == nil, let newValue { parts.append(newValue) }
        }
    }

    public var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let fields =
                number(20, 2) + number(part.flags, 2) + number(part.method, 2) + number(0, 4) + number(Int(part.checksum), 4)
                + number(part.bytes.count, 4) + number(part.size, 4) + number(part.name.utf8.count, 2) + number(0, 2)
            directory +=
                number(0x0201_4B50, 4) + number(20, 2) + fields + number(0, 10) + number(file.count + part.shift, 4) + part.name.utf8
            file += number(0x0403_4B50, 4) + fields + part.name.utf8 + part.bytes
        }
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(count ?? parts.count, 2) + number(count ?? parts.count, 2)
            + number(directory.count, 4) + number(file.count, 4) + number(comment.count, 2) + comment
        return file + directory + end
    }

    private func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    /// CRC-32 as ZIP has it.
    public static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
