import Model
import Money
import Reading
import Time

/// Longest time in seconds that a price may speak of: beyond any call, far below what arithmetic bears.
let mostSeconds = 10_000_000

/// Highest percentage that is added to something.
let mostPercent = 1_000_000

/// The forms of a site file's values, each with what is wrong and what to do.
extension Fields {
    /// A decimal of one kind: `Price`, `Percent`, `Amount`.
    mutating func decimal<Value>(
        _ key: String, _ problems: inout Problems, _ read: (String) throws(DecimalError) -> Value
    ) -> Value? {
        guard let text = text(key, &problems) else { return nil }
        do throws(DecimalError) {
            return try read(text)
        } catch {
            problems.add(problem(key, error.message, mend: error.mend))
            return nil
        }
    }

    mutating func price(_ key: String, _ problems: inout Problems) -> Price? {
        decimal(key, &problems) { text throws(DecimalError) in try Price(text: text) }
    }

    /// A percentage between two whole ones, both included.
    mutating func percent(_ key: String, in range: ClosedRange<Int>, _ problems: inout Problems) -> Percent? {
        guard let percent = decimal(key, &problems, { text throws(DecimalError) in try Percent(text: text) }) else { return nil }
        if (Int64(range.lowerBound) * 10_000...Int64(range.upperBound) * 10_000).contains(percent.units) { return percent }
        problems.add(
            problem(
                key, "Not a percentage from \(range.lowerBound) to \(range.upperBound).",
                mend: "Write such as \"10\" or \"12.5\", without %."))
        return nil
    }

    mutating func day(_ key: String, _ problems: inout Problems) -> CivilDay? {
        guard let text = text(key, &problems) else { return nil }
        if let day = CivilDay(text: text) { return day }
        problems.add(problem(key, "Not a day of the calendar.", mend: "Write it as 2026-03-02."))
        return nil
    }

    mutating func currency(_ key: String, _ problems: inout Problems) -> Currency? {
        guard let text = text(key, &problems) else { return nil }
        if let currency = Currency(text) { return currency }
        problems.add(problem(key, "ISO 4217 knows no such currency.", mend: "Write a code of three capital letters such as USD."))
        return nil
    }

    /// The id of the thing that this mapping is. It stands in addresses and file names.
    mutating func id<ID: Identifier>(_ type: ID.Type, _ problems: inout Problems) -> ID? {
        guard let text = requiredText("id", &problems) else { return nil }
        guard Form.isIdentifier(text) else {
            problems.add(
                problem(
                    "id", "An id has 1 to 64 letters a-z, A-Z, digits, `-`, `_` or `.`, the first a letter or digit.",
                    mend: "Write such an id; the name may be any text."))
            return nil
        }
        return ID(text)
    }

    /// Texts that must have a form; the others are reported.
    mutating func texts(
        _ key: String, _ problems: inout Problems, form: (String) -> Bool, message: String, mend: @autoclosure () -> String
    ) -> [String] {
        let line = node(key)?.line
        let file = file
        let path = path(key)
        return texts(key, &problems).filter { text in
            if form(text) { return true }
            problems.add(Problem(file: file, line: line, field: path, value: text, message: message, mend: mend()))
            return false
        }
    }

    /// A required-or-not text of a form.
    mutating func text(
        _ key: String, _ problems: inout Problems, form: (String) -> Bool, message: String, mend: String
    ) -> String? {
        guard let text = text(key, &problems) else { return nil }
        if form(text) { return text }
        problems.add(problem(key, message, mend: mend))
        return nil
    }

    /// `from` and `to`, days with both ends included.
    mutating func validity(_ problems: inout Problems) -> Validity {
        let validity = Validity(from: day("from", &problems), to: day("to", &problems))
        if let from = validity.from, let to = validity.to, to < from {
            problems.add(problem("to", "Ends before it begins (\(from)).", mend: "Write a day from \(from) on; both days are included."))
        }
        return validity
    }
}

extension DecimalError {
    var message: String {
        switch self {
        case .notANumber: "Not a decimal number."
        case .tooManyDecimals(let allowed): "More than \(allowed) decimals."
        case .outOfRange: "Too large a number."
        case .negative: "Below zero."
        }
    }

    var mend: String {
        switch self {
        case .notANumber: "Write digits with at most one point, such as \"0.02\"; no grouping, no currency sign, no comma."
        case .tooManyDecimals(let allowed): "Write at most \(allowed) decimals; nothing is rounded here."
        case .outOfRange: "Write a smaller one."
        case .negative: "Write 0 or more."
        }
    }
}

/// Forms of texts, looked at in bytes.
enum Form {
    static func isIdentifier(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...64).contains(bytes.count), let first = bytes.first, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }

    static func isDigits(_ text: String) -> Bool { text.utf8.count <= 32 && text.utf8.allSatisfy(isDigit) }

    /// What a telephone can dial: digits, `*`, `#`; at least one.
    static func isDialled(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") }
    }

    /// What a switch calls a thing, or a person a band: 1 to 64 bytes without control characters and without blanks around it.
    static func isLabel(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.first != 32 && text.utf8.last != 32
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }

    /// An address as a mail header bears it: one `@`, no blanks and no control characters.
    static func isAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0, at < bytes.count - 1, bytes.count <= 254 else { return false }
        return bytes.allSatisfy { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "<") }
            && bytes.count { $0 == UInt8(ascii: "@") } == 1
    }

    /// A zone's name that cannot lead out of the zones' folder.
    static func isZoneName(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return (1...64).contains(text.utf8.count)
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
                    }
            }
    }

    /// A plain file name: never a path.
    static func isFileName(_ text: String) -> Bool {
        isLabel(text) && !text.utf8.contains(UInt8(ascii: "/")) && !text.utf8.contains(UInt8(ascii: "\\"))
            && text.utf8.first != UInt8(ascii: ".")
    }

    /// `#rrggbb`.
    static func isColour(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 7 && bytes[0] == UInt8(ascii: "#") && bytes[1...].allSatisfy(isHexadecimal)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
