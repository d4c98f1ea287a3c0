import Document
import Foundation
import Model
import Money
import Testing
import Time

@testable import Rendering

/// A small bill with everything that a document can hold; `name` stands wherever outside text may stand.
func sample(_ name: String = "Reception") throws -> Document {
    let time = try #require(WallTime(text: "2026-03-02T09:15:00"))
    let mark = Mark(id: "mobile", name: name, colour: ColourPair(["#b45309", "#fbbf24"]))
    let columns = [
        Column(id: "start", title: "Time", kind: .time), Column(id: "called", title: "Called", kind: .number),
        Column(id: "callType", title: "Type", kind: .text), Column(id: "duration", title: "Duration", kind: .duration),
        Column(id: "final.USD", title: "Price", kind: .money(.usd)),
    ]
    func money(_ millionths: Int64) -> Value { .money(Money(Amount(millionths: millionths), .usd)) }
    let rows = [
        Row(.heading, cells: [Cell(.text(name))] + [Cell](repeating: .empty, count: 4), mark: mark),
        Row(
            .line,
            cells: [
                Cell(.time(time)), Cell(.number(name), link: .call("c1")), Cell(.text(name)), Cell(.duration(61)), Cell(money(110_000)),
            ],
            mark: mark, isBold: true),
        Row(
            .line,
            cells: [Cell(.time(time)), Cell(.number("+4930")), Cell(.text(name)), Cell(.duration(0), zeroMeansNone: true), Cell(money(0))],
            mark: mark),
        Row(.subtotal, cells: [Cell(.text("Mobile: 2 calls")), .empty, .empty, Cell(.duration(61)), Cell(money(110_000))], mark: mark),
        Row(.adjustment, cells: [Cell(.text("Rounding")), .empty, .empty, .empty, Cell(money(-3_000))]),
        Row(.total, cells: [Cell(.text("Total")), .empty, .empty, .empty, Cell(money(107_000))]),
    ]
    var document = Document(title: "Bill of \(name)", sentence: "2 calls of \(name)")
    document.letterhead = [name, "Hanoi"]
    document.facts = [Fact(id: "party", label: "Party", Cell(.text(name), link: .party("101")))]
    document.notices = [Notice(.hot, "Hot bill of \(name)"), Notice(.warning, name, link: .calls(CallFilter()))]
    document.sections = [
        Section(
            id: "calls", title: name, tables: [Table(id: "calls", caption: name, columns: columns, rows: rows)],
            charts: [
                Chart(
                    id: "hours", title: name, axis: "Hour", labels: [name], kind: .count, series: [.init(name: name, values: [.count(2)])])
            ],
            notes: [name])
    ]
    document.tieOut = TieOut(ties: true, text: "Ties. \(name)")
    document.notes = [name]
    return document
}

/// Names and attributes of all elements, so that a text that became markup shows.
func elements(_ html: String) -> [String] {
    html.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }.map { tag in
        // Values are left out: they may hold the text, escaped.
        tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }
            .joined()
    }
}

@Suite struct DocumentFormsTests {
    @Test(arguments: hostile.filter { !$0.isEmpty }) func outsideTextAddsNoElementAndNoAttribute(text: String) throws {
        let html = HTMLDocument { _ in LocalPath("/b/x/calls") }
        #expect(elements(html.fragment(try sample(text)).string) == elements(html.fragment(try sample()).string))
        let page = HTMLPage.render(try sample(text)).string
        #expect(page.components(separatedBy: "<script").count == 1)
        #expect(page.components(separatedBy: "</style").count == 2)
    }

