/// One block that was taken but is not durable yet.
struct PendingBlock: Hashable {
    var kind: RawKind
    var part: Int64
    var arrival: RawArrival
    /// Bytes of payload.
    var length: Int
}

/// What was taken and is not durable yet: it stays in memory until it is, so that a failed write or sync loses nothing.
struct PendingBlocks {
    private(set) var blocks: [PendingBlock] = []
    /// The payloads one after the other.
    private(set) var bytes: [UInt8] = []
    /// Bytes of data among them.
    private(set) var dataLength: Int64 = 0

    var isEmpty: Bool { blocks.isEmpty }

    mutating func add(_ kind: RawKind, part: Int64, arrival: RawArrival, payload: some Collection<UInt8>) {
        blocks.append(PendingBlock(kind: kind, part: part, arrival: arrival, length: payload.count))
        bytes += payload
        if kind == .data { dataLength += Int64(payload.count) }
    }

    /// Adds as many bytes as fit into one block; joins those of one part and one second. Returns their count.
    mutating func addData(_ data: UnsafeRawBufferPointer, part: Int64, arrival: RawArrival, blockSize: Int) -> Int {
        var count = min(data.count, blockSize)
        if let last = blocks.last, last.kind == .data, last.part == part, last.arrival == arrival, last.length < blockSize {
            count = min(count, blockSize - last.length)
            blocks[blocks.count - 1].length += count
            bytes += data.prefix(count)
            dataLength += Int64(count)
        } else {
            add(.data, part: part, arrival: arrival, payload: data.prefix(count))
        }
        return count
    }

    /// How many of the first blocks go into one group: of one day, and no more than `room` bytes of payload, but one always.
    func group(day: Int32, room: Int64) -> Int {
        var length: Int64 = 0
        var count = 0
        for block in blocks {
            length += Int64(block.length)
            if count > 0, block.arrival.day != day || length > room { break }
            count += 1
        }
        return count
    }

    /// Forgets the first `count` blocks: they are durable.
    mutating func drop(_ count: Int) {
        let length = blocks.prefix(count).reduce(0) { $0 + $1.length }
        let data = blocks.prefix(count).reduce(0) { $0 + ($1.kind == .data ? $1.length : 0) }
        dataLength -= Int64(data)
        if count == blocks.count {
            // A source that is quiet for long keeps little.
            blocks.removeAll(keepingCapacity: blocks.count <= 1_024)
            bytes.removeAll(keepingCapacity: bytes.count <= 1 << 16)
        } else {
            blocks.removeFirst(count)
            bytes.removeFirst(length)
        }
    }
}
