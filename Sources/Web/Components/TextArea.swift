public import Rendering

/// A field of several lines with its label and hint.
public struct TextArea: Sendable {
    let name: String
    let label: String
    let value: String
    let hint: String
    let isFaulty: Bool
    let rows: Int
    /// Lines that are not broken, in letters of one width.
    let isCode: Bool

    public init(
        _ name: String, _ label: String, value: String = "", hint: String = "", isFaulty: Bool = false, rows: Int = 4, isCode: Bool = false
    ) {
        (self.name, self.label, self.value, self.hint) = (name, label, value, hint)
        (self.isFaulty, self.rows, self.isCode) = (isFaulty, rows, isCode)
    }

    public func render() -> HTMLText {
        let (id, hintID) = ("f-" + name, "h-" + name)
        return element("div", .class(isFaulty ? "field faulty" : "field")) {
            element("label", .text("for", id)) { label }
            if !hint.isEmpty { element("p", .class("hint"), .id(hintID)) { hint } }
            element(
                "textarea", .id(id), isCode ? .class("code") : nil, isCode ? .text("wrap", "off") : nil, .text("name", name),
                .text("rows", String(rows)), .text("autocomplete", "off"),
                .text("spellcheck", "false"),
                isFaulty ? .text("aria-invalid", "true") : nil, hint.isEmpty ? nil : .text("aria-describedby", hintID)
            ) {
                Self.content(value)
            }
        }
    }

    /// What stands between the tags of a text area.
    static func content(_ text: String) -> HTMLText {
        // A browser drops the first line end behind the tag.
        .lines(of: "\n" + text)
    }
}
