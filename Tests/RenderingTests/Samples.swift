import Document
import Money
import Testing
import Time

@testable import Rendering

/// The words of a bill in a language, as a catalogue would have them.
struct BillWords {
    var language: String
    var title, sentence, party, period, notice, total, sum, rounding, tie, note, section: String
    var columns: [String]
    var types: [String]
    var places: [String]
    var names: [String]
    var pages: PageWords
    var head: [String]
}

enum Samples {
    static func money(_ millionths: Int64, _ currency: Currency = .usd) -> Value { .money(Money(Amount(millionths: millionths), currency)) }

    static let colours = ["#b45309", "#33658a", "#4d7c0f", "#86428f"].map { ColourPair([$0]) }

    /// Every kind of value, with those that are hard to hold.
    static func everyKind(_ count: Int = 40) throws -> Document {
        let yen = try #require(Currency("JPY")), dinar = try #require(Currency("KWD"))
        let columns: [Column] = [
            Column(id: "time", title: "Time", kind: .time), Column(id: "day", title: "Day", kind: .day),
            Column(id: "name", title: "Name", kind: .text), Column(id: "called", title: "Called", kind: .number),
            Column(id: "calls", title: "Calls", kind: .count), Column(id: "duration", title: "Duration", kind: .duration),
            Column(id: "usd", title: "Price", kind: .money(.usd)), Column(id: "jpy", title: "Price", kind: .money(yen)),
            Column(id: "kwd", title: "Price", kind: .money(dinar)),
        ]
        let time = try #require(WallTime(text: "2026-03-02T09:15:07"))
        var dice = Dice(state: 7)
        let amounts: [Int64] = [0, 1, -3_000, 110_000, 9_950_000, 1_234_567_890_123, .max, .min, 4_350_000, 8_410_000]
        let rows = (0..<count).map { index in
            let amount = index < amounts.count ? amounts[index] : Int64.random(in: -9_999_999_999...9_999_999_999, using: &dice)
            return Row(
                .line,
                cells: [
                    Cell(.time(time + Int64(index) * 100_003)), Cell(.day(time.day + index * 31)), Cell(.text("Name \(index)")),
                    Cell(.number("+8490\(1_000_000 + index)")), Cell(.count(index == 1 ? .max : Int64(index) * 1_001)),
                    Cell(.duration(Int64(index) * 7_919)), Cell(money(amount)), Cell(money(Int64(index) * 1_000_000, yen)),
                    Cell(money(Int64(index) * 1_005_000, dinar)),
                ])
        }
        let total = Row(
            .total,
            cells: [
                Cell(.text("Total")), .empty, .empty, .empty, Cell(.count(7_755_860)), Cell(.duration(-61)), Cell(money(-1_462_870_000)),
            ])
        var document = Document(title: "All kinds", sentence: "\(count) lines")
        document.facts = [Fact(id: "total", label: "Total", Cell(money(128_400_000)))]
        document.sections = [Section(id: "all", tables: [Table(id: "all", caption: "All", columns: columns, rows: rows + [total])])]
        return document
    }

    /// A bill of groups as parties get them.
    static func bill(_ words: BillWords, lines: Int = 80) throws -> Document {
        let time = try #require(WallTime(text: "2026-03-01T08:02:11"))
        let kinds: [ColumnKind] = [.time, .number, .text, .text, .duration, .money(.usd)]
        let ids = ["start", "called", "destination", "callType", "duration", "final.USD"]
        let columns = zip(zip(ids, words.columns), kinds).map { Column(id: $0.0, title: $0.1, kind: $1) }
        var dice = Dice(state: 42)
        var rows: [Row] = []
        var all: Int64 = 0, seconds: Int64 = 0
        for (index, type) in words.types.enumerated() {
            let mark = Mark(id: "type\(index)", name: type, colour: colours[index % colours.count])
            rows.append(Row(.heading, cells: [Cell(.text(type))] + [Cell](repeating: .empty, count: 5), mark: mark))
            var sum: Int64 = 0, talked: Int64 = 0
            let count = lines / words.types.count
            for line in 0..<count {
                let length = Int64.random(in: 4...2_400, using: &dice)
                let price = length * Int64.random(in: 200...3_000, using: &dice) / 10_000 * 10_000
                let place = words.places[Int.random(in: words.places.indices, using: &dice)]
                rows.append(
                    Row(
                        .line,
                        cells: [
                            Cell(.time(time + Int64(line * 29_000 + index * 711))),
                            Cell(.number("90\(Int.random(in: 1_000_000...9_999_999, using: &dice))")), Cell(.text(place)),
                            Cell(.text(type)),
                            Cell(.duration(length)), Cell(money(price), zeroMeansNone: index == 0),
                        ], mark: mark, isBold: length > 2_100))
                (sum, talked) = (sum + price, talked + length)
            }
            rows.append(
                Row(
                    .subtotal,
                    cells: [Cell(.text("\(type): \(count)")), .empty, .empty, .empty, Cell(.duration(talked)), Cell(money(sum))],
                    mark: mark))
            (all, seconds) = (all + sum, seconds + talked)
        }
        func closing(_ kind: Row.Kind, _ label: String, _ millionths: Int64) -> Row {
            Row(
                kind,
                cells: [
                    Cell(.text(label)), .empty, .empty, .empty, kind == .sum ? Cell(.duration(seconds)) : .empty, Cell(money(millionths)),
                ])
        }
        rows += [closing(.sum, words.sum, all), closing(.adjustment, words.rounding, 3_400), closing(.total, words.total, all + 3_400)]
        var document = Document(language: words.language, title: words.title, sentence: words.sentence)
        document.letterhead = words.head
        document.facts = [
            Fact(id: "party", label: words.party, Cell(.text(words.names[0]))),
            Fact(id: "period", label: words.period, Cell(.text("2026-03-01 – 2026-03-31"))),
            Fact(id: "total", label: words.total, Cell(money(all + 3_400))),
        ]
        document.notices = [Notice(.hot, words.notice)]
        document.sections = [
            Section(
                id: "calls", title: words.section, tables: [Table(id: "calls", caption: "", columns: columns, rows: rows)],
                charts: [chart(words)])
        ]
        document.tieOut = TieOut(ties: true, text: words.tie)
        document.notes = [words.note]
        return document
    }

    private static func chart(_ words: BillWords) -> Chart {
        let series = words.types.enumerated().map { index, type in
            Chart.Series(
                name: type, mark: Mark(id: "type\(index)", name: type, colour: colours[index % colours.count]),
                values: (0..<24).map { hour in hour == 13 ? .empty : .count(Int64((hour * 7 + index * 5) % 19)) })
        }
        return Chart(
            id: "hours", title: words.columns[0], axis: words.columns[0], labels: (0..<24).map(String.init), kind: .count, series: series)
    }
}
