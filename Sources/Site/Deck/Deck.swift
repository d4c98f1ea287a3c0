import Model
import Money
import Time

/// A deck as read: for each date the rows that it gives.
struct Deck {
    struct Entry {
        /// `nil`: the version's own date.
        var day: CivilDay?
        var row: Row
        var line: Int
    }

    var reference: DeckReference
    var entries: [Entry] = []
}
