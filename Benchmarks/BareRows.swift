import GRDBSQLite

/// Rows that a statement gave, out of SQLite's hands: what a bare loop writes was read before its clock runs.
struct BareRows {
    enum Value {
        case null
        case integer(Int64)
        case bytes(Range<Int>)
    }

    private let width: Int
    private var values: [Value] = []
    private var bytes: [UInt8] = []

    var count: Int { width == 0 ? 0 : values.count / width }

    /// Reads as many rows as asked for from a statement, which stays where it is.
    /// - Parameter width: how many of its columns are kept; `nil`: all.
    init(_ statement: OpaquePointer?, width: Int? = nil, most: Int = .max) {
        self.width = width ?? Int(sqlite3_column_count(statement))
        while count < most, sqlite3_step(statement) == SQLITE_ROW {
            for column in 0..<Int32(self.width) { values.append(value(statement, column)) }
        }
    }

    private mutating func value(_ statement: OpaquePointer?, _ column: Int32) -> Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        default:
            let first = bytes.count
            bytes += UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
            return .bytes(first..<bytes.count)
        }
    }

    func integer(_ row: Int, _ column: Int) -> Int64 {
        if case .integer(let value) = values[row * width + column] { return value }
        return 0
    }

    func text(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
        if case .bytes(let range) = values[row * width + column] { return bytes[range] }
        return []
    }

    /// Runs the statement once for each row.
    func write(_ statement: OpaquePointer?) {
        let lend = bytes.isEmpty ? [0] : bytes
        lend.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var column = 0
            for value in values {
                column += 1
                switch value {
                case .null: sqlite3_bind_null(statement, Int32(column))
                case .integer(let value): sqlite3_bind_int64(statement, Int32(column), value)
                case .bytes(let range): sqlite3_bind_blob(statement, Int32(column), base + range.lowerBound, Int32(range.count), nil)
                }
                guard column == width else { continue }
                column = 0
                BareSQLite.check(sqlite3_step(statement))
                sqlite3_reset(statement)
            }
        }
    }
}
