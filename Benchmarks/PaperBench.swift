import CPangoCairo
import Document
import Foundation
import Model
import Rendering
import Service
import Store
import Time

/// Telephone bills on paper, against a bare loop of cairo and pango that writes the same texts onto as many pages, one below the other:
/// no columns, no rules, no tags, nothing looked up.
enum PaperBench {
    /// - Parameter bills: how many times the bill of two pages is made.
    static func rows(bills: Int, folder: String) async throws -> [BenchRow] {
        let path = folder + "/paper.book"
        guard let last = CivilDay(year: 2026, month: 6, day: 30), let june = DayRange(year: 2026, month: 6) else { return [] }
        _ = try await DemoBook.make(at: path, calls: 20_000, seed: 1, until: last, caller: .console) { _ in }
        let book = try OpenBook.open(path, for: .writing, clock: { Instant(seconds: Int64(last.number + 20) * 86_400) })
        let month = try measured("a month's run of bills: issued, frozen, on paper", try run(book, june, folder + "/paper"))
        guard let document = twoPages(month.documents) else { return month.rows }
        let rows = month.rows + (try measured("bills of two pages on paper", try draw(document, bills)).rows)
        try book.store.close()
        try FileManager.default.removeItem(atPath: path)
        return rows
    }

    /// Bills that were made in some time.
    private struct Made {
        var documents: [Document]
        var seconds: Double
    }

    private static func measured(_ name: String, _ made: Made) throws -> (documents: [Document], rows: [BenchRow]) {
        var pages = 0
        let seconds = try ContinuousClock().measure {
            for document in made.documents { pages += try bare(texts(document)) }
        }.seconds
        let (value, limit) = (Double(made.documents.count) / made.seconds, Double(made.documents.count) / seconds)
        let told = "\(name) (\(made.documents.count) bills, \(pages) pages bare)"
        return (made.documents, [BenchRow(name: told, value: value, unit: "bills/s", limit: limit, ratio: value / limit)])
    }

    private static func run(_ book: OpenBook, _ days: DayRange, _ folder: String) throws -> Made {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var order = BillRunOrder(days)
        order.folder = folder
        var bills: [IssuedBill] = []
        let seconds = try ContinuousClock().measure { bills = try book.runBills(order, caller: .console).bills }.seconds
        let documents = try bills.map { try book.issuedBill($0.number, caller: .console).document }
        return Made(documents: documents, seconds: seconds)
    }

    private static func draw(_ document: Document, _ count: Int) throws -> Made {
        var made = 0
        let seconds = try ContinuousClock().measure {
            for _ in 0..<count { made += try PDFDocument.bytes(document).count }
        }.seconds
        precondition(made > 0, "bytes were made")
        return Made(documents: [Document](repeating: document, count: count), seconds: seconds)
    }

    /// The bill whose lines come nearest to what two pages hold.
    private static func twoPages(_ documents: [Document]) -> Document? {
        documents.min {
            abs(($0.tables.first?.rows.count ?? 0) - linesOfTwoPages) < abs(($1.tables.first?.rows.count ?? 0) - linesOfTwoPages)
        }
    }

    private static let linesOfTwoPages = 80

    private static func texts(_ document: Document) -> [[String]] {
        document.letterhead.map { [$0] } + [[document.title], [document.sentence]] + document.facts.map { [$0.label, $0.cell.value.text] }
            + document.tables.flatMap { table in
                [table.columns.map(\.title)] + table.rows.map { row in row.cells.map(\.value.text).filter { !$0.isEmpty } }
            }
            + document.notes.map { [$0] }
    }

    private static let (width, height, margin, pitch) = (595.276, 841.89, 44.0, 15.0)

    /// - Returns: pages.
    private static func bare(_ lines: [[String]]) throws -> Int {
        // Where the bytes go does not matter, only that they are made.
        let surface = cairo_pdf_surface_create_for_stream({ _, _, _ in CAIRO_STATUS_SUCCESS }, nil, width, height)
        let cairo = cairo_create(surface)
        let layout = pango_cairo_create_layout(cairo)
        let font = pango_font_description_from_string("Noto Sans 8")
        pango_layout_set_font_description(layout, font)
        var (pages, y) = (1, margin)
        for line in lines {
            if y > height - margin {
                cairo_show_page(cairo)
                (pages, y) = (pages + 1, margin)
            }
            for (place, text) in line.enumerated() {
                pango_layout_set_text(layout, text, Int32(text.utf8.count))
                cairo_move_to(cairo, margin + Double(place) * 60, y)
                pango_cairo_show_layout(cairo, layout)
            }
            y += pitch
        }
        cairo_show_page(cairo)
        cairo_surface_finish(surface)
        pango_font_description_free(font)
        g_object_unref(UnsafeMutableRawPointer(layout))
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
        return pages
    }
}
