/// What stands between `<` and `>`.
extension EuroXML {
    struct Tag {
        var name: String
        var attributes: [(name: String, value: String)] = []
        /// Written as `<a/>`.
        var isEmpty = false

        subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    static let mostAttributes = 16
    /// Longest name or value in bytes.
    static let longestText = 256

    /// `<?xml version="1.0" encoding="UTF-8"?>`, if it is there.
    mutating func readDeclaration() throws(Flaw) {
        guard skips("<?xml") else { return }
        guard place < bytes.count, RatesFile.isBlank(bytes[place]) else { throw flaw("An instruction (<?).") }
        var declaration = Tag(name: "xml")
        skipBlanks()
        while !skips("?>") {
            try readAttribute(&declaration)
            skipBlanks()
        }
        if let encoding = declaration["encoding"], encoding.lowercased() != "utf-8" {
            throw flaw("Its encoding is not UTF-8.", "Save it as UTF-8.")
        }
    }

    /// An element's begin from its `<` on.
    mutating func readTag() throws(Flaw) -> Tag {
        step()
        var tag = Tag(name: try readName())
        while true {
            let hadBlank = place < bytes.count && RatesFile.isBlank(bytes[place])
            skipBlanks()
            if skips(">") { return tag }
            if skips("/>") {
                tag.isEmpty = true
                return tag
            }
            guard hadBlank else { throw flaw("A tag that is not well formed.", "Copy the file again.") }
            try readAttribute(&tag)
        }
    }

    private mutating func readAttribute(_ tag: inout Tag) throws(Flaw) {
        let name = try readName()
        guard tag[name] == nil else { throw flaw("The attribute \(name) stands twice.", "Copy the file again.") }
        guard tag.attributes.count < Self.mostAttributes else { throw flaw("More than \(Self.mostAttributes) attributes.") }
        skipBlanks()
        guard skips("=") else { throw flaw("The attribute \(name) has no value.", "Copy the file again.") }
        skipBlanks()
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'") else {
            throw flaw("The value of \(name) has no quotes.", "Copy the file again.")
        }
        let quote = bytes[place]
        step()
        let start = place
        while place < bytes.count, bytes[place] != quote, place - start < Self.longestText {
            if bytes[place] == UInt8(ascii: "&") { throw flaw("An entity (&).") }
            if bytes[place] == UInt8(ascii: "<") { throw flaw("A < in the value of \(name).", "Copy the file again.") }
            step()
        }
        let value = String(decoding: bytes[start..<place], as: UTF8.self)
        guard place < bytes.count, bytes[place] == quote else { throw flaw("The value of \(name) has no end.", "Copy the file again.") }
        step()
        tag.attributes.append((name, value))
    }

    mutating func readName() throws(Flaw) -> String {
        let start = place
        while place < bytes.count, place - start < Self.longestText, Self.isInName(bytes[place]) { place += 1 }
        guard place > start else { throw flaw("A tag that is not well formed.", "Copy the file again.") }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    // MARK: Moving on

    /// Goes on by one byte.
    mutating func step() {
        if bytes[place] == 10 { line += 1 }
        place += 1
    }

    mutating func skipBlanks() {
        while place < bytes.count, RatesFile.isBlank(bytes[place]) { step() }
    }

    func isHere(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        return place + count <= bytes.count && (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }

    /// Goes behind a text, which has no line end, if it stands here.
    mutating func skips(_ text: StaticString) -> Bool {
        guard isHere(text) else { return false }
        place += text.utf8CodeUnitCount
        return true
    }

    /// Goes behind the next such text.
    mutating func pass(_ text: StaticString) throws(Flaw) {
        while place < bytes.count {
            if skips(text) { return }
            step()
        }
        throw flaw("A comment has no end.", "Copy the file again.")
    }
}
