public import Rendering

/// What became of every record of an import or a source: one bar whose parts add up, each a link. What was skipped stands beside it.
public struct ConservationStrip: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case new, duplicate, conflict, quarantined, skipped }

    public struct Part: Sendable {
        public var kind: Kind
        public var label: String
        public var count: Int64
        public var link: LocalPath?

        public init(_ kind: Kind, _ label: String, _ count: Int64, link: LocalPath? = nil) {
            self.kind = kind
            self.label = label
            self.count = count
            self.link = link
        }
    }

    let parts: [Part]
    let skipped: Part?
    /// The sum in words: `4 120 records = 4 100 new + 20 duplicate`.
    let sentence: String

    public init(_ parts: [Part], skipped: Part?, sentence: String) {
        self.parts = parts
        self.skipped = skipped
        self.sentence = sentence
    }

    public func render() -> HTMLText {
        element("figure", .class("conservation")) {
            bar
            element("ul", .class("parts")) {
                for part in parts { entry(part) }
                if let skipped { entry(skipped) }
            }
            element("figcaption", .class("quiet")) { sentence }
        }
    }

    /// Widths in thousandths of the whole. What is there at all is seen, so each part has 6 of them first and shares the rest.
    private var bar: HTMLText {
        let total = max(1, parts.reduce(Int64(0)) { $0 &+ max(0, $1.count) })
        let shared = 1000 - 6 * Int64(parts.count { $0.count > 0 })
        var start: Int64 = 0
        return element(
            "svg", .class("bar"), .text("viewBox", "0 0 1000 14"), .text("preserveAspectRatio", "none"), .text("role", "img"),
            .text("aria-label", sentence)
        ) {
            for part in parts where part.count > 0 {
                let end = min(1000, start + 6 + part.count.multipliedReportingOverflow(by: shared).partialValue / total)
                element(
                    "rect", .class("part-" + part.kind.rawValue), .text("x", String(start)), .text("y", "0"),
                    .text("width", String(max(0, end - start))), .text("height", "14")
                ) { HTMLText() }
                let _ = (start = end)
            }
        }
    }

    private func entry(_ part: Part) -> HTMLText {
        element("li", .class("part-" + part.kind.rawValue + (part.count == 0 ? " zero" : ""))) {
            element("span", .class("swatch")) { HTMLText() }
            element("b") { Figures.count(part.count) }
            " "
            if let link = part.link, part.count > 0 { element("a", .href(link)) { part.label } } else { part.label }
        }
    }
}
