public import Rendering

/// One field of a form with its label, hint and fault.
public struct Field: Sendable {
    public enum Kind: String, Sendable { case text, password, date, number, file, search }

    let name: String
    let label: String
    let kind: Kind
    let value: String
    let hint: String
    let autocomplete: String
    let isFaulty: Bool
    let isRequired: Bool
    private var hasFocus = false
    private var prefix = ""
    private var accepted = ""

    public init(
        _ name: String, _ label: String, kind: Kind = .text, value: String = "", hint: String = "", autocomplete: String = "off",
        isFaulty: Bool = false, isRequired: Bool = true
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
        self.hint = hint
        self.autocomplete = autocomplete
        self.isFaulty = isFaulty
        self.isRequired = isRequired
    }

    /// The field to begin with.
    public func focused() -> Field {
        var copy = self
        copy.hasFocus = true
        return copy
    }

    /// Endings and kinds of files that the browser offers first: `.csv,.xlsx`. What comes is whatever was chosen.
    public func accepting(_ kinds: String) -> Field {
        var copy = self
        copy.accepted = kinds
        return copy
    }

    /// Ids of its own, where the page has another field of the same name.
    public func apart(_ prefix: String) -> Field {
        var copy = self
        copy.prefix = prefix + "-"
        return copy
    }

    public func render() -> HTMLText {
        let (id, hintID) = (prefix + "f-" + name, prefix + "h-" + name)
        return element("div", .class(isFaulty ? "field faulty" : "field")) {
            element("label", .text("for", id)) { label }
            if !hint.isEmpty { element("p", .class("hint"), .id(hintID)) { hint } }
            single(
                "input", .id(id), .text("name", name), .text("type", kind.rawValue),
                // A password never goes back to the browser.
                kind == .password || value.isEmpty ? nil : .text("value", value),
                .text("autocomplete", autocomplete), isRequired ? .flag("required") : nil, hasFocus ? .flag("autofocus") : nil,
                accepted.isEmpty ? nil : .text("accept", accepted),
                isFaulty ? .text("aria-invalid", "true") : nil, hint.isEmpty ? nil : .text("aria-describedby", hintID))
        }
    }
}

/// A choice of one among few.
public struct Choice: Sendable {
    let name: String
    let label: String
    let options: [(value: String, text: String)]
    let selected: String
    private var prefix = ""

    public init(_ name: String, _ label: String, options: [(value: String, text: String)], selected: String = "") {
        self.name = name
        self.label = label
        self.options = options
        self.selected = selected
    }

    /// An id of its own, where the page has another field of the same name.
    public func apart(_ prefix: String) -> Choice {
        var copy = self
        copy.prefix = prefix + "-"
        return copy
    }

    public func render() -> HTMLText {
        let id = prefix + "f-" + name
        return element("div", .class("field")) {
            element("label", .text("for", id)) { label }
            element("select", .id(id), .text("name", name)) {
                for option in options {
                    element("option", .text("value", option.value), option.value == selected ? .flag("selected") : nil) { option.text }
                }
            }
        }
    }
}

/// What must be mended before a form is taken, each a link to its field.
public struct ErrorSummary: Sendable {
    public struct Fault: Sendable {
        let field: String
        let text: String

        public init(field: String, text: String) {
            self.field = field
            self.text = text
        }
    }

    let texts: PieceTexts
    let faults: [Fault]

    public init(_ texts: PieceTexts, _ faults: [Fault]) {
        self.texts = texts
        self.faults = faults
    }

    public func render() -> HTMLText {
        element("div", .class("error-summary"), .text("role", "alert")) {
            element("h2") { texts.errorSummary }
            element("ul") {
                for fault in faults {
                    element("li") { element("a", .text("href", "#f-" + fault.field)) { fault.text } }
                }
            }
        }
    }
}
