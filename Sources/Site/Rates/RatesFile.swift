public import Reading

/// Files of dated exchange rates: our own CSV, and what the European Central Bank publishes as XML and as CSV (docs/site.md).
/// Which one it is, the content says.
public enum RatesFile {
    /// Largest file in bytes.
    public static let mostBytes = 64 << 20

    /// Reads all rates of a file, in its order. Where anything is wrong there are none, and the problems say all that is.
    public static func read(file: String, bytes: [UInt8]) -> (quotes: [ExchangeRates.Quote], problems: Problems) {
        var draft = RatesDraft(file: file)
        if let wrong = wrong(bytes) {
            draft.report(wrong.line, "", nil, wrong.message, wrong.mend)
            return draft.end()
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if text.first(where: { !isBlank($0) }) == UInt8(ascii: "<") {
            EuroXML.read(text, into: &draft)
        } else {
            RatesCSV.read(text, into: &draft)
        }
        return draft.end()
    }

    /// What is no text at all.
    private static func wrong(_ bytes: [UInt8]) -> (line: Int?, message: String, mend: String)? {
        if bytes.count > mostBytes {
            return (nil, "The file has \(bytes.count) bytes, more than \(mostBytes).", "Is it the right file? Else cut it into several.")
        }
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return (nil, "This is an archive (ZIP).", "Unpack it and name the file in it.") }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            let line = UTF8Text.brokenLine(bytes) ?? bytes.prefix { $0 != 0 }.count { $0 == 10 } + 1
            return (line, "The text is not UTF-8.", "Save the file as UTF-8.")
        }
        return nil
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 10 || byte == 13 }
}
