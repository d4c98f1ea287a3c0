import Document
import Foundation
import Money
import Testing
import Time

@testable import Rendering

@Suite struct PDFDocumentTests {
    /// Writes the pictures' sources where somebody wants to look at them.
    private func look(_ name: String, _ pdf: [UInt8]) throws {
        guard let folder = ProcessInfo.processInfo.environment["TOLLBOOK_LOOK"] else { return }
        try Data(pdf).write(to: URL(fileURLWithPath: folder + "/" + name + ".pdf"))
    }

    /// What stands in a text, without blanks and in no order: a reader may put words of two directions in either order.
    private func signs(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { !$0.properties.isWhitespace }.sorted() }

    @Test(arguments: [BillWords.english, .vietnamese, .arabic, .chinese]) func billsInFourScriptsReadBack(words: BillWords) throws {
        var paper = PaperLayout()
        paper.words = words.pages
        let document = try Samples.bill(words)
        let pdf = try PDFDocument.bytes(document, paper)
        try look(words.language, pdf)
        #expect(pdf == (try PDFDocument.bytes(document, paper)), "the same bytes twice")
        let pages = try ReadBack.pages(pdf)
        let text = pages.joined()
        #expect(pages.count >= 2)
        let packed = text.filter { !$0.isWhitespace }
        // Readers turn the signs of a ligature about, and take marks for signs of their own.
        let ligatures = ["لا", "لإ", "لأ", "ّ"]
        for word in words.places.joined(separator: " ").split(separator: " ") + words.types.joined(separator: " ").split(separator: " ") {
            if !ligatures.contains(where: { word.contains($0) }) { #expect(packed.contains(word), "\(word)") }
        }
        var long = try Samples.bill(words, lines: 200)
        long.sections[0].charts = []
        for page in try ReadBack.pages(try PDFDocument.bytes(long, paper)) {
            let packed = page.filter { !$0.isWhitespace }
            for word in words.columns.flatMap({ $0.split(separator: " ") }) where !ligatures.contains(where: { word.contains($0) }) {
                #expect(packed.contains(word), "the head of the table is on each page")
            }
        }
    }

    @Test func digitsKeepTheirOrderFromRightToLeft() throws {
        let pages = try ReadBack.pages(try PDFDocument.bytes(try Samples.bill(.arabic)))
        let text = pages.joined()
        for figure in ["2026-03-01", "2026-03-31", "+84 24 3826 6919", "512"] { #expect(text.contains(figure), "\(figure)") }
        let document = try Samples.bill(.arabic)
        for row in document.tables[0].rows where row.kind == .line { #expect(text.contains(row.cells[1].value.text)) }
    }

    @Test(arguments: hostile) func outsideTextStaysText(text: String) throws {
        var document = try sample(text)
        document.notices = []
        let pdf = try PDFDocument.bytes(document)
        let raw = String(decoding: pdf, as: UTF8.self)
        for sign in ["/Annot", "/URI", "/JavaScript", "/Launch", "/OpenAction"] { #expect(!raw.contains(sign), "\(sign)") }
        guard text.utf8.count < 100 else { return }
        let read = try ReadBack.run("pdftotext", ["-raw", "-enc", "UTF-8"], pdf, ["-"])
        let all = Set(signs(String(decoding: read, as: UTF8.self)))
        #expect(all.isSuperset(of: signs(VisibleText.text(text))), "\(text)")
        let visible = String(VisibleText.text(text).filter { !$0.isWhitespace })
        if !visible.isEmpty, visible.utf8.allSatisfy({ $0 < 0x80 }) {
            #expect(String(decoding: read, as: UTF8.self).filter { !$0.isWhitespace }.contains(visible), "\(text)")
        }
    }

    @Test func bookmarksFollowTheGroups() throws {
        let xml = String(
            decoding: try ReadBack.run("pdftohtml", ["-xml", "-i", "-stdout"], try PDFDocument.bytes(try Samples.bill(.english))),
            as: UTF8.self)
        let outline = xml.components(separatedBy: "<outline>").dropFirst().joined(separator: "<outline>")
        for title in ["Calls", "Internal", "Local", "Mobile", "International"] { #expect(outline.contains(">\(title)</item>"), "\(title)") }
        #expect(outline.components(separatedBy: "<outline>").count == 2, "groups lie below their section")
    }

    @Test func theStructureIsTagged() throws {
        let pdf = try PDFDocument.bytes(try sample())
        let tree = String(decoding: try ReadBack.run("pdfinfo", ["-struct-text"], pdf), as: UTF8.self)
        for name in ["Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure"] { #expect(tree.contains(name), "\(name)") }
        let facts = String(decoding: try ReadBack.run("pdfinfo", [], pdf), as: UTF8.self)
        #expect(facts.contains("Bill of Reception") && facts.contains("Tollbook") && !facts.contains("CreationDate"))
        var paper = PaperLayout()
        paper.created = WallTime(text: "2026-04-01T08:00:00")
        let dated = String(decoding: try ReadBack.run("pdfinfo", ["-isodates"], try PDFDocument.bytes(try sample(), paper)), as: UTF8.self)
        #expect(dated.contains("2026-04-01T08:00:00Z"))
    }

    @Test func manyColumnsLieAcross() throws {
        func size(_ document: Document, _ paper: PaperLayout) throws -> String {
            let facts = String(decoding: try ReadBack.run("pdfinfo", [], try PDFDocument.bytes(document, paper)), as: UTF8.self)
            return facts.split(separator: "\n").first { $0.hasPrefix("Page size") }.map(String.init) ?? ""
        }
        var paper = PaperLayout()
        let wide = try Samples.everyKind()
        try look("every-kind", try PDFDocument.bytes(wide))
        #expect(try size(wide, paper).contains("841.89 x 595.276"))
        #expect(try size(try sample(), paper).contains("595.276 x 841.89"))
        paper.orientation = .landscape
        paper.size = .letter
        #expect(try size(try sample(), paper).contains("792 x 612"))
    }

    @Test func aLogoMustBeAPicture() throws {
        var paper = PaperLayout()
        for bad in [[1, 2, 3], Array("\u{89}PNG".utf8), [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + [UInt8](repeating: 0, count: 40)] {
            paper.logo = bad
            #expect(throws: RenderingFailure.self) { try PDFDocument.bytes(try sample(), paper) }
        }
        let png = try #require(
            Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))
        paper.logo = Array(png)
        #expect(try PDFDocument.bytes(try sample(), paper).count > 1_000)
    }

    @Test func manyAtOnceAreTheSame() async throws {
        let documents = try [BillWords.english, .arabic, .chinese].map { try Samples.bill($0, lines: 40) }
        let alone = try documents.map { try PDFDocument.bytes($0) }
        let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for index in 0..<24 { group.addTask { (index % 3, try PDFDocument.bytes(documents[index % 3])) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together.allSatisfy { $0.1 == alone[$0.0] })
    }

    @Test func workGrowsWithTheRows() throws {
        func seconds(_ lines: Int) throws -> Double {
            let document = try Samples.bill(.english, lines: lines)
            let start = clock()
            let pdf = try PDFDocument.bytes(document)
            #expect(pdf.count > lines * 10)
            return Double(clock() - start) / Double(CLOCKS_PER_SEC)
        }
        _ = try seconds(100)
        let small = try seconds(2_000), large = try seconds(10_000)

        #expect(large < small * 12, "five times the rows")
    }
}
