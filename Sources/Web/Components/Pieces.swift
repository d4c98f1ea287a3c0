public import Rendering
internal import Service

/// A word with a colour that supports it and never stands for it.
public struct Badge: Sendable {
    public enum Tone: String, Sendable, CaseIterable { case plain, good, warning, bad }

    let text: String
    let tone: Tone

    public init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    public func render() -> HTMLText { element("span", .class("badge " + tone.rawValue)) { text } }
}

/// A call type with its coloured mark.
public enum TypeName {
    public static func render(id: String, name: String) -> HTMLText {
        element("span", .class("type"), .type(id)) { element("bdi") { name } }
    }
}

/// A party as lists name it: its number, and its name, for two people may have the same one.
enum PartyName {
    static func render(_ id: String, _ directory: BookDirectory) -> HTMLText {
        let name = directory.partyName(id)
        return element("bdi", .class("name")) { name == id ? id : id + " " + name }
    }
}

/// What will stand here, and the one thing to do now.
public struct EmptyState: Sendable {
    let title: String
    let text: String
    let action: (text: String, link: LocalPath)?

    public init(_ title: String, _ text: String, action: (text: String, link: LocalPath)? = nil) {
        self.title = title
        self.text = text
        self.action = action
    }

    public func render() -> HTMLText {
        element("div", .class("empty")) {
            element("h2") { title }
            element("p") { text }
            if let action { element("a", .class("button main"), .href(action.link)) { action.text } }
        }
    }
}

/// A sentence that must be seen.
public struct Notice: Sendable {
    let tone: Badge.Tone
    let text: String
    let link: (text: String, path: LocalPath)?

    public init(_ tone: Badge.Tone, _ text: String, link: (text: String, path: LocalPath)? = nil) {
        self.tone = tone
        self.text = text
        self.link = link
    }

    public func render() -> HTMLText {
        element("p", .class("notice " + tone.rawValue), .text("role", tone == .bad ? "alert" : "status")) {
            text
            if let link {
                " "
                element("a", .href(link.path)) { link.text }
            }
        }
    }
}

/// A job that takes a while: how far it is, and until when. A script reads the same page again; without it a link does.
public struct Progress: Sendable {
    let label: String
    /// 0 … 1000; `nil`: not known.
    let thousandths: Int?
    let sentence: String
    let isRunning: Bool

    public init(_ label: String, thousandths: Int?, sentence: String, isRunning: Bool) {
        self.label = label
        self.thousandths = thousandths
        self.sentence = sentence
        self.isRunning = isRunning
    }

    public func render() -> HTMLText {
        element("div", .class("progress"), .id("progress"), isRunning ? .flag("data-poll") : nil, .text("aria-live", "polite")) {
            element("label", .text("for", "progress-bar")) { label }
            element("progress", .id("progress-bar"), .text("max", "1000"), thousandths.map { .text("value", String($0)) }) { HTMLText() }
            element("span", .class("quiet")) { sentence }
        }
    }
}
