import Foundation

/// A header's text (RFC 2047): ASCII stays, anything else becomes encoded words, each short enough for a line.
enum EncodedWord {
    /// Bytes of UTF-8 in one word: base64 of 42 is 56, with its frame 68 of the 75 allowed.
    private static let piece = 42

    static func header(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && !text.contains("=?") && text.utf8.count <= 900
        guard !isPlain || text.utf8.count > 60 else { return text }
        if isPlain { return folded(text) }
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars.prefix(500) {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > piece { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?" + Data($0).base64EncodedString() + "?=" }.joined(separator: "\r\n ")
    }

    /// Long lines are broken at blanks; a word without any stays whole.
    private static func folded(_ text: String) -> String {
        var (result, length) = ("", 9)
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !result.isEmpty {
                // A line of blanks alone would end the header.
                let breaks = length + word.utf8.count > 72 && !word.isEmpty
                result += breaks ? "\r\n " : " "
                length = breaks ? 1 : length + 1
            }
            result += word
            length += word.utf8.count
        }
        return result
    }
}

/// Quoted-printable (RFC 2045): lines of at most 76 bytes, ASCII as it is.
enum QuotedPrintable {
    static func line(_ text: String) -> String {
        var (result, length) = ("", 0)
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            // A blank at the end of a line may get lost on the way.
            let isPlain = (byte > 32 && byte < 127 && byte != UInt8(ascii: "=")) || (byte == 32 && !isLast)
            let piece = isPlain ? String(UnicodeScalar(byte)) : "=" + hexadecimal(byte)
            if length + piece.utf8.count > 75 {
                result += "=\r\n"
                length = 0
            }
            result += piece
            length += piece.utf8.count
        }
        return result
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}
