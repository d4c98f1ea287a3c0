import Document
import Foundation
import Testing

@testable import Rendering

/// What a layout puts around a document: logo, slip, foot of each page, tint; and the words of the forms themselves.
@Suite struct LetterheadTests {
    private static let png = Array(
        Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==") ?? Data())

    /// 10 × 5 points at 300 an inch.
    private static let densePicture =
        "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAIAAADzBuo/AAAACXBIWXMAAC4jAAAuIwF4pT92AAAAEUlEQVR4nGM4ISeHBzEMoDQA"
        + "gjwyyUgvqswAAAAASUVORK5CYII="

    private func dressed(_ words: BillWords = .english, lines: Int = 20) throws -> Document {
        var document = try Samples.bill(words, lines: lines)
        document.logo = Picture(digest: Array(0..<32), bytes: Self.png)
        document.slip = ["Pay 128.40 USD by 16 April", "Bill 17 <b>{x}</b>"]
        document.footer = ["Hotel Metropole Ltd, 15 Ngô Quyền, Hanoi", "Bank: VN12 3456"]
        document.tintsRows = true
        return document
    }

    @Test func theFootStandsOnEachPageAndTheSlipOnOne() throws {
        var document = try dressed(lines: 200)
        document.sections[0].charts = []
        let pages = try ReadBack.pages(try PDFDocument.bytes(document))
        #expect(pages.count > 3)
        for (index, page) in pages.enumerated() {
            for words in document.footer + ["Page \(index + 1) of \(pages.count)"] {
                #expect(page.contains(words), "\(words) on page \(index + 1)")
            }
            #expect(!page.contains(document.title) || index == 0, "the foot is the sender's, not the title")
        }
        let slips = pages.filter { $0.contains("Pay 128.40 USD by 16 April") }
        #expect(slips.count == 1 && slips[0].contains("Bill 17 <b>{x}</b>"))
        // Nothing runs into the foot: the same lines on fewer pages without it.
        document.footer = []
        #expect(try ReadBack.pages(try PDFDocument.bytes(document)).count <= pages.count)
    }

    @Test func aFootThatIsTooLongIsWrapped() throws {
        var document = try dressed()
        let long = (1...30).map { "word\($0)" }.joined(separator: " ")
        document.footer = [long]
        let text = try ReadBack.pages(try PDFDocument.bytes(document)).joined()
        for word in ["word1 ", "word20", "word30"] { #expect(text.contains(word), "\(word)") }
    }

    @Test(arguments: [
        (BillWords.english, "Page 1 of"), (.vietnamese, "Trang 1 /"), (.arabic, "صفحة"), (.chinese, "第 1 页"),
    ]) func pagesAreCountedInTheLanguageOfTheDocument(words: BillWords, foot: String) throws {
        // A reader sees gaps between small letters.
        let text = try ReadBack.pages(try PDFDocument.bytes(try Samples.bill(words))).joined().filter { !$0.isWhitespace }
        #expect(text.contains(foot.filter { !$0.isWhitespace }), "\(text.suffix(200))")
        let html = HTMLPage.render(try Samples.bill(words)).string
        #expect(html.contains(CallTypeStyle.string(FormWords(language: words.language).page.page)))
    }

    @Test func aPageThatStandsAloneHasThePictureInIt() throws {
        let document = try dressed()
        let html = HTMLPage.render(document).string
        #expect(html.contains("<img class=\"logo\" src=\"data:image/png;base64," + Data(Self.png).base64EncodedString() + "\""))
        #expect(html.contains("img-src data:") && html.contains("alt=\"Hotel Metropole\""))
        #expect(html.contains("<article class=\"document tinted\"") && html.contains("<section class=\"slip\">"))
        #expect(html.contains("&lt;b&gt;{x}&lt;/b&gt;") && !html.contains("<b>{x}"))
        var plain = document
        (plain.logo, plain.tintsRows, plain.slip) = (nil, false, [])
        let other = HTMLPage.render(plain).string
        #expect(
            !other.contains("<img") && !other.contains("img-src") && !other.contains("tinted\"") && !other.contains("<section class=\"slip")
        )
    }

    @Test func aPageOfTheServerLeadsToThePicture() throws {
        let document = try dressed()
        let path = try #require(LocalPath("/b/x/bills/logos/00"))
        let html = HTMLDocument(picture: { $0.digest.count == 32 ? path : nil }).fragment(document).string
        #expect(html.contains("<img class=\"logo\" src=\"/b/x/bills/logos/00\"") && !html.contains("data:"))
        #expect(!HTMLDocument().fragment(document).string.contains("<img"))
    }

    /// Three rows of 20 points high at most, to the right of both columns of text; what the picture says of its density changes nothing.
    @Test func aWorkbookHasThePictureBesideTheLetterhead() throws {
        let dense = try #require(Data(base64Encoded: Self.densePicture))
        for (png, width, height) in [(Self.png, 58, 58), (Array(dense), 116, 58)] {
            var document = try dressed()
            document.logo?.bytes = png
            document.letterhead = ["Hotel <Metropole>", "15 Ngô Quyền"]
            let workbook = try WorkbookDocument.bytes(document)
            #expect(workbook == (try WorkbookDocument.bytes(document)))
            let read = try #require(try ReadBack.pictures(workbook).first)
            #expect(read.sheet == "xl/worksheets/sheet1.xml" && read.bytes == Data(png).base64EncodedString())
            #expect(read.description == "Hotel <Metropole>" && read.anchor == "absolute")
            #expect([read.column, read.row] == [2, 0] && read.lastRow <= 2 && read.size == [width * 9525, height * 9525], "\(read)")
            #expect(try ReadBack.pictures(workbook).count == 1)
            let rows = try ReadBack.sheets(workbook)[0].rows
            #expect(rows[0] == ["Hotel <Metropole>"] && rows[2] == [] && rows[3] == [document.title], "the picture's rows are its own")
            // A long line beside it moves it away.
            document.letterhead = [String(repeating: "W", count: 200)]
            let moved = try #require(try ReadBack.pictures(try WorkbookDocument.bytes(document)).first)
            #expect(moved.column > 2 && moved.size == read.size)
        }
        var plain = try dressed()
        plain.logo = nil
        #expect(try ReadBack.pictures(try WorkbookDocument.bytes(plain)).isEmpty)
        plain.logo = Picture(digest: [], bytes: [1, 2, 3])
        #expect(throws: RenderingFailure.logo("is no PNG")) { try WorkbookDocument.bytes(plain) }
    }

    @Test func figuresAreThoseOfTheLanguage() throws {
        var document = try Samples.everyKind(12)
        document.language = "de"
        let html = HTMLPage.render(document).string
        #expect(html.contains("02.03.2026 09:15:07") && html.contains(">0,11<") && html.contains("1.234.567,890123"))
        let text = try ReadBack.pages(try PDFDocument.bytes(document)).joined()
        #expect(text.contains("02.03.2026 09:15:07") && text.contains("128,40"))
        // Programs and workbooks get what they always get.
        #expect(String(decoding: CSVText.render(document), as: UTF8.self).contains("2026-03-02 09:15:07"))
        #expect(try ReadBack.sheets(try WorkbookDocument.bytes(document)).map(\.name).first == "Übersicht")
    }

    @Test(arguments: hostile) func outsideTextOnSlipAndFootStaysText(text: String) throws {
        var document = try sample()
        document.logo = Picture(digest: [], bytes: Self.png)
        let before = elements(HTMLPage.render(document).string)
        (document.slip, document.footer) = (["x"], ["x"])
        let plain = elements(HTMLPage.render(document).string)
        (document.slip, document.footer, document.letterhead) = ([text], [text], [text, "Hanoi"])
        #expect(elements(HTMLPage.render(document).string).count == plain.count && plain.count > before.count)
        let raw = String(decoding: try PDFDocument.bytes(document), as: UTF8.self)
        for sign in ["/Annot", "/URI", "/JavaScript", "/Launch", "/OpenAction"] { #expect(!raw.contains(sign), "\(sign)") }
    }

    @Test func base64IsThatOfOthers() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            #expect(Base64.text(bytes) == Data(bytes).base64EncodedString())
        }
    }

    @Test func aPictureThatCannotBeDrawnIsKnownBefore() {
        #expect(LogoPicture.fault(Self.png) == nil)
        #expect(LogoPicture.fault(Array(Self.png.prefix(50))) != nil && LogoPicture.fault([1, 2, 3]) != nil)
    }
}
