public import Model
public import Money
public import Time

/// Where the final charges of a party's calls of some days are (DOMAIN section 10): calls = on bills of the days + on later bills + not yet
/// billed. Each is added up by itself.
public struct Reconciliation: Sendable {
    public var party: PartyID
    public var days: DayRange
    public var currency: Currency
    /// Calls with a final charge.
    public var calls: Int64 = 0
    /// As settlement has them now.
    public var sum = Amount.zero
    /// As the frozen lines of bills that hold the day have them.
    public var billed = Amount.zero
    /// The same of bills of later days, under *calls of earlier periods*.
    public var later = Amount.zero
    public var unbilled = Amount.zero
    /// Calls that a bill has with another figure, or that say that they stand on a bill which does not have them.
    public var strays: Int64 = 0

    public init(party: PartyID, days: DayRange, currency: Currency) {
        (self.party, self.days, self.currency) = (party, days, currency)
    }

    public var ties: Bool {
        strays == 0 && billed.adding(later)?.adding(unbilled) == sum
    }

    public var text: String {
        func money(_ amount: Amount) -> String { Money(amount, currency).text }
        return
            "\(ties ? "ties" : "DOES NOT TIE")  \(party)  \(days.first) … \(days.last)  \(calls) calls  \(money(sum)) \(currency.code) = "
            + "\(money(billed)) billed + \(money(later)) on later bills + \(money(unbilled)) not yet billed"
            + (strays == 0 ? "" : "  (\(strays) calls differ from their bill)") + "\n"
    }

    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("party", party.text)
        line.field("from", days.first.description)
        line.field("to", days.last.description)
        line.field("calls", Int(calls))
        line.field("currency", currency.code)
        line.field("sum", Money(sum, currency).text)
        line.field("billed", Money(billed, currency).text)
        line.field("later", Money(later, currency).text)
        line.field("unbilled", Money(unbilled, currency).text)
        line.field("strays", Int(strays))
        line.field("ties", ties)
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}
