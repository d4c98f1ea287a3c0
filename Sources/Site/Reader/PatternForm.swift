/// Texts that are compared with what a call says; a `*` at the end stands for anything.
enum PatternForm {
    typealias Wrong = (message: String, mend: String)

    static func text(_ text: String) -> Wrong? {
        if text.isEmpty { return ("Nothing to compare with.", "Write a text; a * at its end stands for anything.") }
        if text.utf8.dropLast().contains(UInt8(ascii: "*")) {
            return ("A * stands at the end only.", "Write such as \"0190*\"; one entry for each beginning.")
        }
        return nil
    }

    /// Numbers as they are after normalisation: a plus, blanks or dashes would never be found.
    static func number(_ number: String) -> Wrong? {
        if let wrong = text(number) { return wrong }
        if number.utf8.first == UInt8(ascii: "+") {
            return ("Numbers are compared without +.", "Write the country code and the number alone, without +, in quotes: \"8424*\".")
        }
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")")]
        let isSpaced = number.utf8.contains(where: blanks.contains)
        let isDashed = number.utf8.allSatisfy { Form.isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "*") }
        if !Form.isLabel(number) || isSpaced || (isDashed && number.utf8.contains(UInt8(ascii: "-"))) {
            return ("Not a number.", "Write its digits without blanks, dashes and brackets, in quotes: \"8424*\".")
        }
        return nil
    }

    /// Numbers that are digits and nothing else.
    static func digits(_ number: String) -> Wrong? {
        if let wrong = self.number(number) { return wrong }
        let begin = number.utf8.last == UInt8(ascii: "*") ? number.utf8.dropLast() : number.utf8[...]
        if !begin.isEmpty, begin.allSatisfy(Form.isDigit) { return nil }
        return ("Not a number.", "Write the country code and the number alone, in quotes: \"84243825*\".")
    }

    static func sourceIP(_ address: String) -> Wrong? {
        if let wrong = text(address) { return wrong }
        let isPart = address.utf8.allSatisfy {
            Form.isHexadecimal($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "*")
        }
        if address.utf8.last == UInt8(ascii: "*") ? isPart : Form.isIPAddress(address) { return nil }
        return ("Not an address.", "Write such as 192.0.2.7; \"192.0.2.*\" is all that begin so.")
    }
}
