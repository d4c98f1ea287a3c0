internal import Model
internal import Time

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A call of a batch on its way into the order of the key: shuffled input is ten times slower to insert.
struct SortedCall {
    let stamp: Int64
    let index: Int32
}

enum KeyOrder {
    /// Fills `order` with the batch's calls in the order of the key, records of one key in the order of the stream.
    static func sort(_ batch: CallBatch, _ base: UnsafeRawPointer, into order: inout [SortedCall]) {
        order.removeAll(keepingCapacity: true)
        var sorted = true
        batch.calls.withUnsafeBufferPointer { calls in
            for index in calls.indices {
                order.append(SortedCall(stamp: calls[index].stamp.seconds, index: Int32(truncatingIfNeeded: index)))
                if sorted, index > 0 { sorted = compare(calls[index - 1], calls[index], base) <= 0 }
            }
            guard !sorted else { return }
            order.sort { left, right in
                if left.stamp != right.stamp { return left.stamp < right.stamp }
                let difference = compare(calls[Int(left.index)], calls[Int(right.index)], base)
                return difference != 0 ? difference < 0 : left.index < right.index
            }
        }
    }

    /// Below, at or above zero, as the database compares keys.
    static func compare(_ left: StoredCall, _ right: StoredCall, _ base: UnsafeRawPointer) -> Int {
        if left.stamp != right.stamp { return left.stamp < right.stamp ? -1 : 1 }
        if left.switch != right.switch { return left.switch.number < right.switch.number ? -1 : 1 }
        let called = compare(left.called, right.called, base)
        if called != 0 { return called }
        let calling = compare(left.calling, right.calling, base)
        return calling != 0 ? calling : compare(left.leg, right.leg, base)
    }

    private static func compare(_ left: TextRef, _ right: TextRef, _ base: UnsafeRawPointer) -> Int {
        let difference = memcmp(base + Int(left.offset), base + Int(right.offset), Int(min(left.count, right.count)))
        return difference != 0 ? Int(difference) : Int(left.count) - Int(right.count)
    }
}

extension CallBatch {
    /// Lends the bytes of all texts; there is a place even where there are none, for a null pointer would be NULL.
    func withBase<T>(_ body: (UnsafeRawPointer) throws -> T) rethrows -> T {
        let lend = bytes.isEmpty ? [0] : bytes
        return try lend.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { preconditionFailure("an array that is not empty has a place") }
            return try body(base)
        }
    }
}
