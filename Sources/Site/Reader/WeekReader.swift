import Reading

/// Weekly time bands: from the texts of a file to one band for every minute (DOMAIN section 4).
struct WeekReader {
    /// Where the week stands, for messages.
    struct Source {
        var file: String
        var field: String
        var line: Int?
    }

    static let minutesOfDay = 1440
    static let minutesOfWeek = 10_080
    static let mostBands = 64
    static let unset = UInt8.max
    static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    /// What a row's own keys are: no band may be called so.
    static let reserved: Set<String> = [
        "all", "holiday", "else", "prefix", "short", "name", "connection", "freeSeconds", "minimumDuration", "minimumCharge",
        "maximumCharge", "pulsePrice", "atAnswer",
    ]

    private(set) var problems = Problems()

    /// Reads `week:` of a rate table; `nil` where it is wrong.
    static func read(_ node: Node, path: String, file: String, _ problems: inout Problems) -> Week? {
        var reader = WeekReader()
        let week = reader.week(node, path: path, file: file)
        problems.add(reader.problems)
        return reader.problems.hasErrors ? nil : week
    }

    private mutating func week(_ node: Node, path: String, file: String) -> Week? {
        let source = Source(file: file, field: path, line: node.line)
        guard let entries = node.map, !entries.isEmpty else {
            report(
                source, nil, "Here a mapping of bands is expected, not \(node.kind).",
                "Write `day: [\"Mon-Fri 08:00-20:00\"]` and `night: else`.")
            return nil
        }
        var week = Week()
        let own = entries.filter { $0.key != "holiday" }
        week.bands = bands(own, source)
        for entry in own where Self.reserved.contains(entry.key) || !Form.isLabel(entry.key) {
            report(place(source, entry), entry.key, "A band cannot have this name.", "Give it another one.")
        }
        if own.count > Self.mostBands { report(source, nil, "More than \(Self.mostBands) bands.", "Put bands of one price together.") }
        week.minutes = fill(own, week.bands, bandNames: week.bands, length: Self.minutesOfWeek, source) ?? []
        if let holiday = entries.first(where: { $0.key == "holiday" }) { readHoliday(holiday, &week, source) }
        return week
    }

    private mutating func readHoliday(_ entry: Node.Entry, _ week: inout Week, _ source: Source) {
        let inner = place(source, entry)
        guard let entries = entry.value.map, !entries.isEmpty else {
            report(
                inner, entry.value.text, "Here a mapping of bands is expected, not \(entry.value.kind).",
                "Write `holiday: {night: [\"00:00-24:00\"]}`.")
            return
        }
        week.holiday = bands(entries, inner)
        for entry in entries where !week.bands.contains(where: { $0.name == entry.key }) {
            report(
                place(inner, entry), entry.key, "The week has no such band.", "Bands: \(week.bands.map(\.name).joined(separator: ", ")).")
        }
        week.holidayMinutes = fill(entries, week.holiday, bandNames: week.bands, length: Self.minutesOfDay, inner) ?? []
    }

    private mutating func bands(_ entries: [Node.Entry], _ source: Source) -> [Week.Band] {
        var named = 0
        return entries.map { entry in
            if entry.value.text == "else" {
                named += 1
                if named == 2 { report(place(source, entry), "else", "Two bands are `else`.", "Give one of them its times.") }
                return Week.Band(name: entry.key, isElse: true)
            }
            let texts = entry.value.text.map { [$0] } ?? (entry.value.list ?? []).compactMap(\.text)
            if texts.isEmpty || (entry.value.list.map { $0.count != texts.count } ?? false) {
                report(
                    place(source, entry), nil, "A band has no times.", "Write such as [\"Mon-Fri 08:00-20:00\"], or `else` for the rest.")
            }
            return Week.Band(name: entry.key, texts: texts)
        }
    }

    /// The band of every minute of a week or of a holiday; `nil` where there is a hole or an overlap.
    private mutating func fill(
        _ entries: [Node.Entry], _ bands: [Week.Band], bandNames: [Week.Band], length: Int, _ source: Source
    ) -> [UInt8]? {
        let before = problems.list.count
        var minutes = [UInt8](repeating: Self.unset, count: length)
        for (entry, band) in zip(entries, bands) where !band.isElse {
            guard let index = bandNames.prefix(Int(Self.unset)).firstIndex(where: { $0.name == band.name }) else { continue }
            for text in band.texts {
                do throws(SpanText.Wrong) {
                    let spans = try SpanText.spans(text, ofHoliday: length == Self.minutesOfDay)
                    paint(spans, UInt8(index), &minutes, bandNames, text, place(source, entry))
                } catch {
                    report(place(source, entry), text, error.message, error.mend)
                }
            }
        }
        // On a holiday without an `else` of its own the week's is meant.
        let rest = bands.first(where: \.isElse) ?? bandNames.first(where: \.isElse)
        if let rest, let index = bandNames.firstIndex(where: { $0.name == rest.name }) {
            for minute in minutes.indices where minutes[minute] == Self.unset { minutes[minute] = UInt8(clamping: index) }
        }
        if problems.list.count == before, let hole = minutes.firstIndex(of: Self.unset) {
            let end = minutes[hole...].firstIndex { $0 != Self.unset } ?? length
            report(
                source, nil, "No band holds from \(Self.clock(hole, length)) to \(Self.clock(end, length)).",
                "Give that time to a band, or name one band `else`.")
        }
        return problems.list.count == before ? minutes : nil
    }

    private mutating func paint(
        _ spans: [Week.Span], _ band: UInt8, _ minutes: inout [UInt8], _ bands: [Week.Band], _ text: String, _ source: Source
    ) {
        for span in spans {
            for minute in span.begin..<span.end {
                let index = minute % minutes.count
                if minutes[index] != Self.unset {
                    let other = bands[Int(minutes[index])].name
                    report(
                        source, text, "At \(Self.clock(index, minutes.count)) the band \(other) holds already.",
                        "Let every minute have one band.")
                    return
                }
                minutes[index] = band
            }
        }
    }

    private func place(_ source: Source, _ entry: Node.Entry) -> Source {
        Source(file: source.file, field: source.field + "." + entry.key, line: entry.line)
    }

    private mutating func report(_ source: Source, _ value: String?, _ message: String, _ mend: String) {
        problems.add(Problem(file: source.file, line: source.line, field: source.field, value: value, message: message, mend: mend))
    }

    /// `Tue 08:30` of a minute of the week, `08:30` of a minute of a day; the end of the last is 24:00.
    static func clock(_ minute: Int, _ length: Int) -> String {
        let last = minute == length
        let ofDay = last ? minutesOfDay : minute % minutesOfDay
        let time = two(ofDay / 60) + ":" + two(ofDay % 60)
        guard length == minutesOfWeek else { return time }
        return days[last ? 6 : minute / minutesOfDay % 7] + " " + time
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
