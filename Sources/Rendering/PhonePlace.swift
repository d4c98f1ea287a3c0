import Document

/// Where a cell goes on a phone, where a row of a table is an entry of two lines: who and how much, then where and when.
enum PhonePlace: String {
    case who, amount, `where`, when, hidden

    /// One for each column; each place is given once.
    static func places(of columns: [Column]) -> [PhonePlace] {
        var places = [PhonePlace](repeating: .hidden, count: columns.count)
        func give(_ place: PhonePlace, _ fits: (Column) -> Bool) {
            guard !places.contains(place) else { return }
            if let index = columns.indices.first(where: { places[$0] == .hidden && fits(columns[$0]) }) { places[index] = place }
        }
        give(.amount) { $0.id == "final" || $0.id == "price" }
        give(.amount) { $0.kind.currency != nil }
        give(.when) { $0.kind == .time || $0.kind == .day }
        give(.who) { $0.id == "called" }
        give(.who) { !$0.kind.isRightAligned }
        give(.where) { $0.id == "destination" }
        give(.where) { $0.kind == .count }
        give(.amount) { $0.kind.isRightAligned }
        give(.when) { $0.kind == .duration }
        give(.where) { !$0.kind.isRightAligned }
        return places
    }
}
