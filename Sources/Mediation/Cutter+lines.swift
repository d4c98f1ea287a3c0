extension Cutter {
    /// `depth` counts the lines of the open record.
    mutating func cutLines(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        let form = framing.lines
        while let end = lineEnd(bytes, from: place, final) {
            let line = UnsafeRawBufferPointer(rebasing: bytes[content(place..<end, bytes)])
            let isBlank = isBlank(place..<end, bytes)
            matcher.begin()
            if depth == 0 {
                let isAlone = isBlank || (form.begin.map { !matcher.search($0, line) } ?? false) || framing.kind == .line
                depth = 1
                place = end
                if isAlone || form.most == 1 { return record(bytes, end, taken: end) }
                continue
            }
            if isBlank {
                // Listed by itself where every line is.
                return record(bytes, place, taken: form.apart >= 0 ? place : end)
            }
            let goesOn = form.continued.map { matcher.search($0, line) } ?? !(form.begin.map { matcher.search($0, line) } ?? true)
            guard goesOn else { return record(bytes, place, taken: place) }
            depth += 1
            place = end
            if depth == form.most { return record(bytes, end, taken: end) }
        }
        return final && place > 0 ? record(bytes, place, taken: place) : nil
    }

    private func record(_ bytes: UnsafeRawBufferPointer, _ end: Int, taken: Int) -> Cut {
        Cut(record: content(0..<end, bytes), taken: taken)
    }

    /// Between two bytes, or up to one.
    mutating func cutMarks(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        let form = framing.marks
        if start < 0 {
            guard let mark = form.start else {
                start = 0
                return cutMarks(bytes, final)
            }
            while place < bytes.count, bytes[place] != mark { place += 1 }
            // What stands in front goes by itself, whether the mark came with it or not.
            guard place == 0 else { return .silent(place) }
            guard !bytes.isEmpty else { return nil }
            start = 1
            place = 1
        }
        while place < bytes.count {
            if form.ends.contains(bytes[place]) { return Cut(record: content(start..<place, bytes), taken: place + 1) }
            // The end was lost: the next record is intact.
            if bytes[place] == form.start { return .fault(.cutShort, start..<place, taken: place) }
            place += 1
        }
        guard final, place > start else { return final && place > 0 ? .silent(place) : nil }
        if form.start == nil, isBlank(start..<place, bytes) { return .silent(place) }
        // The last one without its end: where it is known how long one is, that decides.
        return form.hasWhole ? Cut(record: content(start..<place, bytes), taken: place) : .fault(.cutShort, start..<place, taken: place)
    }

    /// A length, then so many bytes.
    mutating func cutLength(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Cut? {
        let form = framing.length
        let least = form.head + (form.hasMarks ? 1 : 0)
        guard bytes.count >= least else { return final && !bytes.isEmpty ? .fault(.cutShort, 0..<bytes.count, taken: bytes.count) : nil }
        var value = 0
        for offset in 0..<form.bytes { value = value << 8 | Int(bytes[form.isLittle ? form.bytes - 1 - offset : offset]) }
        let end = value + (form.includesHead ? 0 : form.head)
        guard end >= least, end <= Decoder.maxRecord else { return .fault(.length, 0..<1, taken: 1) }
        if form.hasMarks, !form.marks.contains(bytes[form.head]) {
            // The length of a block of records, or rubbish.
            return value == 0 || bytes.count >= 2 * form.head ? .silent(form.head) : final ? .silent(bytes.count) : nil
        }
        guard bytes.count >= end else { return final ? .fault(.cutShort, form.head..<bytes.count, taken: bytes.count) : nil }
        return Cut(record: form.head..<end, taken: end)
    }

    enum Counted {
        case counted(Cut)
        /// More bytes are needed to tell.
        case open
        /// It is a line like any other.
        case none
    }

    /// A record of syslog with its length before it: up to seven digits, a blank, and the record, which begins with `<`.
    func octetCount(_ bytes: UnsafeRawBufferPointer, _ final: Bool) -> Counted {
        var head = 0
        var count = 0
        while head < bytes.count, head < 7, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[head]) {
            count = count * 10 + Int(bytes[head] - UInt8(ascii: "0"))
            head += 1
        }
        guard bytes.count >= head + 2 else {
            let mayBe = head > 0 && (bytes.count == head || bytes[head] == UInt8(ascii: " "))
            return mayBe && !final ? .open : .none
        }
        guard head > 0, bytes[0] != UInt8(ascii: "0"), bytes[head] == UInt8(ascii: " "), bytes[head + 1] == UInt8(ascii: "<") else {
            return .none
        }
        let end = head + 1 + count
        guard end <= Decoder.maxRecord else { return .none }
        guard bytes.count >= end else { return final ? .counted(.fault(.cutShort, head + 1..<bytes.count, taken: bytes.count)) : .open }
        return .counted(Cut(record: content(head + 1..<end, bytes), taken: end))
    }
}
