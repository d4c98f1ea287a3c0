import Model
import Money
import Reading
import Site
import Testing
import Time

@Suite("Layouts of bills in the site file") struct LayoutTests {
    /// The head of a PNG, which is all that the reader looks at.
    static func png(width: Int, height: Int, size: Int = 60) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
        let head =
            [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8) + number(width) + number(height) + [8, 2, 0, 0, 0]
        return head + [UInt8](repeating: 0, count: max(0, size - head.count))
    }

    private static let text = """
        site: {name: House, country: DE}
        layout:
          boldOver: {duration: 600, price: "5.00", currency: EUR}
          letterhead: [House Ltd, 1 Market Street]
          logo: house.png
          footer: [House Ltd]
          slip: ["Pay {total} {currency} by {due}", "Bill {number}, {reference}, {party}"]
          dueDays: 14
          language: de
        layouts:
          - {id: quiet, itemised: false, numbers: shortened, freeHelplines: shown, footer: [], colours: none}
          - {id: loud, freeHelplines: leftOut, helplines: ["0800", "116"], colours: rows, language: ar}
        organisation:
          - {id: hq, kind: company, layout: quiet}
          - {id: sales, kind: department, parent: hq}
          - {id: shop, kind: department, parent: hq, layout: loud}
        parties:
          - {id: a, member: [{of: sales, to: 2026-03-15}, {of: shop, from: 2026-03-16}]}
          - {id: b, layout: loud, language: fr, member: [{of: sales}]}
          - {id: c}

        """

    private func read(_ text: String = Self.text, _ files: [String: [UInt8]] = ["house.png": png(width: 120, height: 40)]) -> SiteReading {
        SiteReader.read(file: "site.yaml", bytes: Array(text.utf8), decks: { files[$0] }, zones: { _ in nil })
    }

    @Test("Every key is read; what a named layout does not say is as in the site's own, then as is usual")
    func keys() throws {
        let reading = read()
        #expect(reading.problems.description == "")
        let site = try #require(reading.site)
        let own = BillStyle(BillLayout(), of: site)
        #expect(own.letterhead == ["House Ltd", "1 Market Street"] && own.footer == ["House Ltd"] && own.slip.count == 2)
        #expect(own.logo?.name == "house.png" && own.dueDays == 14 && own.language == .de)
        #expect(own.isItemised && !own.shortensNumbers && own.leavesOutHelplines && own.helplines == ["116"] && own.colours == .marks)
        #expect(own.boldOverDuration == 600 && own.boldOverPrice?.text == "5.00")
        let quiet = BillStyle(try #require(site.layout(named: LayoutID("quiet"))), of: site)
        #expect(!quiet.isItemised && quiet.shortensNumbers && !quiet.leavesOutHelplines && quiet.footer == [] && quiet.colours == .none)
        #expect(quiet.letterhead == own.letterhead && quiet.logo == own.logo && quiet.language == .de && quiet.boldOverDuration == 600)
        #expect(site.logos.map(\.name) == ["house.png"])
    }

    @Test("A party's layout goes first, then that of the nearest node of the day, then the one asked for, then the site's")
    func whose() throws {
        let site = try #require(read().site)
        let days = [CivilDay(text: "2026-03-15"), CivilDay(text: "2026-03-16")].compactMap(\.self)
        try #require(days.count == 2)
        func style(_ party: String, _ day: CivilDay, asked: String? = nil) -> BillStyle {
            site.style(of: site.parties.first { $0.id.text == party }, on: day, asked: asked.map { LayoutID($0) })
        }
        #expect(!style("a", days[0], asked: "loud").isItemised, "the node above")
        #expect(style("a", days[1]).colours == .rows && style("a", days[1]).language == .ar)
        #expect(style("b", days[0]).colours == .rows && style("b", days[0]).language == .fr)
        #expect(style("c", days[0]) == BillStyle(BillLayout(), of: site))
        #expect(style("c", days[0], asked: "loud").colours == .rows)
        #expect(!site.style(of: NodeID("sales")).isItemised && site.style(of: NodeID("shop")).isItemised)
    }

    @Test("Free helplines are left out where the EU's rules hold, and nowhere else unless the layout says so")
    func european() {
        func leavesOut(_ country: String?) -> Bool {
            var site = Site()
            site.settings.country = country
            return BillStyle(BillLayout(), of: site).leavesOutHelplines
        }
        for country in ["DE", "FR", "IE", "HR", "CY"] { #expect(leavesOut(country), "\(country)") }
        for country in ["VN", "US", "CH", "GB", "NO", nil] { #expect(!leavesOut(country), "\(country ?? "")") }
    }

    @Test("Left out is what is free of charge and to a helpline, toll-free or to an emergency number: nothing that costs")
    func leftOut() {
        var site = Site()
        site.settings.country = "DE"
        let style = BillStyle(BillLayout(), of: site)
        func call(_ called: String, _ type: String, _ millionths: Int64?) -> CallRow {
            var row = CallRow()
            (row.called, row.callType) = (called, type)
            row.price =
                millionths.map { .rated(Charge(amount: Amount(millionths: $0), currency: .usd, version: 0, row: 0)) }
                ?? .unrated(.noPrefix)
            return row
        }
        #expect(style.leavesOut(call("116123", "national", 0)) && style.leavesOut(call("49800123", "toll-free", 0)))
        #expect(style.leavesOut(call("112", "emergency", 0)))
        #expect(!style.leavesOut(call("116123", "toll-free", 1)) && !style.leavesOut(call("116123", "toll-free", nil)))
        #expect(!style.leavesOut(call("4930116123", "national", 0)) && !style.leavesOut(call("", "local", 0)))
    }

    @Test("Numbers of others lose their last three signs: of calls out the called one, of calls in the caller's")
    func shortened() {
        #expect(BillStyle.shortened("4930123456") == "4930123xxx" && BillStyle.shortened("112") == "xxx" && BillStyle.shortened("1") == "x")
        #expect(BillStyle.shortened("") == "" && BillStyle.shortened("sip:аня") == "sip:xxx")
        func both(_ direction: Direction?) -> [String] {
            let both = BillStyle.shortened(calling: "1234", called: "5678", direction)
            return [both.calling, both.called]
        }
        #expect(both(.out) == ["1234", "5xxx"] && both(.internal) == ["1234", "5xxx"] && both(.in) == ["1xxx", "5678"])
        #expect(both(.transit) == ["1xxx", "5xxx"] && both(.unknown) == ["1xxx", "5xxx"] && both(nil) == ["1xxx", "5xxx"])
    }

    @Test("Placeholders are filled once; a line that names what is missing is left out; other braces are text")
    func slip() {
        let values = ["party": "{total}", "total": "5.00"]
        #expect(SlipText.filled("{party} pays {total}", values) == "{total} pays 5.00")
        #expect(SlipText.filled("{number}", values) == nil)
        #expect(SlipText.filled("a { b } {} {x y} {", values) == "a { b } {} {x y} {")
        #expect(SlipText.placeholders("{party}{total} {1}") == ["party", "total"])
    }

    @Test("The creditor's reference of ISO 11649 has the standard's own check digits")
    func reference() {
        #expect(SlipText.reference(539_007_547_034) == "RF18539007547034")
        for number in [Int64(1), 7, 42, 1_000, .max] {
            // The digits with RF as 2715 and the check digits at the end leave 1.
            let text = SlipText.reference(number)
            let digits = text.dropFirst(4) + "2715" + text.dropFirst(2).prefix(2)
            var rest = 0
            for byte in digits.utf8 { rest = (rest * 10 + Int(byte) - 48) % 97 }
            #expect(rest == 1, "\(text)")
        }
    }

    @Test("A picture is a PNG of a bounded size by its first bytes")
    func picture() {
        #expect(PictureForm.fault(Self.png(width: 2000, height: 2000)) == nil)
        #expect(PictureForm.fault(Self.png(width: 2001, height: 1)) == "has 2001 × 1 points")
        #expect(PictureForm.fault(Self.png(width: 0, height: 1)) == "has 0 × 1 points")
        #expect(PictureForm.fault(Self.png(width: 9, height: 9, size: 512 * 1024 + 1)) == "has 513 KB")
        for bad in [[], Array("GIF89a".utf8), Array(Self.png(width: 9, height: 9).prefix(30))] {
            #expect(PictureForm.fault(bad) == "is no PNG")
        }
    }

    @Test("It is written with its picture and read back; another picture of the same name is a difference")
    func roundTrip() throws {
        let site = try #require(read().site)
        let files = SiteWriter.write(site)
        #expect(files.decks.map(\.name) == ["house.png"])
        #expect(Sample.read(files).site == site)
        let other = try #require(read(Self.text, ["house.png": Self.png(width: 120, height: 41)]).site)
        let changes = SiteDiff.between(site, other)
        #expect(changes.map(\.path) == ["layout.logo"] && changes[0].before?.contains("house.png (60 bytes") == true)
        var renamed = site
        renamed.layouts[0].layout.numbers = nil
        #expect(SiteDiff.between(site, renamed).map(\.path) == ["layouts[quiet].numbers"])
    }
}
