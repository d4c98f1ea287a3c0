/// JSON documents: the values at the paths that the definition names. One walk, of bounded depth, over the bytes.
extension Machine {
    static let deepest = 64

    func splitJSON(_ paths: [PathRule]) -> Fault? {
        clearFields()
        columns = 0
        var position = 0
        while position < used, work[position] != UInt8(ascii: "{") { position += 1 }
        let all: UInt64 = paths.count >= 64 ? .max : (1 << UInt64(paths.count)) - 1
        guard readObject(&position, paths, all, 0) else { return .document }
        return nil
    }

    /// `open`: the paths whose first `depth` parts led here.
    private func readObject(_ position: inout Int, _ paths: [PathRule], _ open: UInt64, _ depth: Int) -> Bool {
        guard depth < Self.deepest, take("{", &position) else { return false }
        if take("}", &position) { return true }
        repeat {
            passSpace(&position)
            guard let name = readString(&position), take(":", &position) else { return false }
            let found = matching(open, paths, depth, bytes(name))
            passSpace(&position)
            if position < used, work[position] == UInt8(ascii: "[") {
                guard readArray(&position, paths, found, depth) else { return false }
            } else {
                guard readValue(&position, paths, found & atIndex(0, found, paths, depth), depth + 1) else { return false }
            }
        } while take(",", &position)
        return take("}", &position)
    }

    private func readArray(_ position: inout Int, _ paths: [PathRule], _ open: UInt64, _ depth: Int) -> Bool {
        guard depth < Self.deepest, take("[", &position) else { return false }
        if take("]", &position) { return true }
        var index: Int32 = 0
        repeat {
            passSpace(&position)
            if position < used, work[position] == UInt8(ascii: "[") {
                guard readArray(&position, paths, 0, depth + 1) else { return false }
            } else {
                guard readValue(&position, paths, atIndex(index, open, paths, depth), depth + 1) else { return false }
            }
            index &+= 1
        } while take(",", &position)
        return take("]", &position)
    }

    private func readValue(_ position: inout Int, _ paths: [PathRule], _ open: UInt64, _ depth: Int) -> Bool {
        passSpace(&position)
        guard position < used else { return false }
        switch work[position] {
        case UInt8(ascii: "{"): return readObject(&position, paths, open, depth)
        case Byte.quote:
            guard let text = readString(&position) else { return false }
            keep(text, paths, open, depth)
        default:
            let start = position
            while position < used, !",]}".utf8.contains(work[position]), !Byte.isBlank(work[position]) { position += 1 }
            guard position > start else { return false }
            let text = Slice(start: Int32(start), count: Int32(position - start))
            // null is nothing.
            if work[start] != UInt8(ascii: "n") { keep(text, paths, open, depth) }
        }
        return true
    }

    private func keep(_ text: Slice, _ paths: [PathRule], _ open: UInt64, _ depth: Int) {
        guard open != 0 else { return }
        for index in paths.indices where open >> UInt64(index) & 1 == 1 && paths[index].parts.count == depth {
            let field = Int(paths[index].field)
            // Of keys that stand twice the first counts.
            if fields[field].isEmpty {
                fields[field] = text
                columns += 1
            }
        }
    }

    private func matching(_ open: UInt64, _ paths: [PathRule], _ depth: Int, _ name: UnsafeRawBufferPointer) -> UInt64 {
        var found: UInt64 = 0
        guard open != 0 else { return 0 }
        for index in paths.indices where open >> UInt64(index) & 1 == 1 && paths[index].parts.count > depth {
            if paths[index].parts[depth].name.withUnsafeBytes({ equal(name, $0) }) { found |= 1 << UInt64(index) }
        }
        return found
    }

    private func atIndex(_ place: Int32, _ open: UInt64, _ paths: [PathRule], _ depth: Int) -> UInt64 {
        var found: UInt64 = 0
        guard open != 0 else { return 0 }
        for index in paths.indices where open >> UInt64(index) & 1 == 1 && max(0, paths[index].parts[depth].index) == place {
            found |= 1 << UInt64(index)
        }
        return found
    }

    private func passSpace(_ position: inout Int) {
        while position < used, Byte.isBlank(work[position]) { position += 1 }
    }

    private func take(_ sign: Character, _ position: inout Int) -> Bool {
        passSpace(&position)
        guard position < used, work[position] == sign.asciiValue else { return false }
        position += 1
        return true
    }

    /// Takes the escapes off in place; `nil` where the string has no end.
    private func readString(_ position: inout Int) -> Slice? {
        guard position < used, work[position] == Byte.quote else { return nil }
        position += 1
        let start = position
        var written = start
        while position < used {
            let byte = work[position]
            position += 1
            if byte == Byte.quote { return Slice(start: Int32(start), count: Int32(written - start)) }
            if byte == UInt8(ascii: "\\") {
                guard readEscape(&position, &written) else { return nil }
            } else {
                work[written] = byte
                written += 1
            }
        }
        return nil
    }

    private func readEscape(_ position: inout Int, _ written: inout Int) -> Bool {
        guard position < used else { return false }
        let byte = work[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): work[written] = 10
        case UInt8(ascii: "r"): work[written] = 13
        case UInt8(ascii: "t"): work[written] = 9
        case UInt8(ascii: "b"): work[written] = 8
        case UInt8(ascii: "f"): work[written] = 12
        case UInt8(ascii: "u"):
            guard var scalar = readFour(&position) else { return false }
            if scalar & 0xFC00 == 0xD800, position + 1 < used, work[position] == UInt8(ascii: "\\"), work[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                guard let low = readFour(&position) else { return false }
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

    private func readFour(_ position: inout Int) -> UInt32? {
        guard position + 4 <= used else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Byte.hexDigit(work[position]) else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
