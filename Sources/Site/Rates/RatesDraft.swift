import Money
import Reading
import Time

/// What was read of a file of rates so far, and what is wrong with it.
struct RatesDraft {
    /// More than these are counted, not listed: a file of another kind would give one for each of its lines.
    static let mostProblems = 50

    let file: String
    private var quotes: [ExchangeRates.Quote] = []
    private var problems = Problems()
    private var suppressed = 0
    /// Currencies that are none any more: where each came first, and how many rates it had.
    private var withdrawn: [String: (line: Int, count: Int)] = [:]

    init(file: String) { self.file = file }

    /// Rates only where nothing is wrong.
    func end() -> (quotes: [ExchangeRates.Quote], problems: Problems) {
        var all = problems
        if suppressed > 0 {
            all.add(
                Problem(
                    file: file, line: nil, message: "There are \(suppressed) more problems in this file.",
                    mend: "Mend these and read it again."))
        }
        for (code, first) in withdrawn.sorted(by: { $0.key < $1.key }) {
            all.add(
                Problem(
                    .warning, file: file, line: first.line, field: code, message: "\(left(first.count)); ISO 4217 has no such currency.",
                    mend: "Nothing is to be done if it was withdrawn."))
        }
        if quotes.isEmpty, withdrawn.isEmpty, !all.hasErrors {
            all.add(Problem(file: file, line: nil, message: "There are no rates in it.", mend: "Was it cut off? Copy it again."))
        }
        return (all.hasErrors ? [] : quotes, all)
    }

    private func left(_ count: Int) -> String { count == 1 ? "1 rate is left out" : "\(count) rates are left out" }

    mutating func report(_ line: Int?, _ field: String, _ value: String?, _ message: String, _ mend: String) {
        guard problems.list.count < Self.mostProblems else {
            suppressed += 1
            return
        }
        problems.add(Problem(file: file, line: line, field: field, value: value, message: message, mend: mend))
    }

    mutating func take(_ day: CivilDay?, _ from: Currency?, _ to: Currency?, _ rate: ExchangeRate?) {
        guard let day, let from, let to, let rate else { return }
        quotes.append(ExchangeRates.Quote(day: day, from: from, to: to, rate: rate))
    }

    mutating func leaveOut(_ code: String, line: Int) { withdrawn[code, default: (line, 0)].count += 1 }

    // MARK: Values

    mutating func day(_ text: String, _ line: Int, _ field: String) -> CivilDay? {
        if let day = CivilDay(text: text) ?? LongDate.read(text) { return day }
        report(line, field, text, "Not a day of the calendar.", "Write it as 2026-03-02.")
        return nil
    }

    mutating func rate(_ text: String, _ line: Int, _ field: String) -> ExchangeRate? {
        do throws(DecimalError) {
            return try ExchangeRate(text: text)
        } catch {
            let isZero = (try? DecimalText.parseWide(text, decimals: ExchangeRate.decimals)) == 0
            report(
                line, field, text, isZero ? "Not above zero." : error.message,
                isZero || error == .negative ? "Write how much of the one currency one unit of the other is." : error.mend)
            return nil
        }
    }

    /// A currency that the European Central Bank has rates of; one that is none any more is given back without a currency.
    /// - Returns: `nil` where it is no code.
    mutating func partner(_ code: String, _ line: Int, _ field: String) -> Partner? {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
            report(line, field, code, "No code of a currency.", "It has three capital letters, such as USD. Copy the file again.")
            return nil
        }
        guard code != "EUR" else {
            report(line, field, code, "A currency against itself.", "All rates here are of the euro: take it out.")
            return nil
        }
        return Partner(code: code, currency: Currency(code))
    }
}

/// A currency that the euro has a rate in.
struct Partner {
    var code: String
    /// `nil`: withdrawn.
    var currency: Currency?

    static let euro = Currency("EUR")
}

/// Days as the European Central Bank's daily CSV has them: `27 November 2026`.
enum LongDate {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    static func read(_ text: String) -> CivilDay? {
        let parts = text.split(separator: " ")
        guard parts.count == 3, parts[0].utf8.count <= 2, parts[2].utf8.count == 4, let month = months.firstIndex(of: String(parts[1])),
            Form.isDigits(String(parts[0])), Form.isDigits(String(parts[2])), let day = Int(parts[0]), let year = Int(parts[2])
        else { return nil }
        return CivilDay(year: year, month: month + 1, day: day)
    }
}
