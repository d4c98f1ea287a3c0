public import Time

/// How a moment is written: letters that stand for its parts, other signs as they are.
public struct ExportPattern: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case year, shortYear, month, day, hour, minute, second
        case sign(UInt8)
    }

    private static let words: [(text: String, part: Part)] = [
        ("yyyy", .year), ("yy", .shortYear), ("MM", .month), ("dd", .day), ("HH", .hour), ("mm", .minute), ("ss", .second),
    ]

    private let parts: [Part]

    /// `nil` for other letters than those, T and Z, for signs outside of ASCII, and for nothing.
    public init?(_ text: String) {
        var (parts, rest) = ([Part](), text[...])
        while let first = rest.utf8.first {
            if let word = Self.words.first(where: { rest.hasPrefix($0.text) }) {
                parts.append(word.part)
                rest = rest.dropFirst(word.text.count)
                continue
            }
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
            guard (32...126).contains(first), !isLetter || first == UInt8(ascii: "T") || first == UInt8(ascii: "Z") else { return nil }
            parts.append(.sign(first))
            rest = rest.dropFirst()
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    public func text(_ moment: WallTime) -> String {
        let day = moment.day.parts
        let second = Int(moment.secondOfDay)
        var bytes: [UInt8] = []
        func put(_ number: Int, _ digits: Int) {
            let text = Array(String(number).utf8)
            bytes += [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text.suffix(digits)
        }
        for part in parts {
            switch part {
            case .year: put(day.year, 4)
            case .shortYear: put(day.year % 100, 2)
            case .month: put(day.month, 2)
            case .day: put(day.day, 2)
            case .hour: put(second / 3600, 2)
            case .minute: put(second / 60 % 60, 2)
            case .second: put(second % 60, 2)
            case .sign(let byte): bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
