extension Machine {
    /// Makes the line that is cut into fields: bytes out, junk in front off, blanks in front.
    func prepare(_ line: UnsafeRawBufferPointer) {
        let framing = program.framing
        prepared.removeAll(keepingCapacity: true)
        if framing.drops {
            for byte in line where !framing.drop.contains(byte) { prepared.append(byte) }
        } else {
            prepared.append(contentsOf: line)
        }
        if let begins = framing.begins {
            let found = prepared.withUnsafeBytes { matcher.search(begins, $0) ? matcher.group(0)?.lowerBound : nil }
            if let found, found > 0 { prepared.removeFirst(found) }
        }
        if let align = framing.align {
            let place = prepared.withUnsafeBytes { bytes in align.text.withUnsafeBytes { find($0, in: bytes, from: 0) } }
            if place >= 0, place < align.column {
                prepared.insert(contentsOf: repeatElement(Byte.blank, count: align.column - place), at: 0)
            }
        }
    }
}
