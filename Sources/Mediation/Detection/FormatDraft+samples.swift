import Model
public import Reading
public import Time

extension FormatDraft {
    private static let mostSamples = 12

    /// The definition with the lines as its samples: what it decodes of them now is what it must decode from then on.
    /// - Parameters:
    ///   - lines: of the switch, without line ends.
    ///   - today: the day and the year of lines that print none.
    /// - Throws: what is wrong with the draft, in the places of the text that it makes.
    public func definition(lines: [[UInt8]], today: CivilDay) throws(Problems) -> String {
        let (format, _) = try FormatReader.read(file: id + ".yaml", bytes: Array((body + "samples: []\n").utf8))
        let samples = lines.prefix(Self.mostSamples).map { sample($0, format, today) }
        let text = body + "\n" + (samples.isEmpty ? "samples: []\n" : "samples:\n" + samples.joined())
        _ = try FormatCatalogue.load(file: id + ".yaml", bytes: Array(text.utf8))
        return text
    }

    private func sample(_ line: [UInt8], _ format: Format, _ today: CivilDay) -> String {
        let year = format.needsYear ? today.parts.year : nil
        let day = format.needsDay ? today : nil
        var decoder = Decoder(format, year: year, day: day)
        var batch = RecordBatch()
        decoder.feed(line + [Byte.lineFeed], final: true, into: &batch)
        let text = isLatin ? String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) })) : String(decoding: line, as: UTF8.self)
        var result = "  - line: \(YAMLText.quoted(text))\n"
        if let year { result += "    year: \(year)\n" }
        if let day { result += "    day: \(day)\n" }
        guard let record = batch.records.first else {
            return result + "    skip: \(YAMLText.quoted(batch.skips.first?.reason ?? "blank"))\n"
        }
        let values = SampleValue.keys.compactMap { key in
            let value = SampleValue.text(key, record, batch)
            return value.isEmpty || key == "stamp" ? nil : "\(key): \(YAMLText.quoted(value))"
        }
        return result + "    expect: {\(values.joined(separator: ", "))}\n"
    }
}
