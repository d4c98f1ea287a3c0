internal import Document
internal import Money
public import Rendering
internal import Service

/// The one way in which pages write counts and durations.
public enum Figures {
    /// `1 234 567` with thin spaces that do not break; 0 as it is.
    public static func count(_ count: some BinaryInteger) -> String {
        GroupedFigures.text((count < 0 ? "−" : "") + String(count.magnitude))
    }

    /// The same of calls that wait, which are counted up to a bound: `100 000+`.
    public static func waiting(_ count: Int64) -> String { Figures.count(count) + (count >= ProblemCounts.most ? "+" : "") }

    /// `0:00:07`, as on bills.
    public static func duration(_ seconds: some BinaryInteger) -> String { DurationText.clock(Int64(clamping: seconds)) }

    /// `1 462.87`: thousands apart, as of counts.
    public static func amount(_ text: String) -> String { GroupedFigures.text(text) }

    /// A thin dash, read aloud as none.
    public static func none(_ texts: PieceTexts) -> HTMLText {
        element("span", .class("none"), .text("title", texts.none)) { "–" }
    }
}

/// A few large figures in a row, each with its word, and a link to what it was summed from.
public struct FigureStrip: Sendable {
    public struct Figure: Sendable {
        public var label: String
        public var value: String
        public var unit: String
        public var note: String
        public var link: LocalPath?
        public var isWarning: Bool

        public init(
            _ label: String, _ value: String, unit: String = "", note: String = "", link: LocalPath? = nil, isWarning: Bool = false
        ) {
            self.label = label
            self.value = value
            self.unit = unit
            self.note = note
            self.link = link
            self.isWarning = isWarning
        }
    }

    let figures: [Figure]

    public init(_ figures: [Figure]) { self.figures = figures }

    public func render() -> HTMLText {
        element("dl", .class("figures")) {
            for figure in figures {
                element("div", figure.isWarning ? .class("warning") : nil) {
                    element("dt") { figure.label }
                    element("dd") {
                        if let link = figure.link { element("a", .href(link)) { value(figure) } } else { value(figure) }
                        if !figure.note.isEmpty { element("span", .class("figure-note")) { figure.note } }
                    }
                }
            }
        }
    }

    private func value(_ figure: Figure) -> HTMLText {
        together {
            element("span", .class("big")) { figure.value }
            if !figure.unit.isEmpty { element("span", .class("unit")) { " " + figure.unit } }
        }
    }
}
