internal import Model
internal import Money
internal import Site
internal import Time

extension TraceLine {
    /// A line of the engine with its figures as texts.
    init(_ line: TraceNotes.Line, bands: [String], over denominator: Int64) {
        let entry = line.entry
        self.init(entry.kind)
        if entry.at != .min { at = Instant(seconds: entry.at) }
        if entry.offset != .min { offset = entry.offset }
        if entry.band >= 0 { band = Int(entry.band) < bands.count ? bands[Int(entry.band)] : BandPrice.all }
        if entry.count >= 0 { count = entry.count }
        if entry.seconds >= 0 { seconds = entry.seconds }
        if entry.price >= 0 { price = Price(units: entry.price).text }
        if entry.per > 0 { per = entry.per }
        amount = Exact(units: line.amount, decimals: Price.decimals, over: denominator).description
        total = Exact(units: line.total, decimals: Price.decimals, over: denominator).description
    }

    private init(_ kind: Kind, text: String = "", amount: Exact? = nil, total: Exact?) {
        self.init(kind, text: text)
        if let amount { self.amount = amount.description }
        if let total { self.total = total.description }
    }

    /// The one rounding: what it changed, and the charge.
    static func rounding(_ amount: Amount, from total: Exact, _ rounding: Rounding) -> TraceLine {
        let text = rounding.mode.rawValue + " " + DecimalText.print(rounding.multiple, decimals: Amount.decimals, atLeast: 0)
        return TraceLine(.rounding, text: text, amount: Exact(amount).subtracting(total), total: Exact(amount))
    }

    /// The stored charge, where what is reckoned now is another.
    static func earlier(_ charge: Amount, from now: Amount) -> TraceLine {
        TraceLine(.earlier, amount: Exact(charge).subtracting(Exact(now)), total: Exact(charge))
    }

    static func limit(_ kind: Kind, _ price: Price, from total: Exact) -> TraceLine {
        var line = TraceLine(kind, amount: Exact(price).subtracting(total), total: Exact(price))
        line.price = price.text
        return line
    }

    static func surcharge(_ surcharge: Surcharge, _ amount: Exact, total: Exact) -> TraceLine {
        var line = TraceLine(.surcharge, text: surcharge.id.text, amount: amount, total: total)
        switch surcharge.addition {
        case .flat(let price, _): line.price = price.text
        case .perMinute(let price, _): (line.price, line.per) = (price.text, 60)
        case .percent(let percent): line.price = percent.text + " %"
        }
        return line
    }

    static func attempt(_ price: Price) -> TraceLine {
        var line = TraceLine(.attempt, amount: Exact(price), total: Exact(price))
        (line.count, line.price) = (1, price.text)
        return line
    }

    /// The other scheme's charge.
    static func other(_ money: Money) -> TraceLine {
        TraceLine(.other, text: money.currency.code, amount: Exact(money.amount), total: Exact(money.amount))
    }

    static func given(_ amount: Exact, _ currency: Currency) -> TraceLine {
        TraceLine(.given, text: currency.code, amount: amount, total: amount)
    }

    static func percent(_ percent: Percent, _ amount: Exact?, total: Exact?) -> TraceLine {
        var line = TraceLine(.percent, amount: amount, total: total)
        line.price = percent.text + " %"
        return line
    }

    static func add(_ price: Price, total: Exact?) -> TraceLine {
        var line = TraceLine(.add, amount: Exact(price), total: total)
        line.price = price.text
        return line
    }

    /// The amount so far in another currency.
    static func exchange(_ found: ExchangeTable.Found, from: Currency, to: Currency, total: Exact?) -> TraceLine {
        var line = TraceLine(.exchange, text: from.code + " → " + to.code + ", " + found.way.words, total: total)
        line.price = found.rate.text
        return line
    }
}

extension ExchangeTable.Found.Way {
    /// Which rate was taken, in words.
    var words: String {
        switch self {
        case .same: "the same currency"
        case .quote(let day, let isInverse): (isInverse ? "inverse of the rate of " : "rate of ") + day.description
        case .cross(let base, let first, let second): "by way of " + base.code + ": " + first.words + ", " + second.words
        }
    }
}
