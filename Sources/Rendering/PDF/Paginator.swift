/// A thing that stands on paper as a whole: what the paginator needs to know of it.
struct PageItem: Hashable {
    enum Kind: Hashable {
        /// A paragraph, a chart: may stand anywhere.
        case text
        /// A section's title, a table's head, a group's heading: never alone at the foot of a page.
        case opening
        case line
        /// A subtotal, a total: never alone at the head of a page.
        case closing
    }

    var kind: Kind
    var height: Double
    /// Height of what is repeated above it where a page begins with it: the table's head.
    var repeated: Double = 0
}

/// Cuts a document into pages: a value from values, so that its rules can be tried on tables by the thousand.
enum Paginator {
    /// - Parameter height: of the room for items on a page.
    /// - Returns: the items of each page; every item is on one, in order. An item that is higher than a page has one for itself.
    static func pages(_ items: [PageItem], height: Double) -> [Range<Int>] {
        let mayBegin = mayBegin(items)
        var pages: [Range<Int>] = []
        var first = 0
        while first < items.count {
            var used = items[first].repeated
            var next = first
            while next < items.count, next == first || used + items[next].height <= height {
                used += items[next].height
                next += 1
            }
            if next < items.count {
                // Back to where a page may begin. Where there is no such place the run is longer than a page, and breaks anywhere.
                var begin = next
                while begin > first, !mayBegin[begin] { begin -= 1 }
                if begin > first { next = begin }
            }
            pages.append(first..<next)
            first = next
        }
        return pages
    }

    /// Whether a page may begin with each item: a heading keeps two lines with it, a total the line before it.
    static func mayBegin(_ items: [PageItem]) -> [Bool] {
        items.indices.map { index in
            guard index > 0 else { return true }
            switch (items[index - 1].kind, items[index].kind) {
            case (.opening, _), (_, .closing): return false
            case (.line, .line): return index < 2 || items[index - 2].kind != .opening
            default: return true
            }
        }
    }
}
