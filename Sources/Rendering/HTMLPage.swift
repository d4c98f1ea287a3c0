public import Document

/// A document as a file of its own: opens, prints and mails without a server or any other file.
public enum HTMLPage {
    /// - Parameter pageWords: what stands around the numbers at the foot of a printed page: "Page ", " of "; `nil`: the document's
    ///   language says it.
    public static func render(_ document: Document, pageWords: PageWords? = nil, tableWord: String? = nil) -> HTMLText {
        var html = HTMLText()
        html.markup("<!DOCTYPE html>\n<html")
        html.attribute("lang", document.language)
        if TextDirection(language: document.language) == .rightToLeft { html.attribute("dir", "rtl") }
        html.markup("><head><meta charset=\"utf-8\">\n")
        if document.logo == nil {
            html.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        } else {
            html.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ")
            html.markup("img-src data:\">\n")
        }
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        html.text(document.title)
        html.markup("</title>\n<style>\n")
        html.style(DocumentStyle.tokens)
        html.style("body{margin:0;padding:1.5rem;background:var(--paper)}\n@media print{body{padding:0;background:none}}\n")
        html.style(DocumentStyle.ledger)
        html.style(DocumentStyle.phone)
        html.style(DocumentStyle.print)
        html.style(margins(document, pageWords ?? FormWords(language: document.language).page))
        html.style(CallTypeStyle.css(marks(document)))
        html.markup("</style>\n</head><body>\n")
        var fragment = HTMLDocument(tableWord: tableWord)
        fragment.holdsPicture = true
        html.append(fragment.fragment(document))
        html.markup("</body></html>\n")
        return html
    }

    /// What stands in the margins of each printed page.
    private static func margins(_ document: Document, _ words: PageWords) -> String {
        let foot = "font:8pt system-ui,sans-serif;color:#5b5852"
        let lines = document.footer.isEmpty ? [document.title] : document.footer
        // What stands at the foot of each page does not stand at the document's end once more.
        let once = document.footer.isEmpty ? "" : "@media print{.document .page-foot{display:none}}\n"
        return "@page{@bottom-left{content:\"" + lines.map(CallTypeStyle.string).joined(separator: "\\00000a")
            + "\";white-space:pre-line;" + foot + "}@bottom-right{content:\"" + CallTypeStyle.string(words.page)
            + "\" counter(page) \"" + CallTypeStyle.string(words.of) + "\" counter(pages) \"" + CallTypeStyle.string(words.end) + "\";"
            + foot + "}}\n" + once
    }

    /// The call types that occur, each once.
    static func marks(_ document: Document) -> [Mark] {
        var seen: Set<String> = []
        let charts = document.sections.flatMap(\.charts).flatMap(\.series).compactMap(\.mark)
        return (document.tables.flatMap(\.rows).compactMap(\.mark) + charts).filter { seen.insert($0.id).inserted }
    }
}
