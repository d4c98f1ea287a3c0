import Document
public import Money
public import Site
public import Time

/// The text of a bill's payment slip, filled in.
public enum BillSlip {
    /// Lines that name what the bill does not have are left out: a number before it is issued, one total where there are several.
    /// - Parameters:
    ///   - number: `nil` for a bill that is not issued.
    ///   - made: the day from which the days until it is due are counted.
    public static func lines(_ style: BillStyle, number: Int64?, made: CivilDay, total: Money?, party: String) -> [String] {
        let form = FigureForm(language: style.language.rawValue)
        var values = ["party": party]
        if let number { (values["number"], values["reference"]) = (String(number), SlipText.reference(number)) }
        if let days = style.dueDays { values["due"] = form.day(made + days) }
        if let total {
            (values["total"], values["currency"]) = (
                style.language == .en ? total.text : form.figure(total.text), total.currency.code
            )
        }
        return style.slip.compactMap { SlipText.filled($0, values) }
    }
}
