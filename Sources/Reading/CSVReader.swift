/// Reads CSV (RFC 4180): fields by a separator, quotes doubled inside quotes, LF or CR LF line ends, line breaks inside quotes.
/// Rows come one by one; a row's fields are views into one buffer that is used again, so a deck of any size needs no more memory.
public struct CSVReader: ~Copyable {
    public enum Failure: Error, Hashable, Sendable {
        /// A quoted field that begins in this line has no end.
        case unclosedQuote(line: Int)
        /// Text behind a closing quote.
        case textAfterQuote(line: Int)
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var nextLine = 1
    private var buffer: [UInt8] = []
    private var ends: [Int] = []
    /// 1-based line on which the row last read begins.
    public private(set) var line = 0

    public init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.separator = separator
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Goes to the next row; false at the end. Empty lines are rows with one empty field.
    public mutating func next() throws(Failure) -> Bool {
        guard position < bytes.count else { return false }
        buffer.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        line = nextLine
        while true {
            try readField()
            ends.append(buffer.count)
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
        }
        if position < bytes.count, bytes[position] == 13 { position += 1 }
        if position < bytes.count, bytes[position] == 10 { position += 1 }
        nextLine += 1
        return true
    }

    /// Number of fields in the row last read.
    public var count: Int { ends.count }

    /// The bytes of a field; empty where the row is shorter.
    public func field(_ index: Int) -> ArraySlice<UInt8> {
        guard index < ends.count else { return [] }
        return buffer[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    public func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

    private mutating func readField() throws(Failure) {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            while position < bytes.count, bytes[position] != separator, bytes[position] != 10 {
                if bytes[position] == 13, position + 1 >= bytes.count || bytes[position + 1] == 10 { break }
                buffer.append(bytes[position])
                position += 1
            }
            return
        }
        let begin = nextLine
        position += 1
        while true {
            guard position < bytes.count else { throw .unclosedQuote(line: begin) }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
                position += 1
            }
            if byte == 10 { nextLine += 1 }
            buffer.append(byte)
        }
        guard position >= bytes.count || bytes[position] == separator || bytes[position] == 10 || bytes[position] == 13 else {
            throw .textAfterQuote(line: begin)
        }
    }
}
