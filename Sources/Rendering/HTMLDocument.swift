public import Document

/// A document as semantic HTML: classes and data attributes only, no inline style or script, so that a strict content policy holds.
/// Rows carry `data-type="<call type>"`; `CallTypeStyle.css` gives the colours.
public struct HTMLDocument {
    /// The address of a link, `nil` where it leads nowhere here (a bill on paper).
    public typealias Address = (Link) -> LocalPath?

    /// Where the head of a column leads that sorts by it, and how the table is sorted by it now.
    public struct Sorting {
        public var path: LocalPath
        /// `nil`: by another column.
        public var isDescending: Bool?

        public init(_ path: LocalPath, isDescending: Bool?) { (self.path, self.isDescending) = (path, isDescending) }
    }

    private let address: Address
    let sorting: (Column) -> Sorting?
    /// What leads to the table that a chart was drawn from: "Table"; `nil`: the document's language says it.
    let tableWord: String?
    /// Where the picture of a letterhead lies; `nil` where it lies nowhere.
    private let picture: (Picture) -> LocalPath?
    /// A page that stands alone has the picture in it.
    var holdsPicture = false
    private(set) var language = "en"

    /// How figures and days are written.
    var form: FigureForm { FigureForm(language: language) }

    public init(
        tableWord: String? = nil, address: @escaping Address = { _ in nil }, sorting: @escaping (Column) -> Sorting? = { _ in nil },
        picture: @escaping (Picture) -> LocalPath? = { _ in nil }
    ) {
        (self.tableWord, self.sorting, self.address, self.picture) = (tableWord, sorting, address, picture)
    }

    /// `<article class="document">…</article>`.
    public func fragment(_ document: Document) -> HTMLText {
        var own = self
        own.language = document.language
        return own.article(document)
    }

    private func article(_ document: Document) -> HTMLText {
        var html = HTMLText()
        if document.tintsRows {
            html.markup("<article class=\"document tinted\"")
        } else {
            html.markup("<article class=\"document\"")
        }
        html.attribute("lang", document.language)
        if TextDirection(language: document.language) == .rightToLeft { html.attribute("dir", "rtl") }
        html.markup(">\n")
        head(document, &html)
        for notice in document.notices { self.notice(notice, &html) }
        for section in document.sections { self.section(section, &html) }
        slip(document.slip, &html)
        foot(document, &html)
        html.markup("</article>\n")
        return html
    }

    private func head(_ document: Document, _ html: inout HTMLText) {
        html.markup("<header class=\"document-head\">\n")
        if let logo = document.logo { self.logo(logo, document, &html) }
        if !document.letterhead.isEmpty {
            html.markup("<address class=\"letterhead\">")
            for (index, line) in document.letterhead.enumerated() {
                if index > 0 { html.markup("<br>") }
                html.text(line)
            }
            html.markup("</address>\n")
        }
        html.markup("<h1>")
        html.text(document.title)
        html.markup("</h1>\n<p class=\"sentence\">")
        html.text(document.sentence)
        html.markup("</p>\n")
        if !document.facts.isEmpty {
            html.markup("<dl class=\"facts\">\n")
            for fact in document.facts {
                html.markup("<div")
                html.attribute("data-fact", fact.id)
                html.markup("><dt>")
                html.text(fact.label)
                html.markup("</dt><dd>")
                content(fact.cell, &html)
                html.markup("</dd></div>\n")
            }
            html.markup("</dl>\n")
        }
        html.markup("</header>\n")
    }

    private func logo(_ logo: Picture, _ document: Document, _ html: inout HTMLText) {
        let source = holdsPicture ? (logo.bytes.isEmpty ? nil : "data:image/png;base64," + Base64.text(logo.bytes)) : picture(logo)?.text
        guard let source else { return }
        html.markup("<img class=\"logo\"")
        html.attribute("src", source)
        html.attribute("alt", document.letterhead.first ?? "")
        html.markup(">\n")
    }

    /// How to pay, cut off from the rest by a line.
    private func slip(_ lines: [String], _ html: inout HTMLText) {
        guard !lines.isEmpty else { return }
        html.markup("<section class=\"slip\">\n")
        for line in lines {
            html.markup("<p>")
            html.text(line)
            html.markup("</p>\n")
        }
        html.markup("</section>\n")
    }

    private func notice(_ notice: Notice, _ html: inout HTMLText) {
        switch notice.kind {
        case .hot: html.markup("<p class=\"notice notice-hot\">")
        case .warning: html.markup("<p class=\"notice notice-warning\">")
        case .alarm: html.markup("<p class=\"notice notice-alarm\" role=\"alert\">")
        }
        linked(notice.link, &html) { $0.text(notice.text) }
        html.markup("</p>\n")
    }

    private func section(_ section: Section, _ html: inout HTMLText) {
        html.markup("<section")
        html.attribute("data-section", section.id)
        html.markup(">\n")
        if !section.title.isEmpty {
            html.markup("<h2>")
            html.text(section.title)
            html.markup("</h2>\n")
        }
        for table in section.tables { self.table(table, &html) }
        for chart in section.charts { self.chart(chart, &html) }
        for note in section.notes { self.note(note, &html) }
        html.markup("</section>\n")
    }

    private func foot(_ document: Document, _ html: inout HTMLText) {
        guard document.tieOut != nil || !document.notes.isEmpty || !document.footer.isEmpty else { return }
        html.markup("<footer class=\"document-foot\">\n")
        if let tieOut = document.tieOut {
            if tieOut.ties {
                html.markup("<p class=\"tie-out\">")
            } else {
                html.markup("<p class=\"tie-out notice notice-alarm\" role=\"alert\">")
            }
            html.text(tieOut.text)
            html.markup("</p>\n")
        }
        for note in document.notes { self.note(note, &html) }
        for line in document.footer {
            html.markup("<p class=\"page-foot\">")
            html.text(line)
            html.markup("</p>\n")
        }
        html.markup("</footer>\n")
    }

    private func note(_ note: String, _ html: inout HTMLText) {
        html.markup("<p class=\"note\">")
        html.text(note)
        html.markup("</p>\n")
    }

    /// A cell's figure or text, as a link where it leads somewhere.
    func content(_ cell: Cell, _ html: inout HTMLText) {
        let isNone = cell.isNone
        linked(isNone ? nil : cell.link, &html) { html in
            if isNone {
                html.markup("<data")
                html.attribute("value", cell.value.text)
                html.markup(">–</data>")
            } else if cell.value.isOutsideText {
                html.markup("<bdi>")
                html.text(cell.value.shown)
                html.markup("</bdi>")
            } else {
                html.text(form.text(cell.value))
            }
        }
    }

    private func linked(_ link: Link?, _ html: inout HTMLText, _ body: (inout HTMLText) -> Void) {
        guard let link, let path = address(link) else { return body(&html) }
        html.markup("<a")
        html.link(path)
        html.markup(">")
        body(&html)
        html.markup("</a>")
    }
}
