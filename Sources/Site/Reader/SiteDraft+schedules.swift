import Model
import Reading
import Time

extension SiteDraft {
    mutating func readSchedules(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "schedules") { draft, fields, _ in
            let id = draft.unique(&fields, ScheduleID.self, &seen)
            var schedule = Schedule(id: id ?? ScheduleID(""))
            draft.readContent(&schedule, &fields)
            draft.readTime(&schedule.time, &fields)
            draft.readReceivers(&schedule, &fields)
            schedule.isPaused = fields.flag("paused", &draft.problems) ?? false
            guard let id else { return }
            draft.site.schedules.append(schedule)
            draft.lines.schedules[id] = SiteLines.Place(file: draft.file, line: fields.node.line)
        }
    }

    private mutating func readContent(_ schedule: inout Schedule, _ fields: inout Fields) {
        schedule.report = fields.text("report", &problems)
        let isBills = fields.flag("bills", &problems) ?? false
        if (schedule.report == nil) != isBills {
            problems.add(
                fields.problem(
                    "report", "A schedule makes a report or bills.", mend: "Write `report: a04-organisation-summary` or `bills: true`."))
        }
        schedule.span = fields.choice("period", Schedule.Span.self, &problems) ?? schedule.span
        let forms = choices(&fields, "as", Schedule.FileForm.allCases.map(\.rawValue)).compactMap { Schedule.FileForm(rawValue: $0) }
        if !forms.isEmpty { schedule.forms = forms }
        schedule.party = reference(&fields, "party", .parties, PartyID.self)
        schedule.node = reference(&fields, "organisation", .organisation, NodeID.self)
        schedule.filter = fields.texts("filter", &problems)
        schedule.layout = reference(&fields, "layout", .layouts, LayoutID.self)
    }

    private mutating func readReceivers(_ schedule: inout Schedule, _ fields: inout Fields) {
        schedule.to = mailAddresses(&fields, "to")
        schedule.each = fields.choice("for", Schedule.Receivers.self, &problems)
        schedule.folder = fields.text(
            "folder", &problems, form: Form.isFolderName, message: "Not the name of a folder.",
            mend: "Write 1 to 64 of a-z, 0-9 and -: a folder below the book's own `drop`.")
        if schedule.to.isEmpty, schedule.each == nil, schedule.folder == nil, !fields.has("to") {
            problems.add(
                fields.problem(
                    "to", "Nobody gets it.",
                    mend: "Add `to: [somebody@example.com]`, `for: managers`, `for: owners` or `folder: accounts`."))
        }
        if !schedule.to.isEmpty || schedule.each != nil, root.entry("mail") == nil {
            problems.add(fields.problem("to", "There is no mail server.", mend: "Add `mail:` with `server` and `from`."))
        }
    }

    private mutating func readTime(_ time: inout ScheduleTime, _ fields: inout Fields) {
        time.every = fields.choice("every", ScheduleTime.Every.self, &problems) ?? time.every
        if time.every == .hour { time.minute = 0 }
        if let text = fields.text("at", &problems) {
            if let minute = Form.clockMinute(text), time.every != .hour || minute < 60 {
                time.minute = minute
            } else {
                problems.add(
                    fields.problem(
                        "at", "Not a time of day.", mend: "Write such as 06:30; for `every: hour` such as 00:15, past each hour."))
            }
        }
        if let text = fields.text("on", &problems) {
            time.on = Self.day(text, time.every)
            if time.on == nil {
                problems.add(fields.problem("on", "Does not go with `every: \(time.every.rawValue)`.", mend: Self.dayMend(time.every)))
            }
        }
        time.holidays = Set(holidays(&fields))
        time.holiday = fields.choice("holiday", ScheduleTime.Holiday.self, &problems) ?? .run
    }

    private static func day(_ text: String, _ every: ScheduleTime.Every) -> ScheduleTime.Day? {
        let weekday = WeekReader.days.firstIndex(of: text)
        switch (every, text) {
        case (.day, "workingDays"): return .workingDays
        case (.week, _): return weekday.map { .weekday($0) }
        case (.month, "last"), (.quarter, "last"), (.year, "last"): return .last
        case (.month, "firstWorkingDay"), (.quarter, "firstWorkingDay"), (.year, "firstWorkingDay"): return .firstWorkingDay
        case (.month, "lastWorkingDay"), (.quarter, "lastWorkingDay"), (.year, "lastWorkingDay"): return .lastWorkingDay
        case (.month, _): return Int(text).flatMap { (1...31).contains($0) ? .number($0) : nil }
        case (.year, _):
            let parts = text.split(separator: "-").compactMap { Int($0) }
            guard text.utf8.count == 5, parts.count == 2, CivilDay(year: 2024, month: parts[0], day: parts[1]) != nil else { return nil }
            return .date(month: parts[0], day: parts[1])
        default: return nil
        }
    }

    private static func dayMend(_ every: ScheduleTime.Every) -> String {
        switch every {
        case .hour: "Leave `on` out: each hour has its own."
        case .day: "Write `workingDays`, or leave it out for every day."
        case .week: "Write Mon, Tue, Wed, Thu, Fri, Sat or Sun."
        case .month: "Write 1 to 31, last, firstWorkingDay or lastWorkingDay."
        case .quarter: "Write last, firstWorkingDay or lastWorkingDay, or leave it out for the first day."
        case .year: "Write a day such as 03-31, last, firstWorkingDay or lastWorkingDay."
        }
    }
}
