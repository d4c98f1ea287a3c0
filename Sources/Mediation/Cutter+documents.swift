/// Records that are documents or rows.
extension Cutter {
    /// An object from its brace on. A line that begins with a brace while one is open begins the next object: the first was cut off.
    mutating func cutJSON(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        if start < 0, let cut = seekObject(bytes) { return cut }
        if start >= 0, let cut = walkObject(bytes, final) { return cut }
        guard final, !bytes.isEmpty else { return nil }
        return start < 0 ? outside(bytes, bytes.count, taken: bytes.count) : .fault(.cutShort, start..<bytes.count, taken: bytes.count)
    }

    private mutating func seekObject(_ bytes: UnsafeRawBufferPointer) -> Cut? {
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "{") {
                start = place - 1
                depth = 1
                return nil
            }
            if byte == Byte.lineFeed { return outside(bytes, place - 1, taken: place) }
        }
        return nil
    }

    private mutating func walkObject(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        var (at, open, quoted) = (place, depth, isQuoted)
        defer { (place, depth, isQuoted) = (at, open, quoted) }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "{"), bytes[at - 1] == Byte.lineFeed { return .fault(.cutShort, start..<at, taken: at) }
            at += 1
            if quoted {
                if byte == Byte.quote {
                    quoted = false
                } else if byte == UInt8(ascii: "\\") {
                    guard at < bytes.count || final else {
                        at -= 1
                        return nil
                    }
                    at += 1
                }
                continue
            }
            switch byte {
            case Byte.quote: quoted = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            default: break
            }
            if open == 0 { return Cut(record: start..<at, taken: at) }
        }
        return nil
    }

    /// A line that is not part of a document: brackets, commas and blanks are framing.
    private func outside(_ bytes: UnsafeRawBufferPointer, _ end: Int, taken: Int) -> Cut {
        for position in 0..<end where !Byte.isBlank(bytes[position]) && !"[],".utf8.contains(bytes[position]) {
            return .fault(.document, 0..<end, taken: taken)
        }
        return .silent(taken)
    }

    /// An element with what is in it. Texts outside of elements are no part of a document.
    mutating func cutXML(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        let form = framing.xml
        let longest = max(form.element.count + 3, form.from.count)
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                if depth == 0, start < 0, !Byte.isBlank(bytes[place]) { return rubbish(bytes, final) }
                place += 1
                continue
            }
            guard place + longest <= bytes.count || final else { break }
            let isFrom = !form.from.isEmpty && isHere(form.from, bytes, place)
            let isOpening = isTag(bytes, place + 1)
            if depth > 0, isFrom || isOpening { return .fault(.cutShort, start..<place, taken: place) }
            if isFrom { start = place }
            if isOpening {
                if start < 0 { start = place }
                guard let end = tagEnd(bytes, place) else { break }
                if bytes[end - 2] == UInt8(ascii: "/") { return Cut(record: start..<end, taken: end) }
                depth = 1
            } else if depth > 0, place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "/"), isTag(bytes, place + 2) {
                guard let end = tagEnd(bytes, place) else { break }
                return Cut(record: start..<end, taken: end)
            } else if start < 0 {
                // Another tag outside: passed over, to its end.
                guard let end = tagEnd(bytes, place) else { break }
                return .silent(end)
            }
            place += 1
        }
        guard final, !bytes.isEmpty else { return nil }
        return start < 0 ? .silent(bytes.count) : .fault(.cutShort, start..<bytes.count, taken: bytes.count)
    }

    private mutating func tagEnd(_ bytes: UnsafeRawBufferPointer, _ from: Int) -> Int? {
        for position in max(from, scanned)..<bytes.count where bytes[position] == UInt8(ascii: ">") { return position + 1 }
        scanned = bytes.count
        return nil
    }

    private func isTag(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> Bool {
        guard isHere(framing.xml.element, bytes, position) else { return false }
        let next = position + framing.xml.element.count
        return next >= bytes.count || Byte.isBlank(bytes[next]) || "/>".utf8.contains(bytes[next])
    }

    /// Text where a tag should stand: up to the next tag or line end.
    private mutating func rubbish(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        for position in max(place, scanned)..<bytes.count where bytes[position] == UInt8(ascii: "<") || bytes[position] == Byte.lineFeed {
            let taken = bytes[position] == Byte.lineFeed ? position + 1 : position
            return .fault(.document, place..<position, taken: taken)
        }
        scanned = bytes.count
        return final ? .fault(.document, place..<bytes.count, taken: bytes.count) : nil
    }

    /// A row in brackets, behind `VALUES`, a comma or nothing; other lines are passed on as they are. `depth` is 1 behind a text,
    /// `scanned` stands behind its last byte that is not blank.
    mutating func cutRows(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        while place < bytes.count {
            let byte = bytes[place]
            if start < 0 {
                if byte == UInt8(ascii: "("), depth == 0 || endsWithValues(bytes) {
                    start = place + 1
                } else if byte == Byte.lineFeed, !endsWithValues(bytes) {
                    return depth == 0 ? .silent(place + 1) : Cut(record: content(0..<place, bytes), taken: place + 1)
                } else if !Byte.isBlank(byte), !",;".utf8.contains(byte) {
                    depth = 1
                }
                place += 1
                if !Byte.isBlank(byte) { scanned = place }
                continue
            }
            place += 1
            if isQuoted {
                if byte == UInt8(ascii: "\\") {
                    guard place < bytes.count || final else {
                        place -= 1
                        return nil
                    }
                    place += 1
                } else if byte == framing.quote {
                    isQuoted = false
                }
            } else if byte == framing.quote {
                isQuoted = true
            } else if byte == UInt8(ascii: ")") {
                return Cut(record: start..<place - 1, taken: place)
            }
        }
        guard final, !bytes.isEmpty else { return nil }
        if start >= 0 { return .fault(.cutShort, start..<bytes.count, taken: bytes.count) }
        return depth == 0 ? .silent(bytes.count) : Cut(record: content(0..<bytes.count, bytes), taken: bytes.count)
    }

    private func endsWithValues(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard scanned >= 6 else { return false }
        for (offset, letter) in "values".utf8.enumerated() where bytes[scanned - 6 + offset] | 32 != letter { return false }
        return true
    }
}
