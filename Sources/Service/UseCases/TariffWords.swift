import Model
import Money
import Site
import Time

/// A rate table in the words of a printed price list.
struct TariffWords {
    let table: RateTable

    /// With the digits of the minor unit at least: 0.30, not 0.3.
    func money(_ price: Price) -> String { DecimalText.print(price.units, decimals: Price.decimals, atLeast: table.currency.minorUnit) }

    static func each(_ seconds: Int) -> String {
        switch seconds {
        case 1: "second"
        case 60: "minute"
        case 3600: "hour"
        default: "\(seconds) seconds"
        }
    }

    func price(_ pricing: Pricing) -> String {
        switch pricing {
        case .interval(let seconds): return "a pulse every \(seconds) s"
        case .increments(let parts):
            if parts.price == .zero { return "free" }
            return "\(money(parts.price)) per \(Self.each(parts.per)), \(parts.first)/\(parts.next)"
                + (parts.count == .total ? " in total" : "")
        case .steps(let steps):
            if steps.allSatisfy({ $0.price == .zero }) { return "free" }
            return steps.map { step in
                let begin = step.at == 0 ? "" : "from \(clock(step.at)) on "
                guard let per = step.per else { return begin + "\(money(step.price)) for each \(step.block) s" }
                return begin + "\(money(step.price)) per \(Self.each(per)), by \(step.block) s"
            }.joined(separator: ", ")
        }
    }

    private func clock(_ seconds: Int) -> String { "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)" }

    func terms(_ terms: Terms) -> [String] {
        var words: [String] = []
        if let price = terms.connection { words.append("\(money(price)) at connection") }
        if let seconds = terms.freeSeconds { words.append("first \(seconds) s free") }
        if let seconds = terms.minimumDuration { words.append("free below \(seconds) s") }
        if let price = terms.minimumCharge { words.append("minimum \(money(price))") }
        if let price = terms.maximumCharge { words.append("at most \(money(price))") }
        if let price = terms.pulsePrice { words.append("\(money(price)) a pulse") }
        if let count = terms.atAnswer { words.append("\(count) pulse\(count == 1 ? "" : "s") at answer") }
        return words
    }

    private func derived(_ terms: Derivation?, _ code: String) -> String {
        let other = table.scheme == .price ? "cost" : "price"
        var words = "Charges the \(other) of the call, in \(code)"
        guard let terms else { return words + "." }
        if terms.percent.units != 0 {
            words += ", \(terms.percent.units < 0 ? "less" : "and") \(Percent(units: abs(terms.percent.units)).text) %"
        }
        if terms.add != .zero { words += ", and \(money(terms.add))" }
        return words + "."
    }

    /// How the table charges, without the rows.
    func sentences(_ version: Version?) -> [String] {
        let code = table.currency.code
        var words: [String] = []
        switch (table.kind, table.pulses) {
        case (.pulse, .metered): words.append("Counts the pulses that the switch metered; each has a price in \(code).")
        case (.pulse, .computed): words.append("Counts pulses while the call lasts; each has a price in \(code).")
        case (.block, _):
            words.append("Charges begun blocks of time in \(code); 60/6 means the first 60 seconds whole, then every begun 6.")
        case (.derived, _):
            words.append(derived(version?.derived, code))
        case (.given, _):
            words.append("Charges the amount that the switch wrote in the record, in \(code).")
        }
        if let week = table.week, !week.bands.isEmpty {
            words.append(
                table.bands == .split
                    ? "A call that runs from one time band into another is split at the border."
                    : "The time band at the begin of the call holds for all of it.")
        }
        if let version {
            let defaults = terms(version.defaults)
            if !defaults.isEmpty { words.append("Unless a row says otherwise: " + defaults.joined(separator: ", ") + ".") }
        }
        if table.attemptCharge != .zero { words.append("An attempt that nobody answered costs \(money(table.attemptCharge)).") }
        if table.rounding != .millionth {
            let multiple = DecimalText.print(table.rounding.multiple, decimals: 6, atLeast: 0)
            words.append("The charge of a call is rounded \(mode) to \(multiple).")
        }
        return words
    }

    private var mode: String {
        switch table.rounding.mode {
        case .up: "up"
        case .down: "down"
        case .halfUp: "half up"
        case .halfEven: "half to even"
        }
    }

    func row(_ row: Row) -> TariffView.Row {
        let prices = row.bands.map { band in
            TariffView.Band(
                name: band.band == BandPrice.all ? "" : band.band,
                times: price(band.pricing) + (band.connection.map { ", \(money($0)) at connection" } ?? ""))
        }
        return TariffView.Row(prefixes: row.prefixes, isShort: row.short, name: row.name, prices: prices, terms: terms(row.terms))
    }

    var grid: TariffView.WeekGrid? {
        guard let week = table.week, week.minutes.count == 10_080 else { return nil }
        func hours(_ minutes: [UInt8]) -> [Int?] {
            stride(from: 0, to: minutes.count, by: 60).map { begin in
                let hour = minutes[begin..<min(begin + 60, minutes.count)]
                return hour.allSatisfy { $0 == hour.first } ? hour.first.map(Int.init) : nil
            }
        }
        let all = hours(week.minutes)
        let bands = week.bands.map { band in
            TariffView.Band(name: band.name, times: band.isElse ? "all other times" : band.texts.joined(separator: ", "))
        }
        return TariffView.WeekGrid(
            bands: bands, cells: (0..<7).map { day in Array(all[day * 24..<day * 24 + 24]) }, holiday: hours(week.holidayMinutes))
    }
}
