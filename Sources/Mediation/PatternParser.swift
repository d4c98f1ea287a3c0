/// Reads a regular expression: `. [a-z] [^x] \d \w \s \D \W \S \t \n \r \xNN ( ) (?: ) (?<name> ) | * + ? {m,n}` with `?` behind for
/// lazy, `^`, `$`, and `(?i)` at the begin.
struct PatternParser {
    private let text: [UInt8]
    private var position = 0
    private var isAnyCase = false
    private var depth = 0
    /// Names of the groups, "" for those without.
    private(set) var names: [String] = []

    /// The highest count in braces.
    private static let mostRepeats = 500

    init(_ text: [UInt8]) { self.text = text }

    mutating func parse() throws(PatternError) -> PatternTree {
        if text.starts(with: Array("(?i)".utf8)) {
            isAnyCase = true
            position = 4
        }
        let tree = try choice()
        guard position == text.count else { throw PatternError(message: "A `)` has no `(`.") }
        return tree
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func take(_ byte: Character) -> Bool {
        guard let ascii = byte.asciiValue, next == ascii else { return false }
        position += 1
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternTree {
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(PatternError) -> PatternTree {
        var parts: [PatternTree] = []
        while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let item = try atom()
            parts.append(try repeated(item))
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repeated(_ item: PatternTree) throws(PatternError) -> PatternTree {
        var least = 1
        var most: Int? = 1
        if take("*") {
            (least, most) = (0, nil)
        } else if take("+") {
            most = nil
        } else if take("?") {
            least = 0
        } else if take("{") {
            guard let low = number() else { throw PatternError(message: "A `{` needs a number; a brace itself is written `\\{`.") }
            least = low
            most = low
            if take(",") { most = number() }
            guard take("}"), most ?? low >= low, max(low, most ?? 0) <= Self.mostRepeats else {
                throw PatternError(message: "A count is written {3}, {3,} or {3,5}, at most \(Self.mostRepeats).")
            }
        } else {
            return item
        }
        if case .begin = item { throw PatternError(message: "Nothing stands before a repetition.") }
        return .loop(item, least: least, most: most, isGreedy: !take("?"))
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let byte = next, Byte.isDigit(byte), (value ?? 0) <= Self.mostRepeats {
            value = (value ?? 0) * 10 + Int(byte - 48)
            position += 1
        }
        return value
    }

    private mutating func atom() throws(PatternError) -> PatternTree {
        guard let byte = next else { return .empty }
        position += 1
        switch byte {
        case UInt8(ascii: "."): return .set(ByteSet([Byte.lineFeed]).inverted)
        case UInt8(ascii: "^"): return .begin
        case UInt8(ascii: "$"): return .end
        case UInt8(ascii: "["): return .set(try bracket())
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw PatternError(message: "Nothing stands before a repetition.")
        case UInt8(ascii: "\\"):
            let set = try escaped()
            return .set(isAnyCase ? set.anyCase : set)
        default:
            if isAnyCase { return .set(ByteSet([byte]).anyCase) }
            return .byte(byte)
        }
    }

    private mutating func group() throws(PatternError) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { throw PatternError(message: "Groups are nested too deep.") }
        var name: String? = ""
        if take("?") {
            if take(":") {
                name = nil
            } else if take("<") {
                let start = position
                while let byte = next, ByteSet.words.contains(byte) { position += 1 }
                name = String(decoding: text[start..<position], as: UTF8.self)
                guard take(">"), name != "" else { throw PatternError(message: "A named group is written (?<name>…).") }
            } else {
                throw PatternError(message: "Behind `(?` only `:` and `<name>` are known.")
            }
        }
        if let name { names.append(name) }
        let number = names.count
        guard number <= BytePattern.mostGroups else { throw PatternError(message: "There are too many groups.") }
        let inner = try choice()
        guard take(")") else { throw PatternError(message: "A `(` has no `)`.") }
        return name == nil ? inner : .group(inner, number)
    }

    private mutating func bracket() throws(PatternError) -> ByteSet {
        let isInverted = take("^")
        var set = ByteSet()
        var isFirst = true
        while let byte = next, byte != UInt8(ascii: "]") || isFirst {
            isFirst = false
            position += 1
            var low = byte
            if byte == UInt8(ascii: "\\") {
                let start = position
                let class_ = try escaped()
                guard let single = single(from: start, class_) else {
                    set.formUnion(class_)
                    continue
                }
                low = single
            }
            guard next == UInt8(ascii: "-"), position + 1 < text.count, text[position + 1] != UInt8(ascii: "]") else {
                set.insert(low)
                continue
            }
            position += 1
            var high = text[position]
            position += 1
            if high == UInt8(ascii: "\\") {
                let start = position
                let class_ = try escaped()
                guard let single = single(from: start, class_) else { throw PatternError(message: "A range needs two bytes.") }
                high = single
            }
            guard low <= high else { throw PatternError(message: "A range runs backwards.") }
            for member in low...high { set.insert(member) }
        }
        guard take("]") else { throw PatternError(message: "A `[` has no `]`.") }
        if isAnyCase { set = set.anyCase }
        return isInverted ? set.inverted : set
    }

    /// The byte that an escape stands for, `nil` for classes such as `\d`.
    private func single(from start: Int, _ set: ByteSet) -> UInt8? {
        guard !"dDwWsS".utf8.contains(text[start]) else { return nil }
        return (0...255).first { set.contains($0) }
    }

    private mutating func escaped() throws(PatternError) -> ByteSet {
        guard let byte = next else { throw PatternError(message: "A `\\` stands at the end.") }
        position += 1
        switch byte {
        case UInt8(ascii: "d"): return .digits
        case UInt8(ascii: "D"): return ByteSet.digits.inverted
        case UInt8(ascii: "w"): return .words
        case UInt8(ascii: "W"): return ByteSet.words.inverted
        case UInt8(ascii: "s"): return .blanks
        case UInt8(ascii: "S"): return ByteSet.blanks.inverted
        case UInt8(ascii: "t"): return ByteSet([9])
        case UInt8(ascii: "n"): return ByteSet([10])
        case UInt8(ascii: "r"): return ByteSet([13])
        case UInt8(ascii: "x"):
            guard position + 1 < text.count, let high = Byte.hexDigit(text[position]), let low = Byte.hexDigit(text[position + 1]) else {
                throw PatternError(message: "`\\x` needs two hexadecimal digits.")
            }
            position += 2
            return ByteSet([high << 4 | low])
        default:
            guard !ByteSet.words.contains(byte) else {
                throw PatternError(message: "`\\\(String(UnicodeScalar(byte)))` has no meaning.")
            }
            return ByteSet([byte])
        }
    }
}
