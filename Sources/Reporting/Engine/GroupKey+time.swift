import Document
import Model
public import Time

extension ReportContext {
    func dayKey(_ day: CivilDay?) -> GroupKey {
        guard let day else { return GroupKey("", texts["missing"]) }
        var key = GroupKey(day.description, texts.day(day))
        key.order = Int(day.number)
        key.narrow = { filter in
            filter.days = DayRange(day, day)
            filter.parties = filter.parties.filter { $0.days?.contains(day) ?? true }.map { PartyDays($0.party) }
        }
        return key
    }

    func monthKey(_ day: CivilDay?) -> GroupKey {
        guard let (year, month, _) = day?.parts, let days = DayRange(year: year, month: month) else {
            return GroupKey("", texts["missing"])
        }
        return span(days, String(days.first.description.prefix(7)), periodText(days, texts))
    }

    /// From Monday on, called by the ISO number of the week.
    func weekKey(_ day: CivilDay?) -> GroupKey {
        guard let day, let days = DayRange(day + -day.weekday, day + (6 - day.weekday)) else { return GroupKey("", texts["missing"]) }
        // A week belongs to the year of its Thursday.
        let thursday = days.first + 3
        let year = thursday.parts.year
        let number = CivilDay(year: year, month: 1, day: 1).map { (thursday - $0) / 7 + 1 } ?? 1
        let id = "\(year)-W\(number < 10 ? "0" : "")\(number)"
        return span(days, id, texts.fill("period.week", ["week": id, "first": texts.day(days.first)]))
    }

    func quarterKey(_ day: CivilDay?) -> GroupKey {
        guard let (year, month, _) = day?.parts else { return GroupKey("", texts["missing"]) }
        let number = (month - 1) / 3
        guard let first = DayRange(year: year, month: number * 3 + 1)?.first, let last = DayRange(year: year, month: number * 3 + 3)?.last,
            let days = DayRange(first, last)
        else { return GroupKey("", texts["missing"]) }
        return span(days, "\(year)-Q\(number + 1)", texts.fill("period.quarter", ["quarter": "\(number + 1)", "year": "\(year)"]))
    }

    func yearKey(_ day: CivilDay?) -> GroupKey {
        guard let year = day?.parts.year, let first = CivilDay(year: year, month: 1, day: 1),
            let last = CivilDay(year: year, month: 12, day: 31), let days = DayRange(first, last)
        else { return GroupKey("", texts["missing"]) }
        return span(days, "\(year)", "\(year)")
    }

    /// A stretch of days inside the report's.
    private func span(_ days: DayRange, _ id: String, _ title: String) -> GroupKey {
        var key = GroupKey(id, title)
        key.order = Int(days.first.number)
        if scope == nil, let part = days.common(self.days) {
            key.narrow = { $0.days = part }
        }
        return key
    }

    func weekdayKey(_ weekday: Int) -> GroupKey {
        var key = GroupKey(String(weekday), texts["weekday.\(weekday + 1)"])
        key.order = weekday
        key.narrow = { $0.tests.append(FieldTest(.weekday, from: Int64(weekday), to: Int64(weekday))) }
        return key
    }

    func hourKey(_ hour: Int) -> GroupKey {
        var key = GroupKey(String(hour), String(hour) + ":00")
        key.order = hour
        key.narrow = { $0.tests.append(FieldTest(.hour, from: Int64(hour), to: Int64(hour))) }
        return key
    }

    func halfHourKey(_ half: Int) -> GroupKey {
        var key = GroupKey(String(half), String(half / 2) + (half.isMultiple(of: 2) ? ":00" : ":30"))
        key.order = half
        return key
    }

    /// Days that are shown, called or not: those of ten years. Beyond them stand the days with calls.
    private static let completeDays = 3700

    /// All values that a field of time has in the period, called or not.
    func allKeys(_ field: GroupField) -> [GroupKey] {
        switch field {
        case .day: (0..<min(days.count, ReportContext.completeDays)).map { dayKey(days.first + $0) }
        case .month: months.map(monthKey)
        case .weekday: (0..<7).map(weekdayKey)
        case .hour: (0..<parts(ofDay: 3600)).map(hourKey)
        case .halfHour: (0..<parts(ofDay: 1800)).map(halfHourKey)
        default: []
        }
    }

    /// How many stretches of so many seconds the longest day has, the last perhaps a shorter one; no fewer than any day.
    private func parts(ofDay length: Int64) -> Int {
        let longest = (0..<min(days.count, ReportContext.completeDays)).map { place in
            zone.start(of: days.first + (place + 1)).seconds - zone.start(of: days.first + place).seconds
        }
        return Int((max(86_400, longest.max() ?? 0) + length - 1) / length)
    }

    /// A day of each month that the days touch.
    private var months: [CivilDay] {
        var found: [CivilDay] = []
        var day = days.first
        while day <= days.last, found.count < 400 {
            found.append(day)
            let (year, month, _) = day.parts
            day = day + (1 - day.parts.day) + CivilDay.length(year, month)
        }
        return found
    }
}

/// "March 2026", "2026-03-02" or "2026-03-02 to 2026-03-15".
func periodText(_ days: DayRange, _ texts: ReportTexts) -> String {
    let (year, month, _) = days.first.parts
    if DayRange(year: year, month: month) == days {
        return texts.fill("period.month", ["month": texts["month.\(month)"], "year": String(year)])
    }
    guard days.count > 1 else { return texts.day(days.first) }
    return texts.fill("period.days", ["first": texts.day(days.first), "last": texts.day(days.last)])
}

extension DayRange {
    /// The period before: of whole months as many months, else as many days.
    public var before: DayRange {
        let (year, month, day) = first.parts
        let (lastYear, lastMonth, lastDay) = last.parts
        if day == 1, lastDay == CivilDay.length(lastYear, lastMonth) {
            let months = (lastYear - year) * 12 + lastMonth - month + 1
            let begin = year * 12 + month - 1 - months
            if let first = CivilDay(year: begin / 12, month: begin % 12 + 1, day: 1), let range = DayRange(first, self.first + -1) {
                return range
            }
        }
        return DayRange(first + -count, first + -1) ?? self
    }
}
