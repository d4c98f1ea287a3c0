import Model
import Rating
import Site
import Store

/// Prices stored calls otherwise and adds up, per call type; holds sums, never calls.
struct WhatIf {
    /// How an alternative prices a call.
    enum Way {
        /// By the book's own site.
        case own(Supposition)
        /// By another site.
        case other(Rater)
    }

    private struct Cell {
        var calls: Int64 = 0
        var seconds: Int64 = 0
        var today = WhatIfSums()
        var alternatives: [WhatIfSums]
    }

    private let book: OpenBook
    private let state: SiteState
    private let scheme: Scheme
    private let ways: [Way]
    /// Places of the alternatives that the book's own site prices, and what they suppose.
    private let own: [(place: Int, supposition: Supposition)]
    /// Places of the tables to which versions belong.
    private let tableOfVersion: [Int32: Int32]
    private var cells: [String: Cell] = [:]

    init(_ book: OpenBook, _ state: SiteState, _ scheme: Scheme, _ ways: [Way]) throws {
        (self.book, self.state, self.scheme, self.ways) = (book, state, scheme, ways)
        own = ways.enumerated().compactMap { place, way in
            if case .own(let supposition) = way { (place, supposition) } else { nil }
        }
        let tables = Dictionary(
            state.rater.rateTables.enumerated().map { ($1.id, Int32(truncatingIfNeeded: $0)) }, uniquingKeysWith: { first, _ in first })
        var found: [Int32: Int32] = [:]
        for version in try book.store.rateVersions() { found[version.id] = tables[version.key.rateTable] }
        tableOfVersion = found
    }

    mutating func add(_ row: CallRow) throws {
        let today = scheme == .price ? row.price : row.cost
        guard [.rated, .free, .unrated].contains(today.state) else { return }
        let legs = try row.link.isEmpty ? [row] : book.legs(of: row)
        let leg = legs.firstIndex { $0.id == row.id } ?? 0
        var outcomes: [Outcome] = ways.map { _ in today }
        if !own.isEmpty {
            let found = suppose(own.map(\.supposition), state.rater, legs, leg, row)
            for (outcome, way) in zip(found, own) { outcomes[way.place] = outcome ?? today }
        }
        for (place, way) in ways.enumerated() {
            if case .other(let rater) = way { outcomes[place] = suppose([.selected], rater, legs, leg, nil)[0] ?? today }
        }
        var cell = cells[row.callType] ?? Cell(alternatives: ways.map { _ in WhatIfSums() })
        cell.calls += 1
        cell.seconds += Int64(row.talk)
        try cell.today.add(today)
        for place in outcomes.indices { try cell.alternatives[place].add(outcomes[place]) }
        cells[row.callType] = cell
    }

    /// - Parameter stored: the call whose charges count, where the rater is the one that made them.
    private func suppose(_ list: [Supposition], _ rater: Rater, _ legs: [CallRow], _ leg: Int, _ stored: CallRow?) -> [Outcome?] {
        var texts = RecordBatch()
        let facts = legs.map { CallFacts($0, rater.switchIndex(of: SwitchID($0.switch)) ?? 0, into: &texts) }
        let charge = scheme == .price ? stored?.price.charge : stored?.cost.charge
        let call = SupposedCall(
            legs: facts, leg: leg, stored: Rater.Pinned(price: stored?.price.charge, cost: stored?.cost.charge),
            table: charge.flatMap { tableOfVersion[$0.version] } ?? -1)
        return rater.suppose(list, scheme, call, texts.bytes.span)
    }

    func report(_ question: WhatIfQuestion, _ alternatives: [WhatIfReport.Alternative]) throws -> WhatIfReport {
        let types = state.site.callTypes.map(\.id.text)
        let order = Dictionary(types.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(state.site.callTypes.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
        var sum = Cell(alternatives: ways.map { _ in WhatIfSums() })
        for cell in cells.values {
            sum.calls += cell.calls
            sum.seconds += cell.seconds
            try sum.today.add(cell.today)
            for place in cell.alternatives.indices { try sum.alternatives[place].add(cell.alternatives[place]) }
        }
        let sorted = cells.sorted { (order[$0.key] ?? .max, $0.key) < (order[$1.key] ?? .max, $1.key) }
        return WhatIfReport(
            days: question.days, scheme: scheme, alternatives: alternatives,
            rows: try sorted.map { try row($0.key, names[$0.key] ?? $0.key, $0.value) }, total: try row("", "", sum))
    }

    private func row(_ type: String, _ name: String, _ cell: Cell) throws -> WhatIfReport.Row {
        WhatIfReport.Row(
            callType: type, name: name, calls: cell.calls, seconds: cell.seconds, today: try cell.today.side(today: nil),
            alternatives: try cell.alternatives.map { try $0.side(today: cell.today) })
    }
}
