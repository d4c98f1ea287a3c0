public import Model

/// Calls that are written for another system as they come, in a layout of its own.
public struct CallExport: Hashable, Sendable {
    public enum Form: String, Hashable, Sendable, CaseIterable { case delimited, fixed, json }
    public enum LineEnd: String, Hashable, Sendable, CaseIterable { case lf, crlf }
    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        case utf8 = "utf-8"
        case latin1 = "latin-1"
        case ascii
    }

    /// Where the lines go.
    public enum Way: Hashable, Sendable {
        /// A folder below the book's `drop`: a file a day.
        case folder(String)
        /// We connect.
        case tcp(host: String, port: Int)
    }

    public var id: ExportID
    public var form = Form.delimited
    public var columns: [ExportColumn] = []
    /// Between the fields of `delimited`.
    public var separator = ","
    /// Around a field of `delimited` that holds the separator, the quote or a line end; empty: such signs become blanks.
    public var quote = "\""
    /// Each file begins with the names of the fields.
    public var hasHeader = false
    public var lineEnd = LineEnd.lf
    public var encoding = Encoding.utf8
    /// Conditions on the calls, in words: `direction=out`.
    public var filter: [String] = []
    /// A call that changed is sent again.
    public var sendsChanges = false
    public var way: Way
    public var isPaused = false

    public init(id: ExportID, way: Way) { (self.id, self.way) = (id, way) }
}

/// One field of a line.
public struct ExportColumn: Hashable, Sendable {
    public enum Alignment: String, Hashable, Sendable, CaseIterable { case left, right }
    public enum Seconds: String, Hashable, Sendable, CaseIterable {
        case seconds
        case clock = "hh:mm:ss"
        case digits = "hhmmss"
    }

    /// `nil`: the text stands in each line.
    public var field: ExportField?
    public var text = ""
    /// In the header, and the key of `json`.
    public var name: String
    /// Of `fixed`, in signs.
    public var width = 0
    public var alignment = Alignment.left
    /// One sign that fills up.
    public var fill = " "
    /// How a moment is written: `yyyy yy MM dd HH mm ss`, other signs as they are.
    public var pattern = ExportColumn.usualPattern
    public var seconds = Seconds.seconds
    /// Other words for words of ours: `out` → `O`.
    public var values: [Word] = []

    public struct Word: Hashable, Sendable {
        public var from: String
        public var to: String
        public init(from: String, to: String) { (self.from, self.to) = (from, to) }
    }

    public static let usualPattern = "yyyy-MM-dd HH:mm:ss"

    public init(field: ExportField?, name: String) { (self.field, self.name) = (field, name) }
}

/// What an export knows of a call.
public enum ExportField: String, Hashable, Sendable, CaseIterable {
    case id, start, end, stamp, `switch`, duration, ring, talk, direction, answered, calling, called, `extension`, trunk, account, sourceIP
    case pulses, party, callType, destination, link, leg, state, reason, price, priceCurrency, cost, costCurrency, source, bill

    /// A moment on the site's wall clock, or on the switch's.
    public var isMoment: Bool { [.start, .end, .stamp].contains(self) }
    public var isSeconds: Bool { [.duration, .ring, .talk].contains(self) }
    /// A number that must not be cut: too narrow a field is filled with `*`.
    public var isNumber: Bool { isSeconds || [.pulses, .price, .cost, .bill].contains(self) }
}
