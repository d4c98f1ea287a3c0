/// HTML under construction. Markup comes from literals of the program only, everything else is escaped: there is no way to put
/// outside text in unescaped. The one escaping of the house (CHECKLIST W2); it works on bytes.
public struct HTMLText: Hashable, Sendable {
    /// UTF-8.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Markup as it stands in the program.
    public mutating func markup(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Text from anywhere, escaped for content and for quoted attribute values alike.
    public mutating func text(_ text: String) { self.text(bytes: text.utf8) }

    /// Bytes as a switch sent them; what is no UTF-8 shows as `\xNN`.
    public mutating func text(bytes text: some Sequence<UInt8>) {
        for byte in VisibleText.bytes(text) {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "'"): markup("&#39;")
            case UInt8(ascii: "`"): markup("&#96;")
            default: bytes.append(byte)
            }
        }
    }

    /// Text of several lines for a field that somebody edits: line ends and tabs stay, all else is escaped as in `text`.
    public mutating func lines(_ text: String) { lines(bytes: text.utf8) }

    /// The same of bytes as a switch sent them.
    public mutating func lines(bytes all: some Sequence<UInt8>) {
        var line: [UInt8] = []
        func end(_ last: UInt8?) {
            if last == UInt8(ascii: "\n"), line.last == UInt8(ascii: "\r") { line.removeLast() }
            self.text(bytes: line)
            if let last { bytes.append(last) }
            line.removeAll(keepingCapacity: true)
        }
        for byte in all {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") { end(byte) } else { line.append(byte) }
        }
        end(nil)
    }

    /// Such text alone.
    public static func lines(of text: String) -> HTMLText {
        var html = HTMLText()
        html.lines(text)
        return html
    }

    public static func lines(of bytes: [UInt8]) -> HTMLText {
        var html = HTMLText()
        html.lines(bytes: bytes)
        return html
    }

    /// ` name="value"` with the value escaped. For `href` use `link`.
    public mutating func attribute(_ name: StaticString, _ value: String) {
        markup(" ")
        markup(name)
        markup("=\"")
        text(value)
        markup("\"")
    }

    /// ` href="…"`.
    public mutating func link(_ path: LocalPath) { attribute("href", path.text) }

    /// The content of a `style` element, made by this room: every outside text in it went through `CallTypeStyle.string`.
    mutating func style(_ css: String) { bytes += css.utf8 }

    public mutating func append(_ other: HTMLText) { bytes += other.bytes }

    /// The escaped text alone.
    public static func escaped(_ text: String) -> String {
        var result = HTMLText()
        result.text(text)
        return result.string
    }
}

/// An address inside this server: `/…`, never another host, never another scheme.
public struct LocalPath: Hashable, Sendable {
    public let text: String

    /// `nil` for `//host`, `/\host`, anything that does not begin with `/`, and for signs that an address must have encoded.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count < 2 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")) else {
            return nil
        }
        let safe = bytes.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !["\"", "<", ">", "\\", "^", "`", "{", "|", "}"].contains(Unicode.Scalar(byte))
        }
        guard safe else { return nil }
        self.text = text
    }
}
