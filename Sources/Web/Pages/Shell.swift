internal import HTTPTypes
public import Rendering

/// Where the program's own files are.
public struct AssetLinks: Sendable {
    let style: LocalPath
    let script: LocalPath
    let icon: LocalPath
    /// The colours of the book's call types, where there is a book.
    public var types: LocalPath?
}

extension Assets {
    var links: AssetLinks { AssetLinks(style: style, script: script, icon: icon, types: nil) }
}

/// The document around every page, with and without a book.
enum Shell {
    static func document(
        _ texts: Texts, assets: AssetLinks, title: String, body: String, @HTML content: () -> HTMLText
    ) -> HTMLText {
        together {
            literal("<!doctype html>\n")
            element("html", .text("lang", texts.language)) {
                element("head") {
                    literal("<meta charset=\"utf-8\">")
                    element("title") { title + " · " + texts.frame.product }
                    literal("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                    literal("<meta name=\"color-scheme\" content=\"light dark\">")
                    single("link", .text("rel", "stylesheet"), .href(assets.style))
                    if let types = assets.types { single("link", .text("rel", "stylesheet"), .href(types)) }
                    single("link", .text("rel", "icon"), .text("type", "image/svg+xml"), .href(assets.icon))
                    element("script", .src(assets.script), .flag("defer")) { HTMLText() }
                }
                element("body", .class(body)) { content() }
            }
        }
    }

    static func heading(_ title: String, sentence: String, @HTML actions: () -> HTMLText) -> HTMLText {
        let actions = actions()
        return element("div", .class("page-head")) {
            element("div") {
                element("h1") { title }
                if !sentence.isEmpty { element("p", .class("sentence")) { sentence } }
            }
            if !actions.bytes.isEmpty { element("div", .class("actions")) { actions } }
        }
    }

    /// A page that stands alone: log-in, errors.
    static func alone(_ texts: Texts, assets: Assets, title: String, @HTML content: () -> HTMLText) -> HTMLText {
        document(texts, assets: assets.links, title: title, body: "alone") {
            element("header", .class("brand")) {
                Symbol.mark
                element("span") { texts.frame.product }
            }
            element("main") { content() }
        }
    }
}

/// What an error looks like: what happened, what to do, and what leads to the log.
enum ErrorPage {
    static func render(status: HTTPResponse.Status, sentence: String, id: String, texts: Texts, assets: Assets) -> HTMLText {
        let title = texts.errors.title(status)
        return Shell.alone(texts, assets: assets, title: title) {
            element("h1") { title }
            element("p", .class("sentence")) { sentence }
            element("p") { element("a", .class("button"), .href(Route.home.link())) { texts.errors.back } }
            element("p", .class("quiet")) {
                texts.errors.reference + ": "
                element("code") { id }
            }
        }
    }
}
