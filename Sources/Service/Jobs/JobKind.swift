/// The kinds of work that wait in a book's queue. The words are stored: never change one.
enum JobKind: String {
    /// Charges are proposed.
    case propose = "rerate.propose"
    /// Proposed charges are written.
    case accept = "rerate.accept"
    /// Bills are issued and given out.
    case bills = "bills.run"
}
