/// XML elements: the texts and attributes at the paths that the definition names. No DTD is read, no entity beyond the five of XML
/// itself and numbers, and elements are nested only so deep: the work is one walk over the bytes.
extension Machine {
    func splitXML(_ paths: [PathRule]) -> Fault? {
        clearFields()
        columns = 0
        var walk = XMLWalk(paths.count)
        var position = 0
        while position < used {
            guard work[position] == UInt8(ascii: "<") else {
                let start = position
                while position < used, work[position] != UInt8(ascii: "<") { position += 1 }
                keepText(Slice(start: Int32(start), count: Int32(position - start)), paths, walk)
                continue
            }
            guard readTag(&position, paths, &walk) else { return .document }
        }
        return walk.depth == 0 && walk.isBegun ? nil : .document
    }

    /// A tag, comment, declaration or section from its `<` on.
    private func readTag(_ position: inout Int, _ paths: [PathRule], _ walk: inout XMLWalk) -> Bool {
        if isHere("<!--", position) { return pass("-->", &position) }
        if isHere("<?", position) { return pass("?>", &position) }
        if isHere("<![CDATA[", position) {
            let start = position + 9
            guard pass("]]>", &position) else { return false }
            keepText(Slice(start: Int32(start), count: Int32(position - 3 - start)), paths, walk, isRaw: true)
            return true
        }
        if isHere("<!DOCTYPE", position) {
            // One with definitions of its own is not read.
            while position < used, work[position] != UInt8(ascii: ">") {
                if work[position] == UInt8(ascii: "[") { return false }
                position += 1
            }
            position += 1
            return position <= used
        }
        if isHere("</", position) {
            guard pass(">", &position), walk.depth > 0 else { return false }
            walk.depth -= 1
            return true
        }
        return readOpening(&position, paths, &walk)
    }

    private func readOpening(_ position: inout Int, _ paths: [PathRule], _ walk: inout XMLWalk) -> Bool {
        guard walk.depth < Self.deepest else { return false }
        let start = position + 1
        position = start
        while position < used, !Byte.isBlank(work[position]), !"/>".utf8.contains(work[position]) { position += 1 }
        guard position > start, position < used else { return false }
        let name = bytes(Slice(start: Int32(start), count: Int32(position - start)))
        walk.enter(name, paths)
        guard readAttributes(&position, paths, walk) else { return false }
        if work[position] == UInt8(ascii: "/") {
            position += 1
            walk.depth -= 1
            guard position < used, work[position] == UInt8(ascii: ">") else { return false }
        }
        position += 1
        return true
    }

    /// Up to the `>` or `/`.
    private func readAttributes(_ position: inout Int, _ paths: [PathRule], _ walk: XMLWalk) -> Bool {
        while true {
            while position < used, Byte.isBlank(work[position]) { position += 1 }
            guard position < used else { return false }
            if "/>".utf8.contains(work[position]) { return true }
            let start = position
            while position < used, work[position] != UInt8(ascii: "="), work[position] != UInt8(ascii: ">") { position += 1 }
            guard position + 1 < used, work[position] == UInt8(ascii: "=") else { return false }
            let name = trimmed(Slice(start: Int32(start), count: Int32(position - start)))
            position += 1
            let quote = work[position]
            guard quote == Byte.quote || quote == UInt8(ascii: "'") else { return false }
            position += 1
            let begin = position
            while position < used, work[position] != quote { position += 1 }
            guard position < used else { return false }
            keepAttribute(name, Slice(start: Int32(begin), count: Int32(position - begin)), paths, walk)
            position += 1
        }
    }

    private func keepAttribute(_ name: Slice, _ value: Slice, _ paths: [PathRule], _ walk: XMLWalk) {
        for index in paths.indices where walk.isHere(index, paths[index].parts.count) && !paths[index].attribute.isEmpty {
            let field = Int(paths[index].field)
            if fields[field].isEmpty, paths[index].attribute.withUnsafeBytes({ equal(bytes(name), $0) }) { fields[field] = plain(value) }
        }
    }

