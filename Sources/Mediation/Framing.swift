/// How a stream is cut into records.
struct Framing: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        /// A record is a line; control characters around it are dropped.
        case line
        /// As RFC 4180: line ends inside quotes belong to the record.
        case csv
        /// One or more lines, told by how they begin.
        case lines
        /// Bytes of their own stand around a record, not line ends.
        case marks
        /// A JSON object.
        case json
        /// An XML element.
        case xml
        /// The rows of an SQL dump, many in one line.
        case rows
        /// The length of each record stands before it.
        case length
    }

    var kind = Kind.line
    var separator = UInt8(ascii: ",")
    var quote = Byte.quote
    /// Bytes that are taken out wherever they stand.
    var drop = ByteSet()
    var drops = false
    /// What stands before the first place where this fits is dropped.
    var begins: BytePattern?
    /// Blanks are put in front until this text stands in a column (from 0).
    var align: (text: [UInt8], column: Int)?
    var lines = LinesFraming()
    var marks = MarksFraming()
    var xml = XMLFraming()
    var length = LengthFraming()
    /// Bytes at the begin of a file that are no records, and what they begin with.
    var header: (count: Int, starts: [UInt8])?
    /// Syslog over TCP may say how long each record is (RFC 6587): digits, a blank, then the `<` of the record.
    var hasOctetCounts = false
    /// Whether `line` counts records.
    var isNumbered = false

    /// Whether a record may end with the stream, without an end of its own: documents, rows and records of a told length cannot, and how
    /// many lines they are does not hang on what comes behind them.
    var mayStayOpen: Bool {
        switch kind {
        case .line, .csv, .lines, .marks: true
        case .json, .xml, .rows, .length: false
        }
    }

    /// Whether a byte ends what stands before it: what ends the stream without one was cut off, or its line has no end.
    func isEnd(_ byte: UInt8) -> Bool { byte == Byte.lineFeed || kind == .marks && marks.ends.contains(byte) }

    /// Whether a record must be changed before it is cut into fields.
    var prepares: Bool { drops || begins != nil || align != nil }
    /// Whether records are lines, which the scanner finds without looking at them.
    var isPlain: Bool { (kind == .line || kind == .csv) && header == nil && !hasOctetCounts }
}

struct LinesFraming: Sendable {
    /// A line that begins a record; `nil`: every line that does not go on with one.
    var begin: BytePattern?
    /// A line that goes on with the record before it.
    var continued: BytePattern?
    /// A record ends with this many lines.
    var most = Int.max
    /// Index of the reason with which further lines are listed, -1: they are not.
    var apart = -1
}

struct MarksFraming: Sendable {
    var start: UInt8?
    var ends = ByteSet()
    /// Whether the record's shape says how long it is.
    var hasWhole = false
}

struct XMLFraming: Sendable {
    var element: [UInt8] = []
    /// A text in front of the element that belongs to the record.
    var from: [UInt8] = []
}

struct LengthFraming: Sendable {
    /// Bytes of the length itself, and of all that stands before the record.
    var bytes = 4
    var head = 4
    var isLittle = false
    /// Whether the length counts what stands before the record too.
    var includesHead = false
    /// First bytes of records; empty: any. A length before anything else is that of a block of records.
    var marks = ByteSet()
    var hasMarks = false
}
