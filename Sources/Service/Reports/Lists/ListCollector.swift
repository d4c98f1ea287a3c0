import Document
import Model
import Money
import Reporting
import Site
import Time

/// Rows while they are collected: more than `most` are told of, not kept.
struct ListCollector {
    static let most = 200_000

    private(set) var rows = ListRows()

    /// - Returns: `false` where the list is full: who reads on reads in vain.
    @discardableResult
    mutating func add(_ cells: [Cell]) -> Bool {
        guard rows.rows.count < Self.most else {
            rows.isCut = true
            return false
        }
        rows.rows.append(cells)
        return true
    }

    mutating func cut() { rows.isCut = true }

    /// Which of so many lines are to be added: those of a page, or all that a list holds.
    mutating func begin(_ page: LinePage?, of total: Int) -> Range<Int> {
        guard let page else {
            if total > Self.most { cut() }
            return 0..<min(total, Self.most)
        }
        rows.total = total
        return page.lines(of: total)
    }
}

/// What is asked of a list, with the site as it is now.
struct ListAsk {
    let request: ReportRequest
    let filter: CallFilter
    /// Only these lines are wanted.
    let page: LinePage?
    let state: SiteState
    /// The parties that are meant with their days; `nil`: everybody.
    let scope: [String: [DayRange?]]?

    init(_ query: ListQuery, _ state: SiteState) {
        (request, filter, page, self.state) = (query.request, query.filter, query.page, state)
        let isNarrow = query.request.party != nil || query.request.node != nil
        scope = isNarrow ? Dictionary(grouping: query.filter.parties, by: \.party).mapValues { $0.map(\.days) } : nil
    }

    var days: DayRange { request.days }
    var zone: Zone { state.site.settings.zone }

    /// Whether a moment lies in the days.
    func contains(_ moment: Instant) -> Bool { days.contains(zone.wall(moment).day) }

    /// Whether a party is meant, on a day or at all. Its name is only looked up where not everybody is.
    func concerns(_ party: @autoclosure () -> String, on day: CivilDay? = nil) -> Bool {
        guard let scope else { return true }
        guard let ranges = scope[party()] else { return false }
        guard let day else { return true }
        return ranges.contains { $0?.contains(day) ?? true }
    }

    /// Nobody belongs to the node that is asked about.
    var isNobody: Bool { scope?.isEmpty == true }

    /// The days and the two ends of them as the clock of the world has them.
    var period: Period { zone.period(days) }

    func time(_ moment: Instant?) -> Cell { moment.map { Cell(.time(zone.wall($0))) } ?? .empty }

    /// A party with a way to it, and its name.
    func party(_ id: String) -> [Cell] {
        guard let party = state.party(PartyID(id)) else { return [.text(id), .empty] }
        return [Cell(.text(id), link: .party(id)), .text(party.name)]
    }
}

extension Cell {
    static func text(_ text: String) -> Cell { text.isEmpty ? .empty : Cell(.text(text)) }
    static func number(_ text: String) -> Cell { text.isEmpty ? .empty : Cell(.number(text)) }
    static func count(_ count: Int64) -> Cell { Cell(.count(count)) }
    static func count(_ count: Int) -> Cell { Cell(.count(Int64(count))) }
    static func duration(_ seconds: Int64) -> Cell { Cell(.duration(seconds)) }
    static func day(_ day: CivilDay) -> Cell { Cell(.day(day)) }
    static func money(_ amount: Amount, _ currency: Currency) -> Cell { Cell(.money(Money(amount, currency))) }

    /// A sum of settled amounts, rounded to millionths.
    static func money(_ amount: FineAmount, _ currency: Currency) throws -> Cell {
        guard let rounded = Exact(amount).rounded(.millionth) else { throw ReportFailure.sumOutOfRange }
        return money(rounded, currency)
    }

    static func percent(_ part: Int64, of whole: Int64) -> Cell { Cell(.percent(part, of: whole)) }
    static func ratio(_ part: Int64, _ whole: Int64, digits: Int) -> Cell { Cell(.ratio(part, whole, digits: digits)) }
}
