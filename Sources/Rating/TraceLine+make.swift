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
        amount = ExactText.amount(line.amount, over: denominator)
        total = ExactText.amount(line.total, over: denominator)
    }

    /// The one rounding: what it changed, and the charge.
    static func rounding(_ amount: Amount, from total: Int128, over denominator: Int64, _ rounding: Rounding) -> TraceLine {
        var line = TraceLine(
            .rounding, text: rounding.mode.rawValue + " " + DecimalText.print(rounding.multiple, decimals: Amount.decimals, atLeast: 0))
        // 100 price units are a millionth.
        let (exact, overflow) = (Int128(amount.millionths) * 100).multipliedReportingOverflow(by: Int128(denominator))
        line.amount = overflow ? "" : ExactText.amount(exact - total, over: denominator)
        line.total = amount.text(minorUnit: 0)
        return line
    }
}
