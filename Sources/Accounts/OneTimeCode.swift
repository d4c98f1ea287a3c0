/// A log-in that is good once: shown on the console in groups that a person can type, 130 bits.
enum OneTimeCode {
    /// No I, L, O, U: easily misread, or words.
    private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    static let length = 26

    static func make(_ random: RandomBytes) -> String {
        let digits = random.make(length).map { letters[Int($0 & 31)] }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && index % 5 == 0 { text += "-" }
            text.append(digit)
        }
        return text
    }

    /// Of the letters alone: blanks and dashes are for reading, capitals count as small ones.
    static func digest(_ text: String) -> [UInt8] {
        let bytes = text.utf8.prefix(256).filter { $0 != 0x2d && $0 != 0x20 }.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
        return Digests.sha256(bytes)
    }
}
