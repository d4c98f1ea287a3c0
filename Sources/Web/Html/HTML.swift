public import Rendering

/// Pages are written as Swift values on top of `HTMLText`: names of elements and attributes are literals of the program, all else is
/// escaped on its bytes. There is no way to put text in unescaped (docs/decisions/0010-html.md).
@resultBuilder
public enum HTML {
    public static func buildExpression(_ text: String) -> HTMLText {
        var html = HTMLText()
        html.text(text)
        return html
    }

    public static func buildExpression(_ html: HTMLText) -> HTMLText { html }
    public static func buildExpression(_ html: HTMLText?) -> HTMLText { html ?? HTMLText() }
    public static func buildBlock(_ parts: HTMLText...) -> HTMLText { buildArray(parts) }
    public static func buildOptional(_ part: HTMLText?) -> HTMLText { part ?? HTMLText() }
    public static func buildEither(first part: HTMLText) -> HTMLText { part }
    public static func buildEither(second part: HTMLText) -> HTMLText { part }
    public static func buildArray(_ parts: [HTMLText]) -> HTMLText {
        var html = HTMLText()
        for part in parts { html.append(part) }
        return html
    }
}

/// An attribute; one that leads somewhere takes a `LocalPath`, never a text.
public struct Attribute: Sendable {
    let name: StaticString
    /// `nil`: the name alone.
    let value: String?

    public static func text(_ name: StaticString, _ value: String) -> Attribute { Attribute(name: name, value: value) }
    public static func flag(_ name: StaticString) -> Attribute { Attribute(name: name, value: nil) }
    public static func `class`(_ value: String) -> Attribute { .text("class", value) }
    public static func id(_ value: String) -> Attribute { .text("id", value) }
    public static func href(_ path: LocalPath) -> Attribute { .text("href", path.text) }
    public static func action(_ path: LocalPath) -> Attribute { .text("action", path.text) }
    public static func src(_ path: LocalPath) -> Attribute { .text("src", path.text) }
    /// The call type whose colour the element has.
    public static func type(_ id: String) -> Attribute { .text("data-type", id) }
}

/// An element with content.
public func element(_ name: StaticString, _ attributes: Attribute?..., @HTML content: () -> HTMLText) -> HTMLText {
    var html = opened(name, attributes)
    html.append(content())
    html.markup("</")
    html.markup(name)
    html.markup(">")
    return html
}

/// An element without an end tag (`input`, `br`, `link`, …).
public func single(_ name: StaticString, _ attributes: Attribute?...) -> HTMLText { opened(name, attributes) }

private func opened(_ name: StaticString, _ attributes: [Attribute?]) -> HTMLText {
    var html = HTMLText()
    html.markup("<")
    html.markup(name)
    for case let attribute? in attributes {
        if let value = attribute.value {
            html.attribute(attribute.name, value)
        } else {
            html.markup(" ")
            html.markup(attribute.name)
        }
    }
    html.markup(">")
    return html
}

/// Markup as it stands in the program.
public func literal(_ markup: StaticString) -> HTMLText {
    var html = HTMLText()
    html.markup(markup)
    return html
}

/// Pieces one after another.
public func together(@HTML _ content: () -> HTMLText) -> HTMLText { content() }
