internal import Model
internal import Rendering
internal import Service
internal import Time

/// A report as its address says it: days, of whom, conditions, and what was changed of it. The address is the state.
struct ReportAddress {
    let id: String
    let days: DayRange
    /// All but the days and the form, in the order in which they stand.
    var pairs: [(name: String, value: String)]

    private static let whom = ["party", "organisation", "where", "language", pageName]
    private static let pageName = "page"

    init(_ id: String, _ days: DayRange, _ query: Query) {
        (self.id, self.days) = (id, days)
        let known = Self.whom + ReportOrder.ChangeWord.allCases.map(\.rawValue)
        pairs = query.pairs.filter { known.contains($0.name) && !$0.value.isEmpty }
    }

    /// - Throws: in words for what means nothing.
    func order() throws -> ReportOrder {
        var order = ReportOrder(days)
        for pair in pairs {
            switch pair.name {
            case "party": order.party = PartyID(pair.value)
            case "organisation": order.node = NodeID(pair.value)
            case "where": try order.add(pair.value)
            case Self.pageName: order.page = try Self.page(pair.value)
            case "language": order.wish.language = pair.value
            default: if let word = ReportOrder.ChangeWord(rawValue: pair.name) { try order.change(word, pair.value) }
            }
        }
        return order
    }

    func values(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    private static func page(_ text: String) throws -> Int {
        guard let page = Int(text), page > 0 else { throw ServiceError.refused("\"\(text)\" is no page. Write a number from 1 on.") }
        return page
    }

    /// The same with other values of a name, none of it where they are none; it begins at its first page then.
    func with(_ name: String, _ values: [String]) -> ReportAddress {
        var copy = self
        copy.pairs = pairs.filter { $0.name != name && $0.name != Self.pageName } + values.map { (name, $0) }
        return copy
    }

    /// The first page has the plain address.
    func page(_ number: Int) -> ReportAddress { number == 1 ? whole : with(Self.pageName, [String(number)]) }

    /// All of its lines.
    var whole: ReportAddress { with(Self.pageName, []) }

    func link(_ book: BookID, as form: DocumentForm? = nil) -> LocalPath {
        let ends = [("from", "\(days.first)"), ("to", "\(days.last)")]
        return Route.book(book, .report(id)).link(ends + pairs + (form.map { [("as", $0.rawValue)] } ?? []))
    }
}
