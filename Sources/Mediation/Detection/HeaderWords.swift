/// Titles over columns, as a switch prints them on every page: the same words in the same order tell a layout apart from its neighbours.
struct HeaderWords {
    private let titles: Set<[UInt8]>

    /// - Parameter samples: those that are left out as headers have the titles.
    init(of samples: [FormatSample]) {
        var titles: Set<[UInt8]> = []
        for sample in samples {
            guard case .skip(let reason) = sample.outcome, reason == Fault.header.word else { continue }
            titles.formUnion(Self.titles(in: sample.bytes))
        }
        self.titles = titles
    }

    /// How well titles among the lines fit: 1 where all are known, 0 where none is; `nil`: there are none, or the format knows none.
    func fit(_ bytes: some Collection<UInt8>) -> Double? {
        let found = Self.titles(in: bytes)
        guard !found.isEmpty, !titles.isEmpty else { return nil }
        return Double(found.count(where: titles.contains)) / Double(found.count)
    }

    /// Lines of three words and more without a digit, blanks between words counting as one.
    private static func titles(in bytes: some Collection<UInt8>) -> Set<[UInt8]> {
        Set(
            bytes.split(separator: Byte.lineFeed).compactMap { line in
                let words = line.split { Byte.isBlank($0) || Byte.isControl($0) }
                guard words.count >= 3, !line.contains(where: Byte.isDigit), line.count(where: { $0 | 32 > 96 }) >= 10 else { return nil }
                return Array(words.joined(separator: [Byte.blank]))
            })
    }
}
