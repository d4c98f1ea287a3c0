/// What is put into every text from outside (docs/security.md): each has to come out as text, and as nothing else.
enum Hostile {
    static let texts: [String] = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1--", "=HYPERLINK(\"http://x\")", "{{x}}", "%n%s",
        "../../x", "x\r\nBcc: y@z", "a\u{0}b", "\u{1b}[2J", "\u{202e}evil", "\u{600}<b>", "\"\u{301} onmouseover=alert(1) x=\"",
        "</title><svg/onload=alert(1)>", "javascript:alert(1)", "&lt;b&gt;", "`x`", "//evil.example/", "\\evil", "\u{2028}x",
        String(repeating: "W", count: 10_000),
    ]
    /// Broken UTF-8, as an address or a form may carry it.
    static let bytes: [[UInt8]] = [[0xff, 0xfe], [0xc0, 0xbc], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x80]]
}

/// Elements and attributes of a page in their order, without any value: what hostile text must not change.
struct Skeleton: Equatable {
    var names: [String] = []

    init(_ html: String) {
        var bytes = Array(html.utf8)[...]
        while let open = bytes.firstIndex(of: UInt8(ascii: "<")) {
            bytes = bytes[(open + 1)...]
            names.append(Self.name(&bytes))
            while let byte = bytes.first, byte != UInt8(ascii: ">") {
                if byte == UInt8(ascii: "\"") {
                    bytes = bytes.dropFirst()
                    bytes = bytes[(bytes.firstIndex(of: UInt8(ascii: "\"")) ?? bytes.endIndex)...].dropFirst()
                } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "=") {
                    bytes = bytes.dropFirst()
                } else {
                    names.append("@" + Self.name(&bytes))
                }
            }
        }
    }

    private static func name(_ bytes: inout ArraySlice<UInt8>) -> String {
        let stops = Array(" =>\"".utf8)
        let end = bytes.firstIndex { stops.contains($0) } ?? bytes.endIndex
        defer { bytes = bytes[end...] }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
