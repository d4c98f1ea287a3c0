/// Fields of one line between separators, quoted ones whole.
enum CSVPeek {
    static func fields(of line: [UInt8], separator: UInt8) -> [[UInt8]] {
        var fields: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        for byte in line {
            if byte == Byte.quote {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                fields.append(field)
                field = []
            } else {
                field.append(byte)
            }
        }
        fields.append(field)
        return fields
    }
}

/// Members of one JSON object in one line whose values are texts and numbers; what is inside of others is passed over.
enum JSONPeek {
    static func members(of object: [UInt8]) -> [(name: [UInt8], value: [UInt8])] {
        var members: [(name: [UInt8], value: [UInt8])] = []
        var name: [UInt8]?
        var text: [UInt8] = []
        var (depth, isText, isEscaped) = (0, false, false)
        func close() {
            if let known = name, depth == 1, !text.isEmpty { members.append((known, text == Array("null".utf8) ? [] : text)) }
            if depth == 1 { name = nil }
            text = []
        }
        for byte in object {
            if isText {
                if isEscaped {
                    isEscaped = false
                    text.append(byte)
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == Byte.quote {
                    isText = false
                } else {
                    text.append(byte)
                }
                continue
            }
            switch byte {
            case Byte.quote: isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                text = []
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                close()
                depth -= 1
                text = []
            case UInt8(ascii: ":") where depth == 1 && name == nil:
                name = text
                text = []
            case UInt8(ascii: ","): close()
            default: if !Byte.isBlank(byte) { text.append(byte) }
            }
        }
        return members
    }
}
