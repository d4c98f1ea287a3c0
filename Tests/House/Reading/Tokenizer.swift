/// Cuts Swift source into tokens. Strings (also raw and of several lines) and comments become one token each; code inside
/// an interpolation is cut like all code and follows the string that it stands in.
struct Tokenizer {
    private let source: [UInt8]
    private var position = 0
    private var line = 1
    private var apart = true
    private var tokens: [Token] = []

    static func tokens(_ source: String) -> [Token] {
        var tokenizer = Tokenizer(source: Array(source.utf8))
        tokenizer.run(untilParenthesis: false)
        return tokenizer.tokens
    }

    private init(source: [UInt8]) { self.source = source }

    private func at(_ ahead: Int = 0) -> UInt8 { position + ahead < source.count ? source[position + ahead] : 0 }
    private func at(_ text: StaticString) -> Bool {
        (0..<text.utf8CodeUnitCount).allSatisfy { at($0) == text.utf8Start[$0] }
    }

    private mutating func step() {
        if at() == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func add(_ kind: Token.Kind, from start: Int, to end: Int, line first: Int) {
        let text = String(decoding: source[start..<max(start, end)], as: UTF8.self)
        tokens.append(Token(kind: kind, text: text, line: first, lastLine: line, apart: apart))
        apart = false
    }

    private mutating func run(untilParenthesis: Bool) {
        var depth = 0
        while position < source.count {
            let byte = at()
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") {
                step()
                apart = true
            } else if at("//") {
                comment { $0.at() == UInt8(ascii: "\n") }
            } else if at("/*") {
                blockComment()
            } else if byte == UInt8(ascii: "\"") || (byte == UInt8(ascii: "#") && opensRawText()) {
                text()
            } else if isWord(byte) || byte == UInt8(ascii: "`") {
                wordOrNumber()
            } else {
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                if untilParenthesis, depth < 0 { return }
                let start = position
                step()
                add(.sign, from: start, to: position, line: line)
            }
        }
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }
    private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private mutating func wordOrNumber() {
        let start = position
        let number = isDigit(at())
        step()
        // A point belongs to a number where a digit follows: `0.5`, but neither `0...5` nor the field `pair.0.count`.
        let field = number && tokens.last?.text == "." && !apart
        while isWord(at()) || at() == UInt8(ascii: "`") || (number && !field && at() == UInt8(ascii: ".") && isDigit(at(1))) { step() }
        add(number ? .number : .word, from: start, to: position, line: line)
    }

    private mutating func comment(until end: (Tokenizer) -> Bool) {
        let start = position
        while position < source.count, !end(self) { step() }
        add(.comment, from: start, to: position, line: line)
    }

    private mutating func blockComment() {
        let start = position
        let first = line
        var depth = 0
        repeat {
            if at("/*") { depth += 1 } else if at("*/") { depth -= 1 }
            step()
        } while position < source.count && depth > 0
        step()
        add(.comment, from: start, to: min(position, source.count), line: first)
    }

    private func opensRawText() -> Bool {
        var ahead = 0
        while at(ahead) == UInt8(ascii: "#") { ahead += 1 }
        return at(ahead) == UInt8(ascii: "\"")
    }

    private func hashes(_ count: Int, after ahead: Int) -> Bool {
        (0..<count).allSatisfy { at(ahead + $0) == UInt8(ascii: "#") }
    }

    private mutating func text() {
        var raw = 0
        while at() == UInt8(ascii: "#") {
            raw += 1
            step()
        }
        let quotes = at("\"\"\"") ? 3 : 1
        for _ in 0..<quotes { step() }
        let start = position
        let first = line
        let place = tokens.count
        while position < source.count {
            if closes(quotes, raw) { break }
            if at() == UInt8(ascii: "\\"), hashes(raw, after: 1) {
                for _ in 0...raw { step() }
                if at() == UInt8(ascii: "(") {
                    step()
                    apart = true
                    run(untilParenthesis: true)
                }
            }
            step()
        }
        let content = String(decoding: source[start..<min(position, source.count)], as: UTF8.self)
        tokens.insert(Token(kind: .text, text: content, line: first, lastLine: line, apart: true), at: place)
        for _ in 0..<quotes + raw { step() }
        apart = false
    }

    private func closes(_ quotes: Int, _ raw: Int) -> Bool {
        (0..<quotes).allSatisfy { at($0) == UInt8(ascii: "\"") } && hashes(raw, after: quotes)
    }
}
