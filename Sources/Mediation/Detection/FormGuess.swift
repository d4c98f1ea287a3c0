/// Forms of dates, times and durations that texts can have. A form is tried on every value, so that one value above 12 tells day from
/// month.
enum FormGuess {
    static let dates: [String] =
        ["YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYYMMDD"]
        + [
            "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "DD/MM/YY", "MM/DD/YY", "DD.MM.YY", "DD-MM-YY",
            "MM-DD-YY",
        ]
        + ["YY/MM/DD", "YY-MM-DD", "YY.MM.DD", "D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "D/M/YY", "M/D/YY", "D.M.YY"]
        + ["DD-MMM-YYYY", "DD-MMM-YY", "DD MMM YYYY", "D MMM YYYY", "MMM D YYYY", "DDMMYYYY", "DDMMYY", "YYMMDD"]
        + ["DD/MM", "MM/DD", "DD.MM", "MM-DD"]
    static let times = ["hh:mm:ss", "hh:mm", "hh:mmAM", "h:mmAM", "hh:mm AM", "hh:mm:ss AM", "h:mm:ss", "h:mm", "hh:mm'ss\"", "hh:mm'ss"]
    static let durations = ["hh:mm:ss", "h:mm:ss", "hh:mm'ss\"", "hh:mm'ss", "h:mm'ss", "hh:mm.ss", "h:mm.ss", "mm:ss", "m:ss", "m.ss"]

    /// Values that are looked at, and how many of ten must fit: a stream has odd lines.
    private static let (mostLooked, least) = (60, 9)

    /// The form that most values fit; of equal ones the first.
    static func form(of values: [[UInt8]], among forms: [String]) -> String? {
        let looked = values.prefix(mostLooked)
        let allowed = looked.count - (looked.count * least + 9) / 10
        var best: (form: String, misfits: Int)?
        for form in forms {
            let limit = best.map { $0.misfits - 1 } ?? allowed
            guard limit >= 0, let misfits = misfits(looked, form, limit: limit) else { continue }
            best = (form, misfits)
        }
        return looked.isEmpty ? nil : best?.form
    }

    /// How many values do not fit; `nil`: more than `limit`.
    private static func misfits(_ values: ArraySlice<[UInt8]>, _ form: String, limit: Int) -> Int? {
        var count = 0
        for value in values where !fits(value, form) {
            count += 1
            if count > limit { return nil }
        }
        return count
    }

    static func date(_ values: [[UInt8]]) -> String? { form(of: values, among: dates) }
    static func time(_ values: [[UInt8]]) -> String? { form(of: values, among: times) }
    /// Digits alone; they are a time only where one is expected.
    static func plainTime(_ values: [[UInt8]]) -> String? { form(of: values, among: ["hhmmss", "hhmm"]) }
    static func duration(_ values: [[UInt8]]) -> String? { form(of: values, among: durations) }

    private static let moments = dates.flatMap { date in
        [" ", "T", "-", ","].flatMap { between in
            times.flatMap { time in ["", "Z", ".f", ".fZ"].map { date + between + time + $0 } }
        }
    }

    /// Date and time in one text, or seconds since 1970.
    static func moment(_ values: [[UInt8]]) -> String? {
        if !values.isEmpty, values.allSatisfy({ $0.count == 10 && $0.allSatisfy(Byte.isDigit) && (0x31...0x32).contains($0[0]) }) {
            return "EPOCH"
        }
        guard values.contains(where: { $0.count >= 11 }) else { return nil }
        return form(of: values, among: moments)
    }

    /// The same form with day and month the other way round, where the values fit that too.
    static func other(_ form: String, _ values: [[UInt8]]) -> String? {
        var swapped = form
        if form.hasPrefix("DD/MM") || form.hasPrefix("DD.MM") || form.hasPrefix("DD-MM-") {
            swapped = "MM" + form.dropFirst(2).prefix(1) + "DD" + form.dropFirst(5)
        } else if form.hasPrefix("MM/DD") || form.hasPrefix("MM-DD") {
            swapped = "DD" + form.dropFirst(2).prefix(1) + "MM" + form.dropFirst(5)
        } else if form.hasPrefix("D/M") {
            swapped = "M/D" + form.dropFirst(3)
        } else if form.hasPrefix("M/D") {
            swapped = "D/M" + form.dropFirst(3)
        }
        return swapped != form && values.allSatisfy { fits($0, swapped) } ? swapped : nil
    }

    /// Whether a text has a form, its parts within their limits.
    static func fits(_ text: [UInt8], _ form: String) -> Bool {
        var rest = text[...]
        var letters = Array(form.utf8)[...]
        while let letter = letters.first {
            if letters.starts(with: "AM".utf8) {
                let word = rest.prefix(2).map { $0 | 32 }
                guard word == Array("am".utf8) || word == Array("pm".utf8) else { return false }
                (rest, letters) = (rest.dropFirst(2), letters.dropFirst(2))
                continue
            }
            let count = letters.prefix { $0 == letter }.count
            letters = letters.dropFirst(count)
            if letter == UInt8(ascii: "M"), count == 3 {
                let word = String(decoding: rest.prefix(3).map { $0 | 32 }, as: UTF8.self)
                guard "jan feb mar apr may jun jul aug sep oct nov dec".split(separator: " ").contains(Substring(word)) else {
                    return false
                }
                rest = rest.dropFirst(3)
            } else if letter == UInt8(ascii: "f") {
                rest = rest.drop(while: Byte.isDigit)
            } else if let limits = limits(letter) {
                let digits = rest.prefix(count == 1 ? 2 : count).prefix(while: Byte.isDigit)
                guard digits.count >= count else { return false }
                let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
                guard limits.contains(value) else { return false }
                rest = rest.dropFirst(digits.count)
            } else {
                guard rest.starts(with: Array(repeating: letter, count: count)) else { return false }
                rest = rest.dropFirst(count)
            }
        }
        return rest.isEmpty
    }

    private static func limits(_ letter: UInt8) -> ClosedRange<Int>? {
        switch letter {
        case UInt8(ascii: "Y"): 0...2199
        case UInt8(ascii: "M"): 1...12
        case UInt8(ascii: "D"): 1...31
        case UInt8(ascii: "h"): 0...23
        case UInt8(ascii: "m"), UInt8(ascii: "s"): 0...59
        default: nil
        }
    }
}
