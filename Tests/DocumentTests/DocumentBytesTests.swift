import Money
import Testing
import Time

@testable import Document

@Suite("A document as bytes")
struct DocumentBytesTests {
    private var document: Document {
        let usd = Currency("USD") ?? .all[0]
        var document = Document(language: "vi", title: "Hóa đơn", sentence: "412 cuộc gọi")
        document.letterhead = ["Tollbook", ""]
        document.facts = [
            Fact(id: "party", label: "Party", Cell(.text("a"), link: .party("a"))), Fact(id: "number", label: "No.", Cell(.count(-7))),
            Fact(id: "day", label: "Day", Cell(.day(CivilDay(number: 20_514)))),
        ]
        document.notices = [Notice(.warning, "two wait", link: .node("sales"))]
        let mark = Mark(id: "mobile", name: "Mobile", colour: ColourPair(["#b45309", "#fbbf24"]))
        let columns = [
            Column(id: "start", title: "Time", kind: .time), Column(id: "to", title: "To", kind: .number),
            Column(id: "final", title: "Price", kind: .money(usd)), Column(id: "duration", title: "Duration", kind: .duration),
        ]
        let rows = [
            Row(
                .line, level: 1,
                cells: [
                    Cell(.time(WallTime(seconds: 1_775_000_000)), link: .call("abc")), Cell(.number("0305551234")),
                    Cell(.money(Money(Amount(millionths: .min), usd)), zeroMeansNone: true), Cell(.duration(.max)),
                ], mark: mark, isBold: true), Row(.total, cells: [.empty, Cell(.word("open", shown: "offen"))]),
        ]
        let chart = Chart(
            id: "c", title: "Calls", axis: "Hour", labels: ["0", "1"], kind: .count,
            series: [Chart.Series(name: "n", mark: mark, values: [.count(3), .empty])])
        document.sections = [
            Section(
                id: "main", title: "T", tables: [Table(id: "t", caption: "C", columns: columns, rows: rows)], charts: [chart], notes: ["n"])
        ]
        document.tieOut = TieOut(ties: false, text: "off by one")
        document.notes = ["small print"]
        document.logo = Picture(digest: Array(0..<32))
        (document.slip, document.footer, document.tintsRows) = (["Pay 5.14 by Friday", ""], ["Tollbook Ltd"], true)
        return document
    }

    @Test("is read back as it was, in every part")
    func roundTrip() {
        #expect(DocumentBytes.read(DocumentBytes.write(document)) == document)
        let plain = Document(title: "", sentence: "")
        #expect(DocumentBytes.read(DocumentBytes.write(plain)) == plain)
    }

    @Test("of the first form, without paper, is read too; a picture's bytes are not in it")
    func older() {
        var plain = document
        (plain.logo, plain.slip, plain.footer, plain.tintsRows) = (nil, [], [], false)
        var bytes = DocumentBytes.write(plain)
        bytes[0] = 1
        #expect(bytes.suffix(4) == [0, 0, 0, 0] && DocumentBytes.read(bytes) == nil)
        #expect(DocumentBytes.read(bytes.dropLast(4)) == plain)
        var pictured = document
        pictured.logo?.bytes = [1, 2, 3]
        #expect(DocumentBytes.write(pictured) == DocumentBytes.write(document))
    }

    @Test("cut short or with more behind it is none, and no byte of it makes the reader fail")
    func broken() {
        let bytes = DocumentBytes.write(document)
        for count in 0..<bytes.count { #expect(DocumentBytes.read(Array(bytes.prefix(count))) == nil) }
        #expect(DocumentBytes.read(bytes + [0]) == nil)
        var differing = 0
        for place in bytes.indices {
            var other = bytes
            other[place] ^= 0xFF
            if DocumentBytes.read(other) != document { differing += 1 }
        }
        #expect(differing == bytes.count)
    }
}
