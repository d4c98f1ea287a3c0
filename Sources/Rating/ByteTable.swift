/// A slot of the hash table; `value` -1 is empty.
struct ByteSlot: BitwiseCopyable, Sendable {
    var hash: UInt64 = 0
    var offset: UInt32 = 0
    var count: UInt32 = 0
    var tag: Int32 = 0
    var value: Int32 = -1
}

/// Names → small numbers, looked up by the bytes of a record without making a text of them. A name counts with its `tag`
/// (the switch that it belongs to, -1 for all).
struct ByteTable: Sendable {
    private let slots: Frozen<ByteSlot>
    private let keys: Frozen<UInt8>
    private let mask: UInt64

    /// Of equal names the first counts.
    init(_ entries: [(tag: Int32, name: String, value: Int32)]) {
        var size = 16
        while size < entries.count * 2 { size *= 2 }
        var slots = Array(repeating: ByteSlot(), count: size)
        var keys: [UInt8] = []
        let mask = UInt64(size - 1)
        for entry in entries {
            let name = Array(entry.name.utf8)
            let hash = ByteTable.hash(name.span, 0..<name.count, entry.tag)
            var slot = Int(truncatingIfNeeded: hash & mask)
            var known = false
            while slots[slot].value >= 0 {
                let old = slots[slot]
                let text = keys[Int(old.offset)..<Int(old.offset) + Int(old.count)]
                if old.hash == hash, old.tag == entry.tag, text.elementsEqual(name) {
                    known = true
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            if known { continue }
            slots[slot] = ByteSlot(
                hash: hash, offset: UInt32(truncatingIfNeeded: keys.count), count: UInt32(truncatingIfNeeded: name.count),
                tag: entry.tag, value: entry.value)
            keys += name
        }
        self.slots = Frozen(slots)
        self.keys = Frozen(keys)
        self.mask = mask
    }

    func free() {
        slots.free()
        keys.free()
    }

    /// The number of a name, -1 where it is not known.
    @inline(__always)
    func find(_ bytes: Span<UInt8>, _ range: Range<Int>, tag: Int32) -> Int32 {
        let hash = ByteTable.hash(bytes, range, tag)
        var index = hash & mask
        while true {
            let slot = slots[Int(truncatingIfNeeded: index)]
            if slot.value < 0 { return -1 }
            if slot.hash == hash, slot.tag == tag, equal(slot, bytes, range) { return slot.value }
            index = (index &+ 1) & mask
        }
    }

    @inline(__always)
    private func equal(_ slot: ByteSlot, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard Int(slot.count) == range.count else { return false }
        for index in 0..<range.count where keys[Int(slot.offset) &+ index] != bytes[range.lowerBound &+ index] { return false }
        return true
    }

    /// FNV-1a with a last mixing, so that the low bits depend on all bytes.
    @inline(__always)
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, _ tag: Int32) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(UInt32(bitPattern: tag))
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        hash ^= hash >> 29
        return hash &* 0x9e37_79b9_7f4a_7c15 ^ hash >> 32
    }
}
