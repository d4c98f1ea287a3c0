import Model
import Time

/// Records that wait for the line that tells their end, and ends whose record did not come yet. Bounded: the oldest go on without.
struct PairKeeper {
    struct Waiting {
        var key: [UInt8]
        var call: CallRecord
        /// The record's texts; those of `call` begin at 0.
        var texts: [UInt8]
        /// Where a decoder stood that is to read it again.
        var state: DecoderState
    }

    private(set) var waiting: [Waiting] = []
    private var early: [(key: [UInt8], wall: WallTime)] = []
    static let most = 4096

    /// Where the oldest waiting record is read again.
    var state: DecoderState? { waiting.first?.state }

    func isWaiting(_ key: [UInt8]) -> Bool { waiting.contains { $0.key == key } }

    /// Keeps a record; the oldest one where there are too many.
    mutating func keep(_ record: Waiting) -> Waiting? {
        waiting.append(record)
        return waiting.count > Self.most ? waiting.removeFirst() : nil
    }

    /// The record that a line ends, `nil` where it did not come yet.
    mutating func close(_ key: [UInt8], _ wall: WallTime) -> Waiting? {
        guard let index = waiting.firstIndex(where: { $0.key == key }) else {
            if early.count >= Self.most { early.removeFirst() }
            early.append((key, wall))
            return nil
        }
        var record = waiting.remove(at: index)
        record.call.end(at: wall)
        return record
    }

    /// An end that came before its record.
    mutating func takeEarly(_ key: [UInt8]) -> WallTime? {
        early.firstIndex { $0.key == key }.map { early.remove(at: $0).wall }
    }

    mutating func takeAll() -> [Waiting] {
        defer { waiting.removeAll() }
        return waiting
    }
}

extension CallRecord {
    mutating func end(at wall: WallTime) {
        duration = Int32(clamping: max(0, wall.seconds - stamp.seconds))
        isDurationKnown = true
    }

    /// Moves the record's texts by so many bytes of the buffer.
    mutating func move(by distance: Int64) {
        for target in TextTarget.allCases {
            var text = text(target)
            guard !text.isMissing else { continue }
            text.offset = UInt32(truncatingIfNeeded: Int64(text.offset) + distance)
            set(target, text)
        }
    }
}
