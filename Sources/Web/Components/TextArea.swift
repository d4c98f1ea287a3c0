public import Rendering

/// A field of several lines with its label and hint.
public struct TextArea: Sendable {
    let name: String
    let label: String
    let value: String
    let hint: String
    let isFaulty: Bool
    let rows: Int

    public init(_ name: String, _ label: String, value: String = "", hint: String = "", isFaulty: Bool = false, rows: Int = 4) {
        (self.name, self.label, self.value, self.hint, self.isFaulty, self.rows) = (name, label, value, hint, isFaulty, rows)
    }

    public func render() -> HTMLText {
        let (id, hintID) = ("f-" + name, "h-" + name)
        return element("div", .class(isFaulty ? "field faulty" : "field")) {
            element("label", .text("for", id)) { label }
            if !hint.isEmpty { element("p", .class("hint"), .id(hintID)) { hint } }
            element(
                "textarea", .id(id), .text("name", name), .text("rows", String(rows)), .text("autocomplete", "off"),
                .text("spellcheck", "false"),
                isFaulty ? .text("aria-invalid", "true") : nil, hint.isEmpty ? nil : .text("aria-describedby", hintID)
            ) {
                content
            }
        }
    }

    private var content: HTMLText {
        var html = HTMLText()
        // A browser drops the first line end behind the tag.
        html.lines("\n" + value)
        return html
    }
}
