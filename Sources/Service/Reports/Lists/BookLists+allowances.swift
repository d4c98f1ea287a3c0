import Document
import Model
import Money
import Rating
import Reporting
import Site
import Store
import Time

extension BookLists {
    /// What packages grant in the billing periods that the days touch, as it stands now.
    func allowances(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        let frozen = try book.store.frozenPeriods(overlapping: ask.days)
        for scheme in Scheme.allCases {
            let reading = AllowanceReading(book: book, state: ask.state, scheme: scheme)
            for use in try reading.uses(ask.days, of: { ask.concerns($0.text) }) {
                guard list.add(try row(use, scheme, frozen, ask)) else { return }
            }
        }
    }

    private func row(_ use: AllowanceUse, _ scheme: Scheme, _ frozen: [String: [DayRange]], _ ask: ListAsk) throws -> [Cell] {
        let holder: [Cell]
        // What several share is on no bill alone.
        var isBilled = false
        switch use.holder {
        case .party(let id):
            let party = ask.party(id.text)
            holder = [party[0], .empty, party[1]]
            isBilled = scheme == .price && frozen[id.text]?.contains { $0.contains(use.period.first) } == true
        case .organisation(let id):
            let name = ask.state.reporting.chain(of: id.text).last?.name ?? ""
            holder = [.empty, Cell(.text(id.text), link: .node(id.text)), .text(name)]
        }
        let state = isBilled ? "billed" : ask.request.today > use.period.last ? "closed" : "open"
        let figures = try [use.own + use.carried, use.carried, use.used, use.left, use.over].map { try quantity($0, use.grant) }
        return [.text(use.package.text), .count(use.rule + 1), .text(scheme.rawValue)] + holder
            + [.day(use.period.first), .day(use.period.last), .text(Self.unit(use.grant))] + figures + [.text(state)]
    }

    /// What the figures of an allowance count.
    private static func unit(_ grant: Allowance.Grant) -> String {
        switch grant {
        case .time(_, let perMinute): perMinute ? "minutes" : "seconds"
        case .calls: "calls"
        case .money(let money): money.currency.code
        }
    }

    /// Time as a duration; money with all of its decimals.
    private func quantity(_ figure: Int128, _ grant: Allowance.Grant) throws -> Cell {
        switch grant {
        case .time(_, let perMinute): return .duration(Int64(clamping: perMinute ? figure * 60 : figure))
        case .calls: return .count(Int64(clamping: figure))
        case .money(let money):
            let minor = money.currency.minorUnit
            var (units, digits) = (figure, FineAmount.decimals)
            while digits > minor, units.isMultiple(of: 10) { (units, digits) = (units / 10, digits - 1) }
            guard let small = Int64(exactly: units) else { throw ReportFailure.sumOutOfRange }
            return Cell(.decimal(small, digits: digits))
        }
    }
}
