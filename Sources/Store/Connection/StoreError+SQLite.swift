internal import GRDB
internal import GRDBSQLite

extension StoreError {
    /// SQLITE_CONSTRAINT_DATATYPE: a value that a STRICT column does not take. The macro is one that Swift does not import.
    private static let wrongType = SQLITE_CONSTRAINT | 12 << 8

    /// From an extended result code of SQLite.
    init(code: Int32, _ place: StorePlace) {
        switch code & 0xff {
        case SQLITE_FULL: self = .diskFull(place)
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly(place)
        case SQLITE_CANTOPEN: self = .cannotOpen(place)
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged(place)
        // A write that finds no room in the write-ahead log's index or a temporary file is reported as an I/O error.
        case SQLITE_IOERR: self = .inputOutput(place, code: code)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(place)
        case SQLITE_INTERRUPT: self = .interrupted(place)
        // A sum past 64 bits becomes a floating point number, which no column of ours takes.
        case SQLITE_CONSTRAINT where code == StoreError.wrongType: self = .outOfRange(table: place.table)
        default: self = .failed(place, code: code)
        }
    }

    /// From whatever a piece of work in the room threw.
    init(_ error: any Error, _ place: StorePlace) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self = StoreError(code: error.extendedResultCode.rawValue, place)
        default: self = .closed
        }
    }
}
