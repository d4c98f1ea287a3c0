import Model
import Reporting
import Store

/// Gives the rows of the lists that reports are made of.
struct BookLists {
    let book: OpenBook
    let caller: Caller

    func rows(_ query: ListQuery) throws -> ListRows {
        ListRows()
    }
}
