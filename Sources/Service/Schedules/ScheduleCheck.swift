import Model
import Reading
import Reporting
import Site
import Time

extension OpenBook {
    /// What of a site's schedules only this book can tell to be wrong: reports that are not there, reports of one party for whom no party
    /// is named, conditions that mean nothing. Found when the site is imported, not when the report is due.
    /// - Throws: `Problems`, all of them.
    func checkSchedules(_ loaded: LoadedSite, file: String) throws {
        let catalogue = try reports()
        var problems = Problems()
        for (index, schedule) in loaded.site.schedules.enumerated() {
            let place = loaded.lines.schedules[schedule.id]
            func add(_ field: String, _ value: String?, _ message: String, _ mend: String) {
                problems.add(
                    Problem(
                        file: place?.file ?? file, line: place?.line, field: "schedules[\(index)].\(field)", value: value, message: message,
                        mend: mend))
            }
            if let report = schedule.report {
                if let definition = try? catalogue.definition(report) {
                    switch definition.parameter {
                    case .party where schedule.party == nil && schedule.each != .owners:
                        add("party", nil, "The report \(definition.id) is of one party.", "Add `party:`, or `for: owners`.")
                    case .organisation where schedule.node == nil && schedule.each != .managers:
                        add(
                            "organisation", nil, "The report \(definition.id) is of one part of the organisation.",
                            "Add `organisation:`, or `for: managers`.")
                    default: break
                    }
                } else {
                    add("report", report, "No report has this id.", "Take one that `tollbook reports` lists, or keep it in the book first.")
                }
            }
            for (number, words) in schedule.filter.enumerated() {
                var order = ReportOrder(DayRange(CivilDay(number: 0)))
                do {
                    try order.add(words)
                } catch {
                    add("filter[\(number)]", words, "This is no condition.", PlainWords.of(error) ?? "\(error)")
                }
            }
        }
        guard problems.list.isEmpty else { throw problems }
    }
}
