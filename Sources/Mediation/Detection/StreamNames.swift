/// Names of values as documents and blocks of lines write them: of a part of a record they tell the format where no value can be read yet.
struct StreamNames {
    /// How names are written.
    enum Form {
        /// `<name …>`, `"name":`, and `name = value` or `Name: value` at the begin of a line.
        case element, quoted, bare
    }

    /// Of each line that holds a letter, its names.
    let lines: [[[UInt8]]]

    init(in bytes: some Collection<UInt8>, _ form: Form) {
        lines = bytes.split(separator: Byte.lineFeed).compactMap { line in
            guard line.contains(where: { (97...122).contains($0 | 32) }) else { return nil }
            return Self.names(in: Array(line), form)
        }
    }

    var all: Set<[UInt8]> { Set(lines.joined()) }

    private static func names(in line: [UInt8], _ form: Form) -> [[UInt8]] {
        switch form {
        case .bare:
            let text = line.drop(while: Byte.isBlank)
            let name = text.prefix(while: isName)
            let rest = text[name.endIndex...].drop(while: Byte.isBlank)
            guard !name.isEmpty, rest.first == UInt8(ascii: "=") || rest.first == UInt8(ascii: ":") else { return [] }
            return [Array(name)]
        case .element:
            return line.indices.filter { line[$0] == UInt8(ascii: "<") }.map { place in
                let text = line[(place + 1)...]
                return Array((text.first == UInt8(ascii: "/") ? text.dropFirst() : text).prefix(while: isName))
            }.filter { !$0.isEmpty }
        case .quoted:
            // A name stands between the last two quotes in front of a colon.
            var (names, quotes): ([[UInt8]], [Int]) = ([], [])
            for (place, byte) in line.enumerated() {
                if byte == Byte.quote { quotes.append(place) }
                guard byte == UInt8(ascii: ":"), quotes.count > 1, quotes.count % 2 == 0, let last = quotes.last else { continue }
                guard line[(last + 1)..<place].allSatisfy(Byte.isBlank) else { continue }
                let name = line[(quotes[quotes.count - 2] + 1)..<last]
                if !name.isEmpty, name.allSatisfy(isName) { names.append(Array(name)) }
            }
            return names
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        Byte.isDigit(byte) || (97...122).contains(byte | 32) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}

/// The names that a format's records can have: those of its samples, and those that its definition lists.
struct KnownNames {
    private let form: StreamNames.Form
    private var whole: Set<[UInt8]>
    private var begins: [[UInt8]] = []

    /// `nil`: its records are single lines.
    init?(_ format: Format, samples: some Collection<UInt8>) {
        switch format.program.framing.kind {
        case .json: form = .quoted
        case .xml: form = .element
        case .lines where !format.names.isEmpty: form = .bare
        default: return nil
        }
        whole = StreamNames(in: samples, form).all
        for name in format.names {
            if name.hasSuffix("*") { begins.append(Array(name.utf8.dropLast())) } else { whole.insert(Array(name.utf8)) }
        }
    }

    /// Of the lines that hold a letter, those with a known name; 0 where there are fewer than two such lines.
    func share(of bytes: some Collection<UInt8>) -> Double {
        let found = StreamNames(in: bytes, form)
        let known = found.lines.count { $0.contains(where: knows) }
        return known < 2 ? 0 : Double(known) / Double(found.lines.count)
    }

    private func knows(_ name: [UInt8]) -> Bool { whole.contains(name) || begins.contains { name.starts(with: $0) } }
}
