internal import GRDB
internal import GRDBSQLite
internal import Model

/// One prepared statement of SQLite's own interface. It belongs to one connection and is used only where that connection is
/// (GRDB's queue of it), one caller at a time.
final class SQLStatement {
    let handle: OpaquePointer
    let place: StorePlace

    /// - Parameter persistent: kept for the life of the connection, so SQLite spends more on preparing it.
    init(_ connection: OpaquePointer, _ sql: String, _ place: StorePlace, persistent: Bool = false) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0, &handle, nil)
        guard code == SQLITE_OK, let handle else { throw StoreError(code: sqlite3_extended_errcode(connection), place) }
        self.handle = handle
        self.place = place
    }

    /// On the connection of a database that GRDB hands over.
    convenience init(_ database: Database, _ sql: String, _ place: StorePlace) throws(StoreError) {
        guard let connection = database.sqliteConnection else { throw .closed }
        try self.init(connection, sql, place)
    }

    deinit { sqlite3_finalize(handle) }

    // Binding cannot fail for an index that the statement has; a wrong one shows in every test as a missing value.

    @inline(__always)
    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

    @inline(__always)
    func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

    /// Bytes that stay where they are until the statement is reset. A null pointer would be NULL, so empty text has a place too.
    @inline(__always)
    func bind(_ index: Int32, _ base: UnsafeRawPointer, _ text: TextRef) {
        sqlite3_bind_blob(handle, index, base + Int(text.offset), Int32(truncatingIfNeeded: text.count), nil)
    }

    /// Bytes that SQLite copies.
    func bind(_ index: Int32, copying bytes: some Collection<UInt8>) {
        let copied: Void? = bytes.withContiguousStorageIfAvailable { bindCopy(index, UnsafeRawBufferPointer($0)) }
        if copied == nil { Array(bytes).withUnsafeBytes { bindCopy(index, $0) } }
    }

    private func bindCopy(_ index: Int32, _ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            sqlite3_bind_zeroblob(handle, index, 0)
            return
        }
        // SQLITE_TRANSIENT: the macro is a cast that Swift does not import.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_blob(handle, index, base, Int32(truncatingIfNeeded: bytes.count), transient)
    }

    func bind(_ index: Int32, _ value: SQLValue) {
        switch value {
        case .null: bindNull(index)
        case .integer(let value): bind(index, value)
        case .bytes(let bytes): bind(index, copying: bytes)
        }
    }

    /// Binds from `first` on and returns the next index.
    @discardableResult
    func bind(from first: Int32, _ values: [SQLValue]) -> Int32 {
        var index = first
        for value in values {
            bind(index, value)
            index += 1
        }
        return index
    }

    /// Whether there is a row.
    @inline(__always)
    func step() throws(StoreError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw failure()
    }

    /// Runs a statement that gives no rows, and makes it ready for the next values.
    @inline(__always)
    func run() throws(StoreError) {
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else {
            let failure = failure()
            sqlite3_reset(handle)
            throw failure
        }
        sqlite3_reset(handle)
    }

    func reset() { sqlite3_reset(handle) }

    private func failure() -> StoreError { StoreError(code: sqlite3_extended_errcode(sqlite3_db_handle(handle)), place) }

    @inline(__always)
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    @inline(__always)
    func small(_ column: Int32) -> Int32 { sqlite3_column_int(handle, column) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// The bytes of a column, valid until the next step.
    @inline(__always)
    func raw(_ column: Int32) -> UnsafeRawBufferPointer {
        let base = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func bytes(_ column: Int32) -> [UInt8] { Array(raw(column)) }
    /// For people: broken UTF-8 is shown with replacement marks.
    func text(_ column: Int32) -> String { String(decoding: raw(column), as: UTF8.self) }
}

/// A value for a statement; texts of calls are bytes.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case bytes([UInt8])
}
