/// An XML text piece by piece, in one walk over its bytes. No DTD is read, no entity beyond the five of XML and numbers, and elements
/// are nested only so deep: nothing in it grows or leads elsewhere.
struct XMLPieces {
    enum Piece { case begin, end, text }
    /// It is not well formed, or more than is read here.
    struct Flaw: Error {}

    static let deepest = 64
    static let mostAttributes = 256

    let bytes: [UInt8]
    var place = 0
    var open: [Range<Int>] = []
    var hasBegun = false
    /// An element that was begun as `<a/>`: its end is the next piece.
    var endsAtOnce = false
    var name = 0..<0
    var attributes: [(name: Range<Int>, value: Range<Int>)] = []
    private var content = 0..<0
    private var isLiteral = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// Open elements, the piece's own counted.
    var depth: Int { open.count }

    /// Goes to the next piece; `nil` at the end of the whole text.
    mutating func next() throws(Flaw) -> Piece? {
        if endsAtOnce {
            endsAtOnce = false
            open.removeLast()
            return .end
        }
        while place < bytes.count {
            if bytes[place] != UInt8(ascii: "<") {
                let start = place
                while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
                (content, isLiteral) = (start..<place, false)
                if !open.isEmpty { return .text }
                guard bytes[content].allSatisfy(Self.isBlank) else { throw Flaw() }
            } else if skips("<!--") {
                _ = try pass("-->")
            } else if skips("<?") {
                _ = try pass("?>")
            } else if skips("<![CDATA[") {
                (content, isLiteral) = (try pass("]]>"), true)
                guard !open.isEmpty else { throw Flaw() }
                return .text
            } else if skips("</") {
                return try end()
            } else {
                // `<!DOCTYPE` is no name of an element.
                return try begin()
            }
        }
        guard open.isEmpty, hasBegun else { throw Flaw() }
        return nil
    }

    /// Whether the element that just began or ended is called so, whatever stands before a colon.
    func isNamed(_ wanted: StaticString) -> Bool { isSame(name, wanted) }

    /// An attribute of the element that just began; the part of its name before a colon does not count.
    func attribute(_ wanted: StaticString) throws(Flaw) -> String? {
        guard let value = attributes.first(where: { isSame($0.name, wanted) })?.value else { return nil }
        return try XMLText.plain(bytes[value], isLiteral: false)
    }

    /// The text of a piece of text.
    func text() throws(Flaw) -> String { try XMLText.plain(bytes[content], isLiteral: isLiteral) }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

    private func isSame(_ name: Range<Int>, _ wanted: StaticString) -> Bool {
        let local = bytes[name].lastIndex(of: UInt8(ascii: ":")).map { $0 + 1..<name.upperBound } ?? name
        return local.count == wanted.utf8CodeUnitCount && local.indices.allSatisfy { bytes[$0] == wanted.utf8Start[$0 - local.lowerBound] }
    }
}
