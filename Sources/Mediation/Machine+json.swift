/// JSON documents: the values at the paths that the definition names.
extension Machine {
    static let deepest = 64

    func splitJSON(_ paths: JSONPaths) -> Fault? {
        clearFields()
        var walk = JSONWalk(work, used, paths, fields)
        defer { columns = walk.found }
        return walk.run() ? nil : .document
    }
}

/// One walk over a document's bytes, of bounded depth. Escapes are taken off in place: what is written never overtakes what is read.
private struct JSONWalk {
    private let work: UnsafeMutablePointer<UInt8>
    private let end: Int
    private let paths: JSONPaths
    private let fields: UnsafeMutablePointer<Slice>
    private var position = 0
    /// Values that became fields.
    private(set) var found = 0

    init(_ work: UnsafeMutablePointer<UInt8>, _ count: Int, _ paths: JSONPaths, _ fields: UnsafeMutablePointer<Slice>) {
        (self.work, end, self.paths, self.fields) = (work, count, paths, fields)
    }

    /// False where the document breaks off or is none.
    mutating func run() -> Bool {
        while position < end, work[position] != UInt8(ascii: "{") { position += 1 }
        return readObject(paths.all, 0)
    }

    /// `open`: the paths whose first `depth` parts led here.
    private mutating func readObject(_ open: UInt64, _ depth: Int) -> Bool {
        guard depth < Machine.deepest, take(UInt8(ascii: "{")) else { return false }
        if take(UInt8(ascii: "}")) { return true }
        repeat {
            passSpace()
            guard let name = readString(), take(UInt8(ascii: ":")) else { return false }
            let matching = paths.matching(open, depth, bytes(name))
            passSpace()
            if position < end, work[position] == UInt8(ascii: "[") {
                guard readArray(matching, depth) else { return false }
            } else {
                guard readValue(paths.at(0, matching, depth), depth + 1) else { return false }
            }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}"))
    }

    private mutating func readArray(_ open: UInt64, _ depth: Int) -> Bool {
        guard depth < Machine.deepest, take(UInt8(ascii: "[")) else { return false }
        if take(UInt8(ascii: "]")) { return true }
        var index: Int32 = 0
        repeat {
            passSpace()
            if position < end, work[position] == UInt8(ascii: "[") {
                guard readArray(0, depth + 1) else { return false }
            } else {
                guard readValue(paths.at(index, open, depth), depth + 1) else { return false }
            }
            index &+= 1
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]"))
    }

    private mutating func readValue(_ open: UInt64, _ depth: Int) -> Bool {
        passSpace()
        guard position < end else { return false }
        switch work[position] {
        case UInt8(ascii: "{"): return readObject(open, depth)
        case Byte.quote:
            guard let text = readString() else { return false }
            if open != 0 { keep(text, open, depth) }
        default:
            let start = position
            while position < end, !Self.endsBare(work[position]) { position += 1 }
            guard position > start else { return false }
            // null is nothing.
            if open != 0, work[start] != UInt8(ascii: "n") { keep(slice(start, position), open, depth) }
        }
        return true
    }

    /// Of keys that stand twice the first counts.
    private mutating func keep(_ text: Slice, _ open: UInt64, _ depth: Int) {
        var rest = open
        while rest != 0 {
            let path = paths.paths[rest.trailingZeroBitCount]
            rest &= rest &- 1
            guard path.parts.count == Int32(depth), fields[Int(path.field)].isEmpty else { continue }
            fields[Int(path.field)] = text
            found += 1
        }
    }

    @inline(__always)
    private static func endsBare(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || Byte.isBlank(byte)
    }

    @inline(__always)
    private func slice(_ start: Int, _ end: Int) -> Slice {
        Slice(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: end - start))
    }

    @inline(__always)
    private func bytes(_ slice: Slice) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: work + Int(slice.start), count: Int(slice.count))
    }

    @inline(__always)
    private mutating func passSpace() {
        while position < end, Byte.isBlank(work[position]) { position += 1 }
    }

    @inline(__always)
    private mutating func take(_ sign: UInt8) -> Bool {
        passSpace()
        guard position < end, work[position] == sign else { return false }
        position += 1
        return true
    }

    /// `nil` where the string has no end.
    @inline(__always)
    private mutating func readString() -> Slice? {
        guard position < end, work[position] == Byte.quote else { return nil }
        let start = position + 1
        var place = start
        while place < end, work[place] != Byte.quote, work[place] != UInt8(ascii: "\\") { place += 1 }
        position = place
        guard place < end, work[place] == Byte.quote else { return readEscaped(start) }
        position = place + 1
        return slice(start, place)
    }

    /// Goes on with a string at its first escape.
    private mutating func readEscaped(_ start: Int) -> Slice? {
        var written = position
        while position < end {
            let byte = work[position]
            position += 1
            if byte == Byte.quote { return slice(start, written) }
            if byte == UInt8(ascii: "\\") {
                guard readEscape(&written) else { return nil }
            } else {
                work[written] = byte
                written += 1
            }
        }
        return nil
    }

    private mutating func readEscape(_ written: inout Int) -> Bool {
        guard position < end else { return false }
        let byte = work[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): work[written] = 10
        case UInt8(ascii: "r"): work[written] = 13
        case UInt8(ascii: "t"): work[written] = 9
        case UInt8(ascii: "b"): work[written] = 8
        case UInt8(ascii: "f"): work[written] = 12
        case UInt8(ascii: "u"):
            guard var scalar = readFour() else { return false }
            if scalar & 0xFC00 == 0xD800, take(UInt8(ascii: "\\"), UInt8(ascii: "u")) {
                guard let low = readFour() else { return false }
                scalar = low & 0xFC00 == 0xDC00 ? 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF) : 0xFFFD
            }
            for unit in String(UnicodeScalar(scalar) ?? "\u{FFFD}").utf8 {
                work[written] = unit
                written += 1
            }
            return true
        default: work[written] = byte
        }
        written += 1
        return true
    }

    /// Two bytes that stand here.
    private mutating func take(_ first: UInt8, _ second: UInt8) -> Bool {
        guard position + 1 < end, work[position] == first, work[position + 1] == second else { return false }
        position += 2
        return true
    }

    private mutating func readFour() -> UInt32? {
        guard position + 4 <= end else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Byte.hexDigit(work[position]) else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
