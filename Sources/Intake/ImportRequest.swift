public import Mediation
public import Model
public import Time

/// What is to be imported, and as what.
public struct ImportRequest: Sendable {
    public var format: Format
    /// The book's number of its definition; 0 where the book keeps none.
    public var formatVersion: Int64 = 0
    public var `switch`: SwitchID
    /// Id of the source, `[a-z0-9-]{1,64}`.
    public var source: String
    /// A file's name or "standard input".
    public var name: String
    /// Of the first record, for formats that print none.
    public var year: Int?
    /// Of arrival, for formats that print no date.
    public var day: CivilDay?
    public var actor: String
    /// What is stored once more was looked at when it was stored first.
    var isTrusted = false

    public init(format: Format, switch: SwitchID, source: String, name: String, year: Int?, day: CivilDay? = nil, actor: String) {
        self.format = format
        self.switch = `switch`
        self.source = source
        self.name = name
        self.year = year
        self.day = day
        self.actor = actor
    }

    /// The source of imports that name none: one for each switch and format, so that a raw log is read with one format.
    public static func source(of switch: SwitchID, format: String) -> String {
        let words = ["import", `switch`.text, format].map { word in
            String(
                decoding: word.utf8.map { byte -> UInt8 in
                    switch byte {
                    case 48...57, 97...122: byte
                    case 65...90: byte + 32
                    default: UInt8(ascii: "-")
                    }
                }, as: UTF8.self)
        }
        return String(words.joined(separator: "-").prefix(64))
    }
}

/// Bytes to import, piece by piece.
public protocol ImportBytes {
    /// The next bytes, at most `limit`; empty at the end.
    func read(upTo limit: Int) throws -> [UInt8]
    /// Goes back to the first byte; false where that cannot be done.
    func rewind() -> Bool
}
