/// The text of a payment slip: `{number}` and the like are filled in, once, so that what is put in is not looked at again.
public enum SlipText {
    /// The names in braces, in their order.
    public static func placeholders(_ line: String) -> [String] {
        pieces(line).compactMap { piece -> String? in
            if case .place(let name) = piece { return name }
            return nil
        }
    }

    /// - Returns: `nil` where the line names something that the bill does not have.
    public static func filled(_ line: String, _ values: [String: String]) -> String? {
        var result = ""
        for piece in pieces(line) {
            switch piece {
            case .text(let text): result += text
            case .place(let name):
                guard let value = values[name] else { return nil }
                result += value
            }
        }
        return result
    }

    private enum Piece {
        case text(String)
        case place(String)
    }

    /// A brace that is not closed, or holds something else than letters, is text.
    private static func pieces(_ line: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = Array(line.utf8)[...]
        var text: [UInt8] = []
        while let byte = rest.first {
            if byte == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}")) {
                let name = rest[(rest.startIndex + 1)..<close]
                if !name.isEmpty, name.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }) {
                    if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
                    text = []
                    pieces.append(.place(String(decoding: name, as: UTF8.self)))
                    rest = rest[(close + 1)...]
                    continue
                }
            }
            text.append(byte)
            rest = rest.dropFirst()
        }
        return text.isEmpty ? pieces : pieces + [.text(String(decoding: text, as: UTF8.self))]
    }

    /// The creditor's reference of ISO 11649 for a bill: `RF`, two check digits, the number. Banks check it, so that a slip of the pen pays
    /// no other bill.
    public static func reference(_ number: Int64) -> String {
        let digits = String(number)
        // R and F count as 27 and 15, and stand with 00 at the end.
        var rest = 0
        for byte in (digits + "271500").utf8 { rest = (rest * 10 + Int(byte) - 48) % 97 }
        let check = 98 - rest
        return "RF" + (check < 10 ? "0" : "") + String(check) + digits
    }
}
