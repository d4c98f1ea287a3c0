import CPangoCairo
public import Document
import Time

/// A document on paper: PDF with real text in every script, bookmarks and tags, page by page.
public enum PDFDocument {
    /// The same document and paper give the same bytes, where the same fonts are installed.
    public static func bytes(_ document: Document, _ paper: PaperLayout = PaperLayout()) throws(RenderingFailure) -> [UInt8] {
        let direction = TextDirection(language: document.language)
        let typesetter = try Typesetter(language: document.language)
        let tables = PageTables(document, typesetter, direction)
        let foot = PageFoot(document, paper)
        var page = PageSize(paper, least: tables.least)
        page.bottom -= foot.extra(width: page.inner, typesetter, direction)
        let picture = paper.logo.isEmpty ? document.logo?.bytes ?? [] : paper.logo
        let composer = PageComposer(
            document, tables, hasLogo: !picture.isEmpty, width: page.inner, typesetter, direction)
        let pages = Paginator.pages(composer.blocks.map(\.item), height: page.bottom - page.top)
        let surface = try PDFSurface(width: page.width, height: page.height)
        surface.describe(
            title: VisibleText.text(document.title), creator: "Tollbook", created: paper.created.map { "\($0)Z" } ?? "")
        let canvas = PageCanvas(cairo: surface.cairo, typesetter: typesetter, direction: direction, width: page.width)
        let logo = picture.isEmpty ? nil : try LogoImage(png: picture)
        let drawing = PageDrawing(document: document, foot: foot, page: page, composer: composer, canvas: canvas)
        canvas.begin("Document")
        var bookmarks: [Int32] = []
        for (number, range) in pages.enumerated() {
            drawing.page(range, number: number + 1, of: pages.count)
            if number == 0, let logo { drawing.logo(logo) }
            for (index, y) in drawing.places(range) {
                guard let bookmark = composer.blocks[index].bookmark else { continue }
                bookmarks = Array(bookmarks.prefix(bookmark.level))
                bookmarks.append(surface.bookmark(bookmark.title, below: bookmarks.last ?? 0, page: number + 1, y: y))
            }
            surface.showPage()
        }
        canvas.end("Document")
        return try surface.finish()
    }
}

/// The paper with its margins, once it is known which way it lies. In points from the upper left corner.
struct PageSize: Hashable {
    let width: Double
    let height: Double
    let side: Double
    let top: Double
    var bottom: Double

    /// Between the margins.
    var inner: Double { width - 2 * side }

    /// - Parameter least: the width that the tables ask for.
    init(_ paper: PaperLayout, least: Double) {
        let (short, long) = paper.size.points
        // Margins never take more than a quarter of the paper each.
        let side = min(max(paper.margins.sides, 0), short / 4)
        let isAcross =
            switch paper.orientation {
            case .portrait: false
            case .landscape: true
            case .automatic: least > short - 2 * side
            }
        (width, height) = isAcross ? (long, short) : (short, long)
        self.side = side
        top = min(max(paper.margins.top, 0), short / 4)
        bottom = height - min(max(paper.margins.bottom, 24), short / 4)
    }
}
