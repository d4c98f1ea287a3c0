import Mediation

/// What the workbench shows of a definition and some lines.
public struct Workbench: Sendable {
    /// Something wrong with the definition.
    public struct Fault: Sendable {
        /// 1-based line of the definition.
        public let line: Int?
        public let text: String
    }

    public struct Piece: Sendable {
        public let name: String
        public let value: String
        /// Bytes of the row's text; `nil`: computed.
        public let range: Range<Int>?
    }

    /// A record, or what was left out.
    public struct Row: Sendable {
        public let line: Int
        public let text: [UInt8]
        public let fields: [Piece]
        public let values: [(name: String, value: String)]
        /// Why it is no record.
        public let reason: String?
        /// Bytes from the begin that fit, and the field behind them that does not.
        public let reached: Int?
        public let misfit: String?
    }

    /// The same lines with the stamp read another way.
    public struct Reading: Sendable {
        /// `asWritten`, `start`, `end` or `swapped`.
        public let way: String
        public let records: Int
        public let broken: Int64
        public let overlaps: Int
        public let jumps: Int
        /// Those with two calls at once, the worst first.
        public let trunks: [(name: String, overlaps: Int)]
    }

    /// A format that fits the lines.
    public struct Candidate: Sendable {
        public let id: String
        public let name: String
        /// Of the lines, in thousandths.
        public let share: Int
        public let doubts: [String]

        public init(id: String, name: String, share: Int, doubts: [String]) {
            (self.id, self.name, self.share, self.doubts) = (id, name, share, doubts)
        }

        init(_ found: Detection.Candidate) {
            self.init(id: found.id, name: found.name, share: Int(found.share * 1000 + 0.5), doubts: found.doubts)
        }
    }

    public internal(set) var id = ""
    public internal(set) var name = ""
    public internal(set) var faults: [Fault] = []
    public internal(set) var rows: [Row] = []
    public internal(set) var (inRecords, noise, broken): (Int64, Int64, Int64) = (0, 0, 0)
    public internal(set) var hidden = 0
    public internal(set) var readings: [Reading] = []

    public init() {}
}

/// A format as the list shows it.
public struct FormatEntry: Sendable {
    public let id: String
    public let name: String
    /// `yes`, `partly` or `no`.
    public let confirmed: String
    /// Whether it is the book's own.
    public let isOwn: Bool
    /// Versions that were there before; built-in ones have none.
    public let olderVersions: Int
}

/// A line of the table of columns in a manual.
public struct ColumnEntry: Sendable, Hashable {
    public var name: String
    public var from: String
    public var to: String
    /// One of `ColumnEntry.kinds`.
    public var what: String
    public var form: String

    public init(name: String, from: String, to: String, what: String, form: String) {
        (self.name, self.from, self.to, self.what, self.form) = (name, from, to, what, form)
    }

    var isBlank: Bool { name.isEmpty && from.isEmpty && to.isEmpty }
}
