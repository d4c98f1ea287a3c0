public import Document

/// A document as a file of its own: opens, prints and mails without a server or any other file.
public enum HTMLPage {
    /// - Parameter pageWords: what stands around the numbers at the foot of a printed page: "Page ", " of ".
    public static func render(_ document: Document, pageWords: PageWords = PageWords(), tableWord: String = "Table") -> HTMLText {
        var html = HTMLText()
        html.markup("<!DOCTYPE html>\n<html")
        html.attribute("lang", document.language)
        if TextDirection(language: document.language) == .rightToLeft { html.attribute("dir", "rtl") }
        html.markup("><head><meta charset=\"utf-8\">\n")
        html.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        html.text(document.title)
        html.markup("</title>\n<style>\n")
        html.style(DocumentStyle.tokens)
        html.style("body{margin:0;padding:1.5rem;background:var(--paper)}\n@media print{body{padding:0;background:none}}\n")
        html.style(DocumentStyle.ledger)
        html.style(DocumentStyle.phone)
        html.style(DocumentStyle.print)
        html.style(margins(document, pageWords))
        html.style(CallTypeStyle.css(marks(document)))
        html.markup("</style>\n</head><body>\n")
        html.append(HTMLDocument(tableWord: tableWord).fragment(document))
        html.markup("</body></html>\n")
        return html
    }

    /// What stands in the margins of each printed page.
    private static func margins(_ document: Document, _ words: PageWords) -> String {
        let foot = "font:8pt system-ui,sans-serif;color:#5b5852"
        return "@page{@bottom-left{content:\"" + CallTypeStyle.string(document.title) + "\";" + foot + "}@bottom-right{content:\""
            + CallTypeStyle.string(words.page) + "\" counter(page) \"" + CallTypeStyle.string(words.of) + "\" counter(pages);" + foot
            + "}}\n"
    }

    /// The call types that occur, each once.
    static func marks(_ document: Document) -> [Mark] {
        var seen: Set<String> = []
        let charts = document.sections.flatMap(\.charts).flatMap(\.series).compactMap(\.mark)
        return (document.tables.flatMap(\.rows).compactMap(\.mark) + charts).filter { seen.insert($0.id).inserted }
    }
}
