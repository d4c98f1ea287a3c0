/// What stands between `<` and `>`.
extension XMLPieces {
    mutating func end() throws(Flaw) -> Piece {
        name = try readName()
        skipBlanks()
        guard skips(">"), let opened = open.popLast(), bytes[opened].elementsEqual(bytes[name]) else { throw Flaw() }
        return .end
    }

    mutating func begin() throws(Flaw) -> Piece {
        guard skips("<"), open.count < Self.deepest, !open.isEmpty || !hasBegun else { throw Flaw() }
        hasBegun = true
        name = try readName()
        attributes.removeAll(keepingCapacity: true)
        while true {
            skipBlanks()
            if skips(">") { break }
            if skips("/>") {
                endsAtOnce = true
                break
            }
            guard attributes.count < Self.mostAttributes else { throw Flaw() }
            let attribute = try readName()
            skipBlanks()
            guard skips("=") else { throw Flaw() }
            skipBlanks()
            let isDouble = skips("\"")
            guard isDouble || skips("'") else { throw Flaw() }
            attributes.append((attribute, try pass(isDouble ? "\"" : "'")))
        }
        open.append(name)
        return .begin
    }

    mutating func readName() throws(Flaw) -> Range<Int> {
        let start = place
        while place < bytes.count, !Self.endsName(bytes[place]) { place += 1 }
        guard place > start else { throw Flaw() }
        return start..<place
    }

    static func endsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            true
        default: isBlank(byte)
        }
    }

    mutating func skipBlanks() {
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
    }

    /// Goes behind a text if it stands here.
    mutating func skips(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count, (0..<count).allSatisfy({ bytes[place + $0] == text.utf8Start[$0] }) else { return false }
        place += count
        return true
    }

    /// Goes behind the next such text.
    /// - Returns: what stands before it.
    mutating func pass(_ text: StaticString) throws(Flaw) -> Range<Int> {
        let start = place
        while place < bytes.count {
            let end = place
            if skips(text) { return start..<end }
            place += 1
        }
        throw Flaw()
    }
}