    private func keepText(_ slice: Slice, _ paths: [PathRule], _ walk: XMLWalk, isRaw: Bool = false) {
        let text = trimmed(slice)
        guard !text.isEmpty, walk.depth > 0 else { return }
        for index in paths.indices where walk.isHere(index, paths[index].parts.count) && paths[index].attribute.isEmpty {
            let field = Int(paths[index].field)
            if fields[field].isEmpty {
                fields[field] = isRaw ? text : plain(text)
                columns += 1
            }
        }
    }

    /// Takes entities off in place.
    private func plain(_ slice: Slice) -> Slice {
        var position = Int(slice.start)
        var written = position
        let end = Int(slice.end)
        while position < end {
            if work[position] == UInt8(ascii: "&"), let (scalar, count) = XMLWalk.entity(bytes(slice), position - Int(slice.start)) {
                for unit in String(scalar).utf8 {
                    work[written] = unit
                    written += 1
                }
                position += count
                continue
            }
            work[written] = work[position]
            written += 1
            position += 1
        }
        return Slice(start: slice.start, count: Int32(written) - slice.start)
    }

    private func isHere(_ text: StaticString, _ position: Int) -> Bool {
        guard position + text.utf8CodeUnitCount <= used else { return false }
        for offset in 0..<text.utf8CodeUnitCount where work[position + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Goes behind the next such text.
    private func pass(_ text: StaticString, _ position: inout Int) -> Bool {
        while position < used {
            if isHere(text, position) {
                position += text.utf8CodeUnitCount
                return true
            }
            position += 1
        }
        return false
    }
}

/// Where a walk over an XML element stands.
struct XMLWalk {
    /// Open elements; the record's own is the first.
    var depth = 0
    private(set) var isBegun = false
    /// For each path how many of its parts led here, and how often its next part was seen.
    private var reached: [Int]
    private var seen: [Int32]

    init(_ count: Int) {
        reached = Array(repeating: 0, count: count)
        seen = Array(repeating: 0, count: count * Machine.deepest)
    }

    /// Whether a path leads exactly here.
    func isHere(_ path: Int, _ parts: Int) -> Bool { depth == parts + 1 && reached[path] == parts }

    /// An element begins.
    mutating func enter(_ name: UnsafeRawBufferPointer, _ paths: [PathRule]) {
        isBegun = true
        let level = depth
        depth += 1
        for path in paths.indices {
            // What an element that ended had reached does not count any more.
            reached[path] = min(reached[path], max(0, level - 1))
            guard level > 0, level <= paths[path].parts.count, reached[path] == level - 1 else { continue }
            let part = paths[path].parts[level - 1]
            guard part.name.count == name.count, part.name.elementsEqual(name) else { continue }
            let slot = path * Machine.deepest + level
            let place = seen[slot]
            seen[slot] += 1
            guard part.index < 0 || part.index == place else { continue }
            reached[path] = level
            let last = min(Machine.deepest - 1, paths[path].parts.count)
            if level < last { for deeper in level + 1...last { seen[path * Machine.deepest + deeper] = 0 } }
        }
    }

    /// The character of an entity and how many bytes it takes; `nil`: it is none.
    static func entity(_ text: UnsafeRawBufferPointer, _ start: Int) -> (UnicodeScalar, Int)? {
        let rest = text[start...].prefix(10)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: text[start + 1..<end], as: UTF8.self)
        let count = end - start + 1
        switch name {
        case "amp": return ("&", count)
        case "lt": return ("<", count)
        case "gt": return (">", count)
        case "quot": return ("\"", count)
        case "apos": return ("'", count)
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            // No character takes more bytes than its number is written with.
            return value.flatMap { UnicodeScalar($0) }.map { ($0, count) }
        }
    }
}
