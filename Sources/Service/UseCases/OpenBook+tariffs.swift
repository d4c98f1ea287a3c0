public import Model
import Money
import Site
import Time

extension OpenBook {
    /// The rate tables, in the site's order.
    public func tariffs(caller: Caller) throws -> [TariffSummary] {
        try require(.see, caller)
        return try site().site.rateTables.map(summary)
    }

    /// A rate table as a person reads it.
    /// - Parameters:
    ///   - version: its place in the table; `nil`: the one in force now, else the last.
    ///   - search: digits find the rows that begin with them or would price them, other text finds names.
    ///   - from: rows to leave out at the begin of what was found.
    public func tariff(
        _ id: RateTableID, version: Int? = nil, search: String = "", from: Int = 0, limit: Int = 200, caller: Caller
    ) throws -> TariffView {
        try require(.see, caller)
        guard let table = try site().site.rateTables.first(where: { $0.id == id }) else {
            throw ServiceError.unknown(what: "rate table", name: id.text)
        }
        let summary = summary(table)
        let shown = version.flatMap { index in summary.versions.first { $0.index == index } } ?? summary.inForce ?? summary.versions.last
        let found = shown.map { Self.rows(table.versions[$0.index].rows, search) } ?? []
        let words = TariffWords(table: table)
        let page = found.dropFirst(max(from, 0)).prefix(limit)
        return TariffView(
            summary: summary, sentences: words.sentences(shown.map { table.versions[$0.index] }), zone: table.zone.name, week: words.grid,
            holidays: table.holidays, version: shown, rows: page.map(words.row), found: found.count)
    }

    private static func rows(_ rows: [Row], _ search: String) -> [Row] {
        let text = search.filter { $0 != " " && $0 != "+" }
        if text.isEmpty { return rows }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return rows.filter { row in row.prefixes.contains { $0.hasPrefix(text) || (!$0.isEmpty && text.hasPrefix($0)) } }
        }
        let wanted = search.lowercased()
        return rows.filter { $0.name.lowercased().contains(wanted) }
    }

    private func summary(_ table: RateTable) -> TariffSummary {
        let now = table.zone.wall(clock())
        let inForce = table.versions.lastIndex { $0.from <= now }
        return TariffSummary(
            id: table.id, scheme: table.scheme, provider: table.provider?.text ?? "", currency: table.currency.code,
            isPulse: table.kind == .pulse,
            versions: table.versions.indices.map { index in
                .init(index: index, from: table.versions[index].from, rows: table.versions[index].rows.count, isInForce: index == inForce)
            })
    }

    /// Adds a row to the version in force. The version as it was stays in the book for the calls that it priced; those without a rate get
    /// theirs by being rated again.
    /// - Throws: `NewRate.Fault` for what was typed wrong.
    public func addRate(_ rate: NewRate, caller: Caller) throws {
        try require(.configure, caller)
        let site = try site().site
        guard let table = site.rateTables.first(where: { $0.id == rate.table }) else {
            throw ServiceError.unknown(what: "rate table", name: rate.table.text)
        }
        guard let version = table.versions.last(where: { $0.from <= table.zone.wall(clock()) }) else {
            throw ServiceError.refused("no version of the rate table \(table.id) is in force yet. Add one in the site file.")
        }
        let edited: Site
        do { edited = try SiteEdit.add(try rate.row(for: table), to: table.id, version: version.from, in: site) } catch {
            switch error {
            case let refusal as SiteEdit.Refusal: throw NewRate.Fault(field: "prefix", text: refusal.description)
            default: throw error
            }
        }
        try change(edited, "tariff.addRate", "\(table.id) \(rate.prefix) \(rate.name)", caller: caller)
    }
}

extension NewRate {
    fileprivate func row(for table: RateTable) throws -> Row {
        guard (1...20).contains(prefix.utf8.count), prefix.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Fault(field: "prefix", text: "The prefix has 1 to 20 digits, without + or 00.")
        }
        guard (1...100).contains(name.utf8.count), name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw Fault(field: "name", text: "The name has 1 to 100 bytes and no control characters.")
        }
        var row = Row(prefixes: [prefix])
        row.name = name
        let first = try seconds(first, "first")
        if table.kind == .pulse {
            row.bands = [BandPrice(band: BandPrice.all, pricing: .interval(first))]
            return row
        }
        let price = try price(self.price, "price")
        let parts = Increments(first: first, next: try seconds(next, "next"), price: price, per: 60)
        row.bands = [BandPrice(band: BandPrice.all, pricing: .increments(parts))]
        if !minimum.isEmpty { row.terms.minimumCharge = try self.price(minimum, "minimum") }
        return row
    }

    private func seconds(_ text: String, _ field: String) throws(Fault) -> Int {
        guard let value = Int(text), (1...3_600).contains(value) else {
            throw Fault(field: field, text: "Write a whole number of seconds from 1 to 3600.")
        }
        return value
    }

    private func price(_ text: String, _ field: String) throws(Fault) -> Price {
        guard let price = try? Price(text: text), price >= .zero, price.units <= 1_000_000 * Price.scale else {
            throw Fault(field: field, text: "Write the price as a number with a decimal point, such as 0.30, up to 1000000.")
        }
        return price
    }
}
