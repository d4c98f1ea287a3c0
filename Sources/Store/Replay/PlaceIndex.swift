internal import Model
internal import Time

/// The calls that a book has of a stretch of a raw log, by place: 17 bytes each, however long the stretch.
struct PlaceIndex {
    private struct Entry {
        let offset: Int64
        let digest: UInt64
    }

    private var entries: [Entry] = []
    /// How often each was found among the decoded records: once in each pass.
    private var passes: [UInt8] = []

    mutating func add(_ call: StoredCall, _ bytes: [UInt8]) {
        entries.append(Entry(offset: call.rawOffset, digest: call.contentDigest(bytes)))
    }

    mutating func sort() {
        entries.sort { ($0.offset, $0.digest) < ($1.offset, $1.digest) }
        passes = [UInt8](repeating: 0, count: entries.count)
    }

    /// Marks the stored call that says the same as a decoded record of its place.
    /// - Parameter pass: 1 or 2.
    mutating func find(_ call: StoredCall, _ bytes: [UInt8], pass: UInt8) -> Bool {
        let (whole, own) = (call.contentDigest(bytes), call.contentDigest(bytes, asOwn: true))
        for index in range(call.rawOffset) where passes[index] == pass - 1 {
            guard entries[index].digest == whole || entries[index].digest == own else { continue }
            passes[index] = pass
            return true
        }
        return false
    }

    /// Whether a stored call of the place was found in no record.
    func isLost(_ call: StoredCall, _ bytes: [UInt8]) -> Bool {
        let digest = call.contentDigest(bytes)
        return range(call.rawOffset).contains { entries[$0].digest == digest && passes[$0] == 0 }
    }

    /// Whether the book has a call at the place that was found in no record.
    func hasLost(at offset: Int64) -> Bool { range(offset).contains { passes[$0] == 0 } }

    private func range(_ offset: Int64) -> Range<Int> {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < entries.count, entries[end].offset == offset { end += 1 }
        return low..<end
    }
}

extension StoredCall {
    /// A number made of all that a record says, and of nothing that rules make of it.
    /// - Parameter asOwn: as it would be of a record that a person made a call of its own: that one is linked to nothing.
    func contentDigest(_ bytes: [UInt8], asOwn: Bool = false) -> UInt64 {
        // What is compared lies at one place of one raw log, so a chance meeting is none.
        var digest = Fingerprint()
        let leg = bytes[leg.range]
        let isOwn = asOwn || leg.contains(0)
        digest.add(stamp.seconds)
        // The same stamp read as another instant of the call is another call.
        digest.add(start.seconds)
        for number in [`switch`, trunk, account, `extension`, address] { digest.add(Int64(number.number)) }
        for value in [duration, ring, span, pulses, rawCount] { digest.add(Int64(value)) }
        digest.add(Int64(saidDirection.rawValue) | Int64(answer.rawValue) << 8 | (followsLegs ? 1 << 16 : 0) | (lastLeg ? 1 << 17 : 0))
        digest.add(Int64(isOwn ? 1 : 0))
        for text in [called, calling, given, givenCurrency] { digest.add(text: bytes[text.range]) }
        digest.add(text: leg.prefix { $0 != 0 })
        if !isOwn { digest.add(text: bytes[link.range]) }
        return digest.value
    }
}

extension Fingerprint {
    /// With their count before them, so that no two lists of texts are one.
    fileprivate mutating func add(text bytes: ArraySlice<UInt8>) {
        add(Int64(bytes.count))
        add(bytes)
    }
}
