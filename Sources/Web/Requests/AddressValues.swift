internal import Model
internal import Time

/// Values of an address parsed into types; each that means nothing is a 400 which says so.
struct AddressValues {
    let query: Query
    let texts: CallTexts

    func texts(_ name: String) -> [String] { query.all(name).filter { !$0.isEmpty } }

    func words<Value>(_ name: String, _ what: String, _ read: (String) -> Value?) throws(PageError) -> [Value] {
        var values: [Value] = []
        for text in texts(name) {
            guard let value = read(text) else { throw .bad(texts.bad(what, text, "take one from the page's form")) }
            values.append(value)
        }
        return values
    }

    func word<Value>(_ name: String, _ what: String, _ read: (String) -> Value?) throws(PageError) -> Value? {
        try words(name, what, read).first
    }

    func number(_ name: String, _ range: ClosedRange<Int32>) throws(PageError) -> Int32? {
        guard let text = texts(name).first else { return nil }
        guard let value = Int32(text), range.contains(value) else {
            throw .bad(texts.bad("number", text, "take one from \(range.lowerBound) to \(range.upperBound)"))
        }
        return value
    }

    /// Rows of a page for a program.
    func pageLimit() throws(PageError) -> Int {
        try number("limit", 1...Int32(CallQuery.pageLimit)).map { Int($0) } ?? CallQuery.pageLimit
    }

    func day(_ name: String) throws(PageError) -> CivilDay? {
        guard let text = texts(name).first else { return nil }
        guard let day = CivilDay(text: text) else { throw .bad(texts.bad("day", text, "write it like 2026-03-17")) }
        return day
    }

    /// From one day to another; one alone reaches to the end of the calendar.
    func days() throws(PageError) -> DayRange? {
        let (first, last) = (try day("from"), try day("to"))
        guard first != nil || last != nil else { return nil }
        guard let from = first ?? CivilDay(year: 1970, month: 1, day: 1), let to = last ?? CivilDay(year: 2099, month: 12, day: 31) else {
            return nil
        }
        guard let days = DayRange(from, to) else { throw .bad(texts.bad("period", "\(from) – \(to)", "it must begin before it ends")) }
        return days
    }

    /// `party=ID`, and `member=2026-03-01..2026-03-31:ID` for the days on which it counts.
    func parties() throws(PageError) -> [PartyDays] {
        var parties = texts("party").map { PartyDays($0) }
        for text in texts("member") {
            let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
            let ends = (halves.first ?? "").split(separator: ".", omittingEmptySubsequences: true).compactMap { CivilDay(text: $0) }
            guard halves.count == 2, ends.count == 2, let days = DayRange(ends[0], ends[1]) else {
                throw .bad(texts.bad("member", text, "write it like 2026-03-01..2026-03-31:ID"))
            }
            parties.append(PartyDays(halves[1], days))
        }
        return parties
    }
}
