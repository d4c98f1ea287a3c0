#if canImport(Glibc)
    import Glibc
#endif

/// Finds the ends of records in a stream, keeping its place between chunks.
struct Scanner {
    private enum Place { case fieldBegin, bare, quoted, quoteInQuoted }

    private let isCSV: Bool
    private let quote: UInt8
    private let separator: UInt8
    private var place = Place.fieldBegin
    /// Line ends inside the open record.
    var lineEnds = 0

    init(_ framing: Framing) { (isCSV, quote, separator) = (framing.kind == .csv, framing.quote, framing.separator) }

    mutating func reset() {
        place = .fieldBegin
        lineEnds = 0
    }

    /// Where the line end stands that ends the open record; `nil`: not in these bytes.
    mutating func end(in bytes: UnsafeRawBufferPointer) -> Int? {
        isCSV ? csvEnd(in: bytes) : Scanner.lineEnd(in: bytes)
    }

    static func lineEnd(in bytes: UnsafeRawBufferPointer) -> Int? { bytes.place(of: Byte.lineFeed) }

    private mutating func csvEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard place != .quoted, let last = bytes.last else { return walk(bytes) }
        // Most lines hold no quote: they end where any line does.
        let end = Scanner.lineEnd(in: bytes)
        let line = UnsafeRawBufferPointer(rebasing: bytes[..<(end ?? bytes.count)])
        guard line.place(of: quote) == nil else { return walk(bytes) }
        if end == nil { place = last == separator ? .fieldBegin : .bare }
        return end
    }

    private mutating func walk(_ bytes: UnsafeRawBufferPointer) -> Int? {
        for index in bytes.indices {
            let byte = bytes[index]
            if place == .quoted {
                if byte == quote { place = .quoteInQuoted } else if byte == Byte.lineFeed { lineEnds += 1 }
                continue
            }
            switch byte {
            case Byte.lineFeed: return index
            case separator: place = .fieldBegin
            case quote: place = place == .bare ? .bare : .quoted
            default: place = .bare
            }
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    /// Where a byte first stands at or behind `from`.
    @inline(__always)
    func place(of byte: UInt8, from: Int = 0) -> Int? {
        guard let baseAddress, from < count, let found = memchr(baseAddress + from, Int32(byte), count - from) else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }
}

extension Framing {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// A record without what only frames it: a byte order mark at the begin, control characters around a line.
    static func content(of record: UnsafeRawBufferPointer, isCSV: Bool, atBegin: Bool) -> UnsafeRawBufferPointer {
        var start = 0
        var end = record.count
        if atBegin, record.starts(with: Self.byteOrderMark) { start = Self.byteOrderMark.count }
        if isCSV {
            if end > start, record[end - 1] == Byte.carriageReturn { end -= 1 }
        } else {
            while start < end, Byte.isControl(record[start]) { start += 1 }
            while end > start, Byte.isControl(record[end - 1]) { end -= 1 }
        }
        return UnsafeRawBufferPointer(rebasing: record[start..<end])
    }
}
