internal import Model

extension FieldCondition {
    /// Calls that were looked up: one look into a table that the statement makes of a list, however long that is.
    mutating func found(_ test: FieldTest, _ names: Names) {
        guard let found = test.found else { return }
        let isOthers = found.isRest != test.isNot
        let rows = found.rows.compactMap { Self.row($0, found.keys, names) }
        guard !rows.isEmpty else { return set(isOthers ? "1 = 1" : "1 = 0", []) }
        let columns = found.keys.map(Self.column).joined(separator: ", ")
        let parts = found.keys.indices.map { place in
            let part = "json_extract(value, '$[\(place)]')"
            return Self.isDigits(found.keys[place]) ? "CAST(\(part) AS BLOB)" : part
        }.joined(separator: ", ")
        set(
            "(\(columns)) \(isOthers ? "NOT IN" : "IN") (SELECT \(parts) FROM json_each(CAST(? AS TEXT)))",
            [.bytes(Array(("[" + rows.joined(separator: ",") + "]").utf8))])
    }

    /// Numbers are texts of bytes.
    private static func isDigits(_ key: TallyKey) -> Bool { key == .number || key == .called || key == .calling }

    private static func column(_ key: TallyKey) -> String {
        switch key {
        case .direction: "flags & 7"
        case .number: CallSQL.otherEnd
        case .costVersion: "coalesce(cost_version, -1)"
        case .costRow: "coalesce(cost_row, -2)"
        default: key.rawValue
        }
    }

    /// `nil` for what no call of this book can have.
    private static func row(_ row: [FoundCalls.Part], _ keys: [TallyKey], _ names: Names) -> String? {
        var texts: [String] = []
        for (key, part) in zip(keys, row) {
            switch part {
            case .missing: texts.append(key == .costRow ? "-2" : "-1")
            case .number(let number): texts.append(String(number))
            case .text(let text) where key == .switch:
                guard let number = text.isEmpty ? 0 : names.find(.switch, text)?.number else { return nil }
                texts.append(String(number))
            case .text(let text): texts.append(json(text))
            }
        }
        return "[" + texts.joined(separator: ",") + "]"
    }

    private static func json(_ text: String) -> String {
        var json = "\""
        for unit in text.utf16 {
            if let scalar = Unicode.Scalar(unit), scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                json.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return json + "\""
    }
}
