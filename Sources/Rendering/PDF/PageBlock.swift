import Document

/// A piece of a document with its place in the order of the paper.
struct PageBlock {
    enum Content {
        case letterhead
        case paragraph(Paragraph)
        case facts([PlacedFact])
        case tableHead(Int)
        case row(table: Int, row: Int)
        case chart(Chart)
        case slip([String])
    }

    struct Bookmark {
        let title: String
        /// 0: a section.
        let level: Int
    }

    let content: Content
    let item: PageItem
    var bookmark: Bookmark?

    /// The table that it belongs to.
    var table: Int? {
        switch content {
        case .tableHead(let table), .row(let table, _): table
        case .letterhead, .paragraph, .facts, .chart, .slip: nil
        }
    }
}

struct Paragraph {
    let text: String
    let face: Face
    var ink = Ink.ink
    /// Colour of a bar at its edge: a notice.
    var bar: Ink?
    var tag: StaticString = "P"
    /// Blank room above it.
    var above = 0.0

    /// Lines that it takes at most, so that it stands on a page.
    var mostLines: Int { face.size > 9.5 ? 6 : 40 }
    static let barRoom = 9.0
}

struct PlacedFact {
    let label: String
    let text: String
    let isOutside: Bool
    let start: Double
    let width: Double
}
