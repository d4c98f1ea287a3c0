public import Reading

/// The formats that the program knows, and the way to others.
public enum FormatCatalogue {
    /// The built-in formats, by id. A definition that cannot be read would be left out here; the tests load each one.
    public static let builtIn: [Format] = entries.map(\.format)

    /// The same with the sample lines of each.
    static let entries: [(format: Format, samples: [FormatSample])] = definitions.compactMap {
        try? FormatReader.read(file: $0.file, bytes: $0.bytes)
    }

    /// A built-in format.
    public static func format(_ id: String) -> Format? { builtIn.first { $0.id == id } }

    /// Reads a definition and decodes its own samples with it.
    /// - Parameter file: as the user named it, for messages.
    /// - Throws: everything that is wrong with it, with file, line, place, value and mend.
    public static func load(file: String, bytes: [UInt8]) throws(Problems) -> Format {
        let (format, samples) = try FormatReader.read(file: file, bytes: bytes)
        let differences = format.check(samples, file: file)
        guard !differences.hasErrors else { throw differences }
        return format
    }

    /// The definition of a built-in format as a file: where a book's own begins.
    public static func definition(_ id: String) -> [UInt8]? { definitions.first { $0.file == "Formats/\(id).yaml" }?.bytes }

    /// File and content of every built-in definition.
    static let definitions: [(file: String, bytes: [UInt8])] = EmbeddedFiles.encoded.map {
        ($0.path.description, Base64.decoded($0.base64))
    }.filter { $0.0.hasSuffix(".yaml") }
}

/// Decodes what the build put into the program.
enum Base64 {
    static func decoded(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count / 4 * 3)
            var bits: UInt32 = 0
            var count = 0
            for byte in bytes {
                guard let value = value(byte) else { continue }
                bits = bits << 6 | value
                count += 6
                if count >= 8 {
                    count -= 8
                    result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                }
            }
            return result
        }
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