    @Test func rowsCarryTypeLevelAndBold() throws {
        let html = HTMLDocument().fragment(try sample()).string
        #expect(html.contains(#"<tr class="row-line level-0 over" data-type="mobile">"#))
        #expect(
            html.contains(#"<th scope="col" class="figure kind-money" data-column="final.USD">Price <span class="unit">USD</span></th>"#))
        #expect(html.contains(#"<td class="figure kind-duration on-phone-hidden"><data value="0:00:00">–</data></td>"#))
        #expect(html.contains(#"<td class="figure kind-money on-phone-amount">0.00</td>"#))
        #expect(html.contains(#"<th scope="row" class="label" colspan="3"><bdi>Mobile: 2 calls</bdi></th>"#))
        #expect(!html.contains("style=") && !html.contains("<style") && !html.contains("<a "))
    }

    @Test func thousandsStandApart() {
        for (text, shown) in [
            ("7755860", "7\u{202F}755\u{202F}860"), ("-1462.87", "-1\u{202F}462.87"), ("999.12345678", "999.12345678"), ("0", "0"),
            ("", ""),
            ("1234 x", "1234 x"),
        ] { #expect(GroupedFigures.text(text) == shown) }
    }

    @Test func linksAreWhatTheRoomOfAddressesSays() throws {
        let html = HTMLDocument { link in
            switch link {
            case .call(let id): LocalPath("/b/main/calls/\(id)")
            case .party(let id): LocalPath("//evil/\(id)")
            default: nil
            }
        }.fragment(try sample()).string
        #expect(html.contains(#"<a href="/b/main/calls/c1"><bdi>Reception</bdi></a>"#))
        #expect(!html.contains("evil"))
    }

    @Test func aBookThatDoesNotTieSaysSoLoudly() throws {
        var document = try sample()
        document.tieOut = TieOut(ties: false, text: "Does not tie")
        #expect(HTMLDocument().fragment(document).string.contains(#"role="alert">Does not tie</p>"#))
    }

    @Test func thePageStandsAlone() throws {
        let page = HTMLPage.render(try sample()).string
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        #expect(page.contains(#"content:"Page " counter(page) " of " counter(pages)"#))
        #expect(page.contains("display:table-header-group"))
        #expect(page.contains(#"[data-type="mobile"]{--type:#b45309}"#))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("url("))
    }

    @Test func callTypeStylesCannotBeBrokenOutOf() {
        let colour = ColourPair(["#b45309", "#fbbf24"])
        for text in hostile {
            let css = CallTypeStyle.css([Mark(id: text, name: "", colour: colour)], lightOnly: true)
            #expect(css.utf8.count { $0 == UInt8(ascii: "\"") } == 2 && css.utf8.count { $0 == UInt8(ascii: "{") } == 1, "\(text)")
            #expect(!css.contains("<") && css.utf8.count { $0 == 10 } == 1, "\(text)")
        }
        #expect(
            CallTypeStyle.css([Mark(id: "a]", name: "", colour: colour)], lightOnly: true) == "[data-type=\"a\\00005d\"]{--type:#b45309}\n")
        #expect(CallTypeStyle.string("Room 5, Thị Hoa") == "Room 5\\00002c  Th\\001ecb  Hoa", "a blank behind an escape is kept")
        #expect(CallTypeStyle.css([Mark(id: "a", name: "")]) == "")
    }

    @Test func theCSVIsExact() throws {
        let csv = String(decoding: CSVText.render(try sample("=A1")), as: UTF8.self)
        #expect(
            csv
                == "row,Time,Called,Type,Duration,Price,currency\r\n" + "heading,'=A1,,,,,\r\n"
                + "line,2026-03-02 09:15:00,'=A1,'=A1,0:01:01,0.11,USD\r\n" + "line,2026-03-02 09:15:00,'+4930,'=A1,0:00:00,0.00,USD\r\n"
                + "subtotal,Mobile: 2 calls,,,0:01:01,0.11,USD\r\n" + "adjustment,Rounding,,,,-0.003,USD\r\n"
                + "total,Total,,,,0.107,USD\r\n")
    }

    @Test(arguments: hostile) func everyCSVLineHasTheSameFields(text: String) throws {
        let csv = CSVText.render(try sample(text))
        var fields = 1
        var quoted = false
        var counts: Set<Int> = []
        for byte in csv {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            if byte == UInt8(ascii: ","), !quoted { fields += 1 }
            if byte == 10, !quoted {
                counts.insert(fields)
                fields = 1
            }
            #expect(byte >= 0x20 || byte == 13 || byte == 10)
        }
        #expect(counts == [7] && !quoted)
    }

    @Test func figuresAreTheSameInAllForms() throws {
        let document = try sample()
        let table = try #require(document.tables.first)
        let figures = table.rows.flatMap(\.cells).filter { !$0.value.isOutsideText && $0.value != .empty }.map(\.value.text)
        #expect(figures.count == 10)
        let html = HTMLDocument().table(table).string
        let csv = String(decoding: CSVText.render(document), as: UTF8.self)
        let json = String(decoding: DocumentData.json(document), as: UTF8.self)
        for figure in figures {
            #expect(html.contains(">\(figure)<") || html.contains("value=\"\(figure)\""), "\(figure)")
            #expect(csv.contains(",\(figure),") || csv.contains(",\(figure)\r\n"), "\(figure)")
            #expect(json.contains("\"\(figure)\""), "\(figure)")
        }
    }

    @Test(arguments: hostile) func theJSONReadsBack(text: String) throws {
        let json = DocumentData.json(try sample(text))
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: [String: Any]])
        let facts = try #require(read["document"]?["facts"] as? [[String: String]])
        #expect(facts.first?["value"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
}
