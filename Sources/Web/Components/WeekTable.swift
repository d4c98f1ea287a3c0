internal import Rendering
public import Service
public import Time

/// The week of a rate table: 7 × 24 cells in the shades of their bands, with the same as text beside it.
public struct WeekTable: Sendable {
    let week: TariffView.WeekGrid
    let holidays: [CivilDay]

    public init(week: TariffView.WeekGrid, holidays: [CivilDay]) {
        self.week = week
        self.holidays = holidays
    }

    func render(_ texts: TariffTexts) -> HTMLText {
        element("div", .class("week-and-text")) {
            element("table", .class("week")) {
                element("thead") {
                    element("tr") {
                        element("td") { HTMLText() }
                        for hour in [0, 6, 12, 18] { element("th", .text("colspan", "6"), .text("scope", "colgroup")) { "\(hour):00" } }
                    }
                }
                element("tbody") {
                    for (day, cells) in week.cells.enumerated() {
                        row(texts.days.indices.contains(day) ? texts.days[day] : "", cells, texts)
                    }
                    if !week.holiday.isEmpty { row(texts.holiday, week.holiday, texts) }
                }
            }
            element("div", .class("stack")) {
                element("dl", .class("bands")) {
                    for (index, band) in week.bands.enumerated() {
                        element("dt", .class(Self.shade(index))) {
                            element("span", .class("swatch")) { HTMLText() }
                            " "
                            element("bdi") { band.name }
                        }
                        element("dd") { band.times }
                    }
                }
                if !holidays.isEmpty {
                    element("p", .class("quiet")) { texts.holidays + ": " + holidays.map { "\($0)" }.joined(separator: ", ") }
                }
            }
        }
    }

    private func row(_ name: String, _ cells: [Int?], _ texts: TariffTexts) -> HTMLText {
        element("tr") {
            element("th", .text("scope", "row")) {
                String(name.prefix(3))
                element("span", .class("rest")) { String(name.dropFirst(3)) }
            }
            for (hour, band) in cells.enumerated() {
                element("td", .class(band.map(Self.shade) ?? "band-mixed"), .text("title", "\(hour):00 " + word(band, texts))) {
                    element("span", .class("unseen")) { word(band, texts) }
                }
            }
        }
    }

    private func word(_ band: Int?, _ texts: TariffTexts) -> String {
        guard let band, week.bands.indices.contains(band) else { return texts.mixed }
        return week.bands[band].name
    }

    /// Six shades; more bands than that begin again.
    private static func shade(_ index: Int) -> String { "band-\(index % 6)" }
}
