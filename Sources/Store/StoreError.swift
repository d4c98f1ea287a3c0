/// Where in the book something happened: a table and the name of the statement. Never a value, so that no subscriber's
/// number comes into a log.
public struct StorePlace: Hashable, Sendable, CustomStringConvertible {
    public let table: String
    public let statement: String

    public init(_ table: String, _ statement: String) {
        self.table = table
        self.statement = statement
    }

    public var description: String { "table \(table), \(statement)" }
}

/// Why the book could not do what was asked. After any of these nothing is half-done: a transaction is whole or not there.
public enum StoreError: Error, Hashable, Sendable {
    // The folder
    case notABook(path: String)
    case alreadyExists(path: String)
    case inUse(path: String, pid: Int32)
    case newerFormat(path: String, found: Int, known: Int)
    case olderFormat(path: String, found: Int, known: Int)
    case strangeSchema(path: String, name: String)
    case folder(path: String, operation: String, code: Int32)
    // The disk and the file
    case diskFull(StorePlace)
    case readOnly(StorePlace)
    /// The owner of a folder, or no file descriptor left.
    case cannotOpen(StorePlace)
    case damaged(StorePlace)
    case inputOutput(StorePlace, code: Int32)
    case busy(StorePlace)
    /// A read was ended because the write-ahead log had grown beyond its bound.
    case interrupted(StorePlace)
    /// Another answer of the database.
    case failed(StorePlace, code: Int32)
    // What was asked
    /// A sum left the range of 64 bits.
    case outOfRange(table: String)
    case tooManyToSort(limit: Int)
    case cannotGroup(String)
    case badCursor
    /// A cursor of another state of the book, or of too long ago.
    case staleCursor
    case notFound(String)
    case alreadyDecided(conflict: Int64)
    case taken(String)
    /// A call of it stands on the issued bill with this number.
    case onBill(Int64)
    /// Days stand on the issued bill with this number.
    case billed(Int64)
    /// There is a credit note for the bill already.
    case credited(Int64)
    /// Calls came or changed while the work was done.
    case changedMeanwhile
    case cannotCorrect(CorrectionRefusal)
    /// Proposed charges are not in the state in which this can be done.
    case rerating(Int64, is: String)
    /// The site by which charges were proposed is not the one of now.
    case siteChanged(rerating: Int64)
    case closed
}

extension StoreError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notABook(let path): "\(path) is not a book: name the folder of a book (it ends in .book and holds book.sqlite)"
        case .alreadyExists(let path): "\(path) exists already: choose another name, or open it"
        case .inUse(let path, let pid):
            "\(path) is in use by process \(pid): stop that process, or do it through the running server"
        case .newerFormat(let path, let found, let known):
            "\(path) was written by a newer Tollbook (format \(found), this one knows \(known)): install that one; the book was not touched"
        case .olderFormat(let path, let found, let known):
            "\(path) has format \(found), this program needs \(known): open it once with `tollbook serve`, which brings it up to date"
        case .strangeSchema(let path, let name):
            "\(path) holds something that Tollbook did not make (\(name)): do not use it; restore a backup"
        case .folder(let path, let operation, let code): "cannot \(operation) \(path): \(FileSystem.words(code))"
        case .diskFull(let place): "the disk of the book is full (\(place)): free space; the work goes on by itself"
        case .readOnly(let place):
            "the book cannot be written (\(place)): check the owner of its folder and whether the disk is mounted read-only"
        case .cannotOpen(let place):
            "a file of the book cannot be opened (\(place)): check the owner of its folder and the limit of open files"
        case .damaged(let place): "the book's file is damaged (\(place)): run `tollbook book check`, then restore the last backup"
        case .inputOutput(let place, let code):
            "the disk failed on the book (\(place), SQLite \(code)): check the disk, then run `tollbook book check`"
        case .busy(let place): "the book is busy (\(place)): try again"
        case .interrupted(let place): "reading took so long that it was ended (\(place)): ask for fewer days"
        case .failed(let place, let code): "the book's database refused (\(place), SQLite \(code)): please report this"
        case .outOfRange(let table): "a sum in \(table) is beyond what a book can hold (9.2 × 10¹² main units): check the rates"
        case .tooManyToSort(let limit): "only up to \(limit) calls can be sorted by anything but time: narrow the filter"
        case .cannotGroup(let what): "summaries cannot be grouped or filtered by \(what) together: ask for them one after the other"
        case .badCursor: "this page's address is not one that Tollbook made: begin at the first page"
        case .staleCursor:
            "this cursor is of another state of the book (restored, rebuilt or another one) or of too long ago: begin without a cursor"
        case .notFound(let what): "there is no \(what) in this book"
        case .alreadyDecided(let conflict): "conflict \(conflict) has been decided already: reload the page"
        case .taken(let what): "\(what) exists already: choose another"
        case .onBill(let number): "a call of it stands on the issued bill \(number), which does not change: credit that bill first"
        case .billed(let number): "bill \(number) holds some of these days already: credit it first, or choose other days"
        case .credited(let number): "bill \(number) has been credited already"
        case .changedMeanwhile: "calls came in or changed at this very moment: try again"
        case .cannotCorrect(let why): "\(why)"
        case .rerating(let number, let state): "re-rating \(number) is \(state): that cannot be done to it now"
        case .siteChanged(let number):
            "the site was changed after re-rating \(number) was proposed: its charges are out of date. Propose them again"
        case .closed: "the book has been closed"
        }
    }
}
