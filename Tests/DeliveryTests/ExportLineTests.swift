import Model
import Money
import Site
import Testing
import Time

@testable import Delivery

@Suite("Calls as lines of an export")
struct ExportLineTests {
    private var call: CallRow {
        var call = CallRow()
        (call.id, call.switch, call.called, call.calling) = ("abc", "pbx", "0049,89\"1", "=101")
        call.start = Instant(seconds: 1_772_442_307)
        call.stamp = WallTime(seconds: 1_772_445_907)
        (call.duration, call.ring, call.talk, call.direction, call.answered) = (3_725, 5, 3_720, .out, true)
        call.party = "Grün 漢\r\nX"
        call.price = Outcome(
            state: .rated, reason: .none, charge: Charge(amount: Amount(millionths: 1_250_000), currency: .usd, version: 1, row: 0))
        return call
    }

    private func text(_ edit: (inout CallExport) -> Void) -> String {
        var export = CallExport(id: ExportID("x"), way: .folder("x"))
        edit(&export)
        return String(decoding: ExportLine(export, zone: .utc).line(call), as: UTF8.self)
    }

    private func columns(_ fields: [ExportField]) -> [ExportColumn] { fields.map { ExportColumn(field: $0, name: $0.rawValue) } }

    @Test func delimited() {
        #expect(
            text { $0.columns = columns([.start, .calling, .called, .duration]) } == "2026-03-02 09:05:07,=101,\"0049,89\"\"1\",3725\n")
        #expect(
            text {
                $0.columns = columns([.end, .called, .party])
                ($0.separator, $0.quote, $0.lineEnd) = (";", "", .crlf)
            } == "2026-03-02 10:07:17;0049,89\"1;Grün 漢  X\r\n")
        #expect(
            text {
                $0.columns = columns([.called, .ring]); $0.quote = ""
            } == "0049 89\"1,5\n")
    }

    /// A text is cut, an amount never is; Latin 1 has no 漢.
    @Test func fixed() {
        #expect(
            text { export in
                export.form = .fixed
                export.encoding = .ascii
                var columns = columns([.duration, .talk, .party, .price, .price, .direction])
                for (index, width) in [6, 4, 6, 8, 3, 2].enumerated() { columns[index].width = width }
                (columns[0].alignment, columns[0].fill, columns[0].seconds) = (.right, "0", .digits)
                (columns[1].alignment, columns[1].fill) = (.right, "0")
                columns[3].alignment = .right
                columns[5].values = [.init(from: "out", to: "O")]
                export.columns = columns
            } == "0102053720Gr?n ?    1.25***O \n")
    }

    @Test func objects() {
        #expect(
            text {
                $0.form = .json
                var columns = columns([.id, .duration, .price, .account, .called, .bill])
                columns[1].seconds = .clock
                $0.columns = columns
            } == #"{"id":"abc","duration":"01:02:05","price":"1.25","account":null,"called":"0049,89\"1","bill":null}"# + "\n")
    }

    @Test func headers() {
        var export = CallExport(id: ExportID("x"), way: .folder("x"))
        export.columns = columns([.start, .called])
        #expect(ExportLine(export, zone: .utc).header == [])
        export.hasHeader = true
        #expect(String(decoding: ExportLine(export, zone: .utc).header, as: UTF8.self) == "start,called\n")
        export.form = .fixed
        (export.columns[0].width, export.columns[1].width) = (3, 8)
        #expect(String(decoding: ExportLine(export, zone: .utc).header, as: UTF8.self) == "stacalled  \n")
    }

    /// Whatever stands in a call, a line is one line, and a field that holds the separator is one field.
    @Test func hostileTextsStayInTheirLine() {
        let signs = ["a\nb", "a\r\nb", "a\0b", "\u{2028}", "\u{85}", "\"", "\",\"", ",", ";", "\u{1b}[2J", "\u{202e}"]
        for form in CallExport.Form.allCases {
            for encoding in CallExport.Encoding.allCases {
                for sign in signs {
                    var call = call
                    (call.called, call.account) = (sign, "end")
                    var export = CallExport(id: ExportID("x"), way: .folder("x"))
                    (export.form, export.encoding) = (form, encoding)
                    export.columns = columns([.called, .account])
                    for index in 0..<2 { export.columns[index].width = form == .fixed ? 9 : 0 }
                    let line = ExportLine(export, zone: .utc).line(call)
                    #expect(
                        line.last == 10 && line.filter { $0 == 10 || $0 == 13 || $0 == 0 }.count == 1, "\(form) \(sign.debugDescription)")
                    if form == .fixed, encoding != .utf8 { #expect(line.count == 19) }
                }
            }
        }
    }
}
