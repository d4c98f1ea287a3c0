/// What the first block of each file says, as lines of text: so each file can be read and checked alone.
struct FileNote: Hashable {
    struct Previous: Hashable {
        var name: String
        /// So many of its bytes count; what stands behind them was written again in this file.
        var length: Int64
        /// Its chain there.
        var chain: UInt32
    }

    var source: String
    /// The civil day of arrival, days since 1970.
    var day: Int32
    var previous: Previous?
    /// The number that the next part gets.
    var nextPart: Int64
    /// The parts that go on from the file before.
    var openParts: [Int64: String]

    var text: String {
        let before = previous.map { "\($0.name) \($0.length) \(hex($0.chain))" } ?? "none"
        var text = "Tollbook raw log: every byte that this source sent, as it came (docs/raw-log.md).\n"
        text += "source \(source)\nday \(day)\nprevious \(before)\nnext-part \(nextPart)\n"
        for (part, name) in openParts.sorted(by: { $0.key < $1.key }) { text += "part \(part) \(PartName.escaped(name))\n" }
        return text
    }

    /// `nil` where the bytes are not of the form above.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.unicodeScalars.split(separator: "\n").dropFirst().map { line in
            line.split(separator: " ", maxSplits: 1).map { String($0) }
        }
        guard lines.count >= 4, lines[0].first == "source", lines[0].count == 2, lines[1].first == "day", lines[1].count == 2,
            let day = Int32(lines[1][1]), lines[2].first == "previous", lines[2].count == 2, lines[3].first == "next-part",
            lines[3].count == 2, let nextPart = decimal(lines[3][1].utf8)
        else { return nil }
        self.init(source: lines[0][1], day: day, previous: nil, nextPart: nextPart, openParts: [:])
        if lines[2][1] != "none" {
            let words = lines[2][1].split(separator: " ")
            guard words.count == 3, let length = decimal(words[1].utf8), let chain = number(hex: words[2].utf8) else { return nil }
            previous = Previous(name: String(words[0]), length: length, chain: chain)
        }
        for line in lines.dropFirst(4) {
            guard line.count == 2, line[0] == "part" else { return nil }
            // An empty name leaves nothing behind the number.
            let words = line[1].unicodeScalars.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard words.count == 2, let part = decimal(String(words[0]).utf8),
                let name = PartName.unescaped(String(words[1]))
            else { return nil }
            openParts[part] = name
        }
    }

    init(source: String, day: Int32, previous: Previous?, nextPart: Int64, openParts: [Int64: String]) {
        self.source = source
        self.day = day
        self.previous = previous
        self.nextPart = nextPart
        self.openParts = openParts
    }
}
