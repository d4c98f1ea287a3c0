public import Time

/// Drafts a definition from lines that no format fits.
public enum Proposal {
    /// Why there is no draft.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        case noLines
        case noTime

        public var description: String {
            switch self {
            case .noLines: "there are no lines to look at. Give some ten lines of calls as the switch sent them."
            case .noTime: "nothing in these lines looks like a date or a time in the same place of most lines. Give lines of calls only."
            }
        }
    }

    /// The text of a definition that decodes the lines it was made from; its samples are these lines.
    public static func definition(from bytes: some Collection<UInt8>, today: CivilDay) throws -> String {
        let lines = lines(of: bytes)
        guard !lines.isEmpty else { throw Fault.noLines }
        let draft = try draft(of: lines)
        return try draft.definition(lines: lines, today: today)
    }

    /// What the lines look like.
    /// - Throws: `Fault`.
    static func draft(of lines: [[UInt8]]) throws(Fault) -> FormatDraft {
        let found = json(lines) ?? pairs(lines) ?? separated(lines) ?? fixed(lines)
        guard var draft = found, draft.first(.moment) ?? draft.first(.time) != nil else { throw .noTime }
        draft.isLatin = lines.contains { String(validating: $0, as: UTF8.self) == nil }
        draft.hasRules = lines.contains { line in line.allSatisfy { "-=+_|* ".utf8.contains($0) } }
        return draft
    }

    /// The lines of a stream that hold something, without control characters around them.
    public static func lines(of bytes: some Collection<UInt8>) -> [[UInt8]] {
        DetectionWindow(bytes).bytes.split(separator: Byte.lineFeed).map { line in
            var line = Array(line)
            while let last = line.last, Byte.isControl(last) { line.removeLast() }
            return Array(line.drop(while: Byte.isControl))
        }.filter { line in line.contains { !Byte.isBlank($0) } }
    }

    // MARK: Shapes

    private static func json(_ lines: [[UInt8]]) -> FormatDraft? {
        let objects = lines.filter { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") }
        guard objects.count * 2 > lines.count else { return nil }
        let quote = Byte.quote
        var names: [String] = []
        var values: [String: [[UInt8]]] = [:]
        for object in objects {
            for (name, value) in JSONPeek.members(of: object)
            where name.allSatisfy({ $0 > 32 && $0 < 127 && $0 != quote && $0 != 46 && $0 != 91 }) {
                let key = String(decoding: name, as: UTF8.self)
                if values[key] == nil { names.append(key) }
                values[key, default: []].append(value)
            }
        }
        return FieldGuess.draft(.json, names.map { ($0, $0, values[$0] ?? []) })
    }

    /// `name=value` or `name: value`, at least three of them in most lines.
    private static func pairs(_ lines: [[UInt8]]) -> FormatDraft? {
        for sign in ["=", ":"] {
            for between in [";", ",", "|", "\t", " "] {
                let split = lines.map { line in
                    line.split(separator: between.utf8.first ?? 0).map { $0.split(separator: sign.utf8.first ?? 0, maxSplits: 1) }
                }
                let isPairs = split.filter { parts in parts.count >= 3 && parts.allSatisfy { $0.count > 0 && isName($0[0]) } }
                guard isPairs.count * 2 > lines.count else { continue }
                var names: [String] = []
                var values: [String: [[UInt8]]] = [:]
                for pair in isPairs.joined() {
                    let name = String(decoding: trimmed(pair[0]), as: UTF8.self)
                    if values[name] == nil { names.append(name) }
                    values[name, default: []].append(pair.count > 1 ? unquoted(trimmed(pair[1])) : [])
                }
                return FieldGuess.draft(.pairs(between: between, sign: sign), names.map { ($0, $0, values[$0] ?? []) })
            }
        }
        return nil
    }

    private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
        let name = trimmed(text)
        return !name.isEmpty && (65...122).contains(name[0]) && name.allSatisfy { Byte.isDigit($0) || (65...122).contains($0) || $0 == 45 }
    }

    /// As many fields in most lines between the same separator.
    private static func separated(_ lines: [[UInt8]]) -> FormatDraft? {
        for separator in [Byte.tab, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")] {
            let split = lines.map { CSVPeek.fields(of: $0, separator: separator) }
            var counts: [Int: Int] = [:]
            for fields in split { counts[fields.count, default: 0] += 1 }
            guard let count = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), count.key >= 3,
                count.value * 5 >= lines.count * 3
            else { continue }
            var rows = split.filter { $0.count == count.key }
            // A header names its fields: no digit stands in it where digits stand below.
            let header = rows.count > 1 && isHeader(rows[0], above: rows[1]) ? rows.removeFirst() : nil
            let names = (0..<count.key).map { index in header.map { String(decoding: trimmed($0[index][...]), as: UTF8.self) } ?? "" }
            let isQuoted = lines.contains { $0.contains(Byte.quote) } || separator == UInt8(ascii: ",")
            let shape: FormatDraft.Shape =
                isQuoted ? .csv(separator: separator, count: count.key) : .delimited(separator: separator, count: count.key)
            var draft = FieldGuess.draft(
                shape, names.enumerated().map { index, name in (name, String(index + 1), rows.map { trimmed($0[index][...]) }) })
            if header != nil, let first = lines.first(where: { CSVPeek.fields(of: $0, separator: separator).count == count.key }) {
                draft.headers = [String(decoding: first.prefix(60), as: UTF8.self)]
            }
            return draft
        }
        return nil
    }

    private static func isHeader(_ first: [[UInt8]], above second: [[UInt8]]) -> Bool {
        let told = zip(first, second).filter { $1.contains(where: Byte.isDigit) }
        return told.count >= 2 && told.count { !$0.0.contains(where: Byte.isDigit) && !$0.0.isEmpty } * 5 >= told.count * 4
    }

    /// Columns with blanks between them, by the lines that hold a time.
    private static func fixed(_ lines: [[UInt8]]) -> FormatDraft? {
        let candidates = lines.filter { line in
            line.count(where: Byte.isDigit) >= 6 && line.contains(UInt8(ascii: ":")) || line.count(where: Byte.isDigit) >= 10
        }
        // Most calls have their first colon in the same column: what has it elsewhere is a title.
        let calls =
            Dictionary(grouping: candidates) { $0.firstIndex(of: UInt8(ascii: ":")) }
            .max { ($0.value.count, $1.key ?? 0) < ($1.value.count, $0.key ?? 0) }?.value ?? []
        guard let width = calls.map(\.count).max() else { return nil }
        var used = [Int](repeating: 0, count: width)
        for line in calls { for (place, byte) in line.enumerated() where !Byte.isBlank(byte) { used[place] += 1 } }
        let least = calls.count / 20
        var columns: [Range<Int>] = []
        for place in used.indices where used[place] > least {
            if let last = columns.last, last.upperBound == place {
                columns[columns.count - 1] = last.lowerBound..<place + 1
            } else {
                columns.append(place..<place + 1)
            }
        }
        var draft = FieldGuess.draft(
            .fixed,
            columns.map { range in
                let values = calls.map { line in trimmed(line[min(range.lowerBound, line.count)..<min(range.upperBound, line.count)]) }
                return ("", "\(range.lowerBound + 1)-\(range.upperBound)", values)
            })
        for title in lines where isTitle(title) && draft.headers.count < 4 {
            let begin = String(decoding: title.prefix(60), as: UTF8.self)
            if !draft.headers.contains(begin) { draft.headers.append(begin) }
        }
        return draft
    }

    /// Three words and more without a digit.
    private static func isTitle(_ line: [UInt8]) -> Bool {
        !line.contains { Byte.isDigit($0) || $0 > 126 } && line.split(whereSeparator: Byte.isBlank).count { $0.count > 1 } >= 3
            && line.contains { $0 | 32 > 96 }
    }

    static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var text = text.drop(while: Byte.isBlank)
        while let last = text.last, Byte.isBlank(last) { text.removeLast() }
        return Array(text)
    }

    private static func unquoted(_ text: [UInt8]) -> [UInt8] {
        text.count > 1 && text.first == Byte.quote && text.last == Byte.quote ? Array(text.dropFirst().dropLast()) : text
    }
}
