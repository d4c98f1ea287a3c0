internal import Money
public import Rendering

/// The one way in which pages write counts and durations.
public enum Figures {
    /// `1 234 567` with thin spaces that do not break; 0 as it is.
    public static func count(_ count: some BinaryInteger) -> String {
        let digits = Array(String(count.magnitude))
        var text = count < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    /// `0:07`, `12:34`, `1:02:03`.
    public static func duration(_ seconds: some BinaryInteger) -> String {
        let seconds = Int64(clamping: seconds)
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

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
