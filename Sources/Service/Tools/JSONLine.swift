/// Writes one JSON object a line into a byte buffer, without a String per field.
struct JSONLine {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func begin() {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
    }

    /// Ends an object inside another.
    mutating func close() {
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    /// Ends an object and its line.
    mutating func end() { bytes.append(contentsOf: [UInt8(ascii: "}"), 10]) }

    /// What was written so far; the buffer is empty afterwards.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    mutating func key(_ name: StaticString) {
        bytes.append(isFirst ? UInt8(ascii: "\"") : UInt8(ascii: ","))
        if !isFirst { bytes.append(UInt8(ascii: "\"")) }
        isFirst = false
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
    }

    mutating func null() { bytes.append(contentsOf: "null".utf8) }
    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func field(_ name: StaticString, _ value: Int?) {
        key(name)
        if let value { raw(String(value)) } else { null() }
    }

    mutating func field(_ name: StaticString, _ value: Bool?) {
        key(name)
        if let value { raw(value ? "true" : "false") } else { null() }
    }

    mutating func field(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value.utf8) } else { null() }
    }

    /// Empty is missing: null.
    mutating func field(_ name: StaticString, bytes value: ArraySlice<UInt8>) {
        key(name)
        if value.isEmpty { null() } else { string(value) }
    }

    /// A list of what writes itself.
    mutating func values<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
        key(name)
        raw("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { raw(",") }
            write(&self, element)
        }
        raw("]")
    }

    /// A list of objects, of each the fields.
    mutating func list<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
        values(name, elements) { line, element in
            line.begin()
            write(&line, element)
            line.close()
        }
    }

    /// A list whose elements, written whole, stand in lines of their own.
    mutating func rows<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
        key(name)
        raw("[")
        for (index, element) in elements.enumerated() {
            raw(index == 0 ? "\n" : ",\n")
            write(&self, element)
        }
        raw("]")
    }

    mutating func texts(_ name: StaticString, _ texts: [String]) { values(name, texts) { $0.string($1.utf8) } }

    /// A quoted text; broken UTF-8 becomes U+FFFD, control and line separator characters are escaped.
    mutating func string(_ text: some Collection<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        if text.allSatisfy({ $0 >= 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: text)
        } else {
            for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { append(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\":
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        case _
        where scalar.value < 32 || scalar.value == 127 || scalar.value == 0x2028 || scalar.value == 0x2029
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value):
            let digits = String(scalar.value, radix: 16)
            raw("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
        default: bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        }
    }
}
