import Testing

@testable import Rendering

/// The same dice for each run: a failure comes again.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

@Suite struct PaginatorTests {
    private static let page = 400.0

    /// A document with tables of groups, as reports have them.
    private func items(_ dice: inout Dice) -> [PageItem] {
        var items = [PageItem(kind: .opening, height: 24)]
        for _ in 0..<Int.random(in: 0...4, using: &dice) {
            items.append(PageItem(kind: .text, height: Double.random(in: 8...90, using: &dice)))
        }
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            items.append(PageItem(kind: .opening, height: 20))
            for _ in 0..<Int.random(in: 1...9, using: &dice) {
                items.append(PageItem(kind: .opening, height: 18, repeated: 20))
                for _ in 0..<Int.random(in: 1...40, using: &dice) {
                    items.append(PageItem(kind: .line, height: Bool.random(using: &dice) ? 14 : 25, repeated: 20))
                }
                items.append(PageItem(kind: .closing, height: 14, repeated: 20))
            }
            for _ in 0..<3 { items.append(PageItem(kind: .closing, height: 14, repeated: 20)) }
            items.append(PageItem(kind: .text, height: 12))
        }
        return items
    }

    @Test(arguments: 0..<200) func pagesKeepTheRules(seed: UInt64) {
        var dice = Dice(state: seed)
        let items = items(&dice)
        let pages = Paginator.pages(items, height: Self.page)
        #expect(pages.flatMap { Array($0) } == Array(items.indices), "each item on one page, in order")
        for page in pages {
            let height = items[page].reduce(items[page.lowerBound].repeated) { $0 + $1.height }
            #expect(height <= Self.page, "nothing stands below the page")
            if page.upperBound < items.count { #expect(items[page.upperBound - 1].kind != .opening, "no heading at the foot") }
            #expect(items[page.lowerBound].kind != .closing, "no total at the head")
            // A heading at the foot has two lines, unless its group has one only.
            if page.count >= 2, page.upperBound < items.count, items[page.upperBound - 1].kind == .line,
                items[page.upperBound - 2].kind == .opening
            {
                #expect(items[page.upperBound].kind != .line, "a heading keeps two lines")
            }
        }
    }

    @Test func pagesAreFull() {
        let lines = [PageItem](repeating: PageItem(kind: .line, height: 10, repeated: 20), count: 100)
        let pages = Paginator.pages([PageItem(kind: .opening, height: 20)] + lines, height: 100)
        #expect(pages.first == 0..<9)
        #expect(pages.dropFirst().dropLast().allSatisfy { $0.count == 8 })
    }

    @Test func aRunLongerThanAPageBreaksAllTheSame() {
        let items = [PageItem](repeating: PageItem(kind: .closing, height: 30), count: 10)
        #expect(Paginator.pages(items, height: 100) == [0..<3, 3..<6, 6..<9, 9..<10])
        #expect(Paginator.pages([PageItem(kind: .text, height: 500), PageItem(kind: .text, height: 1)], height: 100) == [0..<1, 1..<2])
        #expect(Paginator.pages([], height: 100).isEmpty)
    }
}

@Suite struct ColumnFitTests {
    @Test(arguments: 0..<100) func widthsAddUpAndFiguresStandWhole(seed: UInt64) {
        var dice = Dice(state: seed)
        let columns = (0..<Int.random(in: 1...12, using: &dice)).map { _ in
            ColumnFit.Column(natural: Double.random(in: 10...300, using: &dice), isText: Bool.random(using: &dice))
        }
        let width = ColumnFit.least(columns) + Double.random(in: 0...800, using: &dice)
        let widths = ColumnFit.widths(columns, width: width)
        #expect(abs(widths.reduce(0, +) - width) < 0.001)
        for (column, width) in zip(columns, widths) {
            #expect(width >= (column.isText ? min(column.natural, ColumnFit.narrowestText) : column.natural) - 0.001)
        }
    }
}

@Suite struct TextDirectionTests {
    @Test func languagesHaveTheirDirection() {
        for language in ["ar", "ar-EG", "fa_IR", "HE", "ur"] { #expect(TextDirection(language: language) == .rightToLeft) }
        for language in ["en", "vi", "zh-Hant", "arn", ""] { #expect(TextDirection(language: language) == .leftToRight) }
    }

    @Test func figuresAreIsolated() {
        let (begin, end) = ("\u{2066}", "\u{2069}")
        #expect(
            TextDirection.isolatingFigures("من 2026-03-02 إلى 2026-03-31.") == "من \(begin)2026-03-02\(end) إلى \(begin)2026-03-31\(end).")
        #expect(TextDirection.isolatingFigures("+4930 x") == "\(begin)+4930\(end) x")
        #expect(TextDirection.isolatingFigures("هاتف +84 24 3826.") == "هاتف \(begin)+84 24 3826\(end).")
        #expect(TextDirection.isolatingFigures("1, 2") == "\(begin)1\(end), \(begin)2\(end)")
        for text in ["", "- +", "مرحبا", "a-b"] { #expect(TextDirection.isolatingFigures(text) == text) }
    }
}
