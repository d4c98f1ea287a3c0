public import Document

/// JSON as bytes: valid everywhere, safe inside HTML and on a terminal (`< > &`, U+2028, controls and bidi signs as `\uXXXX`).
public enum JSONText {
    /// - Parameter indent: one entry a line, for people; else all in one line.
    public static func render(_ tree: DataTree, indent: Bool = false) -> [UInt8] {
        var json: [UInt8] = []
        write(tree, indent ? 0 : nil, &json)
        return json
    }

    private static func write(_ tree: DataTree, _ depth: Int?, _ json: inout [UInt8]) {
        switch tree {
        case .null: json += "null".utf8
        case .flag(let flag): json += (flag ? "true" : "false").utf8
        case .integer(let number): json += String(number).utf8
        case .text(let text): string(text, &json)
        case .list(let list):
            enclosed("[", "]", list, depth, &json) { write($0, $1, &$2) }
        case .object(let entries):
            enclosed("{", "}", entries, depth, &json) { entry, depth, json in
                string(entry.key, &json)
                json += (depth == nil ? ":" : ": ").utf8
                write(entry.value, depth, &json)
            }
        }
    }

    private static func enclosed<Item>(
        _ open: String, _ close: String, _ items: [Item], _ depth: Int?, _ json: inout [UInt8],
        _ body: (Item, Int?, inout [UInt8]) -> Void
    ) {
        json += open.utf8
        let inner = depth.map { $0 + 1 }
        for (index, item) in items.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            newLine(inner, &json)
            body(item, inner, &json)
        }
        if !items.isEmpty { newLine(depth, &json) }
        json += close.utf8
    }

    private static func newLine(_ depth: Int?, _ json: inout [UInt8]) {
        guard let depth else { return }
        json.append(10)
        json += [UInt8](repeating: 32, count: depth * 2)
    }

    /// A JSON string with its quotes.
    static func string(_ text: String, _ json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                json.append(UInt8(ascii: "\\"))
                json.append(UInt8(truncatingIfNeeded: scalar.value))
            case "<", ">", "&", "'": escape(scalar, &json)
            default:
                if VisibleText.isHidden(scalar) { escape(scalar, &json) } else { json += Array(String(scalar).utf8) }
            }
        }
        json.append(UInt8(ascii: "\""))
    }

    private static func escape(_ scalar: Unicode.Scalar, _ json: inout [UInt8]) {
        for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            json += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
        }
    }
}
