import Document
import Money
import Testing
import Time

@Suite struct ValueTests {
    @Test(arguments: [
        (0, "0:00:00"), (61, "0:01:01"), (3599, "0:59:59"), (3600, "1:00:00"), (360_000, "100:00:00"), (-61, "-0:01:01"),
    ])
    func durationsAreHoursMinutesSeconds(seconds: Int64, text: String) {
        #expect(Value.duration(seconds).text == text)
    }

    @Test func theLongestDurationsDoNotTrap() {
        #expect(Value.duration(.max).text == "2562047788015215:30:07")
        #expect(Value.duration(.min).text == "-2562047788015215:30:08")
    }

    @Test func figuresHaveOneText() throws {
        let yen = try #require(Currency("JPY"))
        #expect(Value.money(Money(Amount(millionths: 123_400), .usd)).text == "0.1234")
        #expect(Value.money(Money(Amount(millionths: 100_000), .usd)).text == "0.10")
        #expect(Value.money(Money(Amount(millionths: 12_000_000), yen)).text == "12")
        let time = try #require(WallTime(text: "2026-03-02T09:05:07"))
        #expect(Value.time(time).text == "2026-03-02 09:05:07")
        #expect(Value.day(time.day).text == "2026-03-02")
        #expect(Value.empty.text == "")
    }

    @Test func quotientsAreRoundedHalfAwayFromZero() {
        #expect(Value.percent(1, of: 3) == .decimal(333, digits: 1) && Value.percent(2, of: 3) == .decimal(667, digits: 1))
        #expect(Value.percent(1, of: 2000) == .decimal(1, digits: 1) && Value.percent(-1, of: 2000) == .decimal(-1, digits: 1))
        #expect(Value.percent(1, of: 2001) == .decimal(0, digits: 1))
        #expect(Value.percent(1, of: -2) == .decimal(-500, digits: 1) && Value.percent(5, of: 0) == .empty)
        #expect(Value.ratio(2700, 1800, digits: 3) == .decimal(1500, digits: 3) && Value.ratio(1, 0, digits: 3) == .empty)
        #expect(Value.rounded(7, 1, 2) == 4 && Value.rounded(-7, 1, 2) == -4 && Value.rounded(7, 1, 0) == 0)
        #expect(Value.rounded(.max, 1000, 1) == .max && Value.rounded(.min, 1000, 1) == -Int64.max)
        #expect(Value.rounded(.min, 1, .min) == 1)
    }

    @Test func aWordIsOneForProgramsAndOneForPeople() {
        let word = Value.word("onlyOurs", shown: "nur bei uns")
        #expect(word.text == "onlyOurs" && word.shown == "nur bei uns" && FigureForm(language: "de").text(word) == "nur bei uns")
        #expect(Value.text("x").shown == "x" && Value.count(3).shown == "3")
    }

    @Test func onlyTextsCountAsOutsideText() {
        #expect(Value.text("x").isOutsideText && Value.number("1").isOutsideText)
        #expect(!Value.count(1).isOutsideText && !Value.money(Money(.zero, .usd)).isOutsideText)
        #expect(Value.word("onlyOurs", shown: "nur bei uns").isOutsideText)
        #expect(Value.money(Money(.zero, .usd)).isZero && Value.count(0).isZero && !Value.empty.isZero)
    }
}

@Suite struct ColourTests {
    @Test func aColourIsSixHexDigitsAndNothingElse() {
        #expect(Colour("#15803D")?.description == "#15803d")
        #expect(Colour("#000001")?.description == "#000001")
        // One part in nine: 226 and so many ninths of 255.
        #expect(Colour("#000000")?.tint.description == "#e2e2e2" && Colour("#ffffff")?.tint.description == "#ffffff")
        #expect(Colour("#b45309")?.tint.description == "#f6ebe3")
        for text in ["", "#fff", "15803d", "#15803g", "#15803d;", "#15803d\u{301}", "red", "#１５８０３d", "url(x)", "#+15803"] {
            #expect(Colour(text) == nil, "\(text)")
        }
    }

    @Test func oneColourServesBothThemes() throws {
        let pair = try #require(ColourPair(["#15803d"]))
        #expect(pair.light == pair.dark)
        #expect(ColourPair([]) == nil)
        #expect(ColourPair(["#15803d", "x"]) == nil)
    }
}

@Suite struct ChartTests {
    @Test func aChartHasItsTableBesideIt() {
        let chart = Chart(
            id: "hours", title: "Calls by hour", axis: "Hour", labels: ["8", "9"], kind: .count,
            series: [.init(name: "Local", values: [.count(3), .empty]), .init(name: "Mobile", values: [.count(1)])])
        #expect(chart.table.columns.map(\.title) == ["Hour", "Local", "Mobile"])
        #expect(chart.table.rows.map { $0.cells.map(\.value.text) } == [["8", "3", "1"], ["9", "", ""]])
    }
}
