/// Unpacks gzip (RFC 1951, 1952) piece by piece, and stops at what only pretends to be a file.
struct Gunzip {
    enum Flaw: Error, Hashable {
        /// It ends too early: it may still be being written.
        case cutShort
        case damaged
        /// It becomes bigger than allowed, or more than 1,000 times as big as it is.
        case tooBig
    }

    private enum Mode {
        case member
        case block
        case stored(Int)
        case codes(HuffmanCode, HuffmanCode)
        case trailer
        case end
    }

    private static let window = 1 << 15
    private static let chunk = 1 << 16
    private static let ratio: Int64 = 1_000

    private var reader: BitReader
    private let limit: Int64
    private var mode = Mode.member
    private var isLastBlock = false
    private var members = 0
    /// What was unpacked: up to 32 KiB that were given out already, and what was not.
    private var out: [UInt8] = []
    private var given = 0
    private var total: Int64 = 0
    private var size: UInt32 = 0
    private var checksum = CRC32()

    /// - Parameters:
    ///   - limit: bytes that may come out.
    ///   - more: the next packed bytes; empty at the end.
    init(limit: Int64, _ more: @escaping () -> [UInt8]?) {
        self.limit = limit
        reader = BitReader(more)
    }

    /// Whether a file that begins so is packed.
    static func isPacked(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B, 8]) }

    /// The next bytes; empty at the end.
    mutating func next() throws(Flaw) -> [UInt8] {
        if given > Self.window {
            out.removeFirst(given - Self.window)
            given = Self.window
        }
        loop: while out.count - given < Self.chunk {
            switch mode {
            case .member: try begin()
            case .block: try block()
            case .stored(let count): try copy(count)
            case .codes(let literals, let distances): try decode(literals, distances)
            case .trailer: try finish()
            case .end: break loop
            }
        }
        let bytes = Array(out[given...])
        given = out.count
        total += Int64(bytes.count)
        if total > limit || (total > 1 << 20 && total / Self.ratio > reader.consumed) { throw .tooBig }
        return bytes
    }

    private mutating func begin() throws(Flaw) {
        let head = [reader.byte(), reader.byte(), reader.byte()]
        // Behind a member may stand another, or what pads the last.
        guard head == [0x1F, 0x8B, 8] else {
            if members == 0 { throw head[2] == nil ? .cutShort : .damaged }
            mode = .end
            return
        }
        guard let flags = reader.byte() else { throw .cutShort }
        for _ in 0..<6 where reader.byte() == nil { throw .cutShort }
        if flags & 4 != 0 {
            guard let low = reader.byte(), let high = reader.byte() else { throw .cutShort }
            for _ in 0..<(Int(high) << 8 | Int(low)) where reader.byte() == nil { throw .cutShort }
        }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while true {
                guard let byte = reader.byte() else { throw .cutShort }
                if byte == 0 { break }
            }
        }
        if flags & 2 != 0 { for _ in 0..<2 where reader.byte() == nil { throw .cutShort } }
        (checksum, size) = (CRC32(), 0)
        mode = .block
    }

    private mutating func block() throws(Flaw) {
        guard let last = reader.number(1), let kind = reader.number(2) else { throw .cutShort }
        isLastBlock = last == 1
        switch kind {
        case 0:
            reader.align()
            guard let count = reader.number(16), let check = reader.number(16) else { throw .cutShort }
            guard count == ~check & 0xFFFF else { throw .damaged }
            mode = .stored(count)
        case 1:
            guard let literals = HuffmanCode.fixedLiterals, let distances = HuffmanCode.fixedDistances else { throw .damaged }
            mode = .codes(literals, distances)
        case 2:
            guard let (literals, distances) = HuffmanCode.read(&reader) else { throw .damaged }
            mode = .codes(literals, distances)
        default: throw .damaged
        }
    }

    private mutating func copy(_ count: Int) throws(Flaw) {
        let part = min(count, Self.chunk)
        for _ in 0..<part {
            guard let byte = reader.byte() else { throw .cutShort }
            put(byte)
        }
        mode = count > part ? .stored(count - part) : (isLastBlock ? .trailer : .block)
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    private static let lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049, 3_073, 4_097, 6_145,
        8_193, 12_289, 16_385, 24_577,
    ]

    private mutating func decode(_ literals: HuffmanCode, _ distances: HuffmanCode) throws(Flaw) {
        while out.count - given < Self.chunk {
            guard let symbol = literals.symbol(&reader) else { throw .cutShort }
            if symbol < 256 {
                put(UInt8(symbol))
                continue
            }
            if symbol == 256 {
                mode = isLastBlock ? .trailer : .block
                return
            }
            guard symbol - 257 < Self.lengthBases.count, let more = reader.number(Self.lengthBits[symbol - 257]),
                let code = distances.symbol(&reader), code < 30, let further = reader.number(max(0, code / 2 - 1))
            else { throw .damaged }
            let distance = Self.distanceBases[code] + further
            guard distance <= out.count else { throw .damaged }
            for _ in 0..<(Self.lengthBases[symbol - 257] + more) { put(out[out.count - distance]) }
        }
    }

    private mutating func put(_ byte: UInt8) {
        out.append(byte)
        checksum.take(byte)
        size &+= 1
    }

    private mutating func finish() throws(Flaw) {
        reader.align()
        guard let low = reader.number(16), let high = reader.number(16), let sizeLow = reader.number(16), let sizeHigh = reader.number(16)
        else { throw .cutShort }
        guard checksum.value == UInt32(high << 16 | low), size == UInt32(sizeHigh << 16 | sizeLow) else { throw .damaged }
        members += 1
        mode = .member
    }
}

/// The checksum of gzip, byte by byte.
struct CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
    }

    private var state: UInt32 = .max

    var value: UInt32 { ~state }

    mutating func take(_ byte: UInt8) { state = (state >> 8) ^ Self.table[Int((state ^ UInt32(byte)) & 0xFF)] }
}
