import Model
import Money
import Site

extension RandomSite {
    /// A layout for all, some with names, and who has which.
    mutating func layOut(_ site: inout Site) {
        site.layout = layout()
        site.layouts = (0..<number(0...3)).map { NamedLayout(id: LayoutID("l\($0)"), layout: layout()) }
        if site.layout.dueDays == nil { site.layout.dueDays = 14 }
        guard !site.layouts.isEmpty else { return }
        for index in site.parties.indices where chance() {
            site.parties[index].layout = pick(site.layouts).id
            site.parties[index].language = maybe(pick(BillLanguage.allCases))
        }
        for index in site.organisation.indices { site.organisation[index].layout = maybe(pick(site.layouts).id) }
    }

    private mutating func layout() -> BillLayout {
        var layout = BillLayout()
        if chance() { layout.boldOverDuration = number(0...900) }
        if chance() { layout.boldOverPrice = Money(Amount(millionths: Int64(number(0...9_000_000))), currency()) }
        layout.letterhead = lines()
        // One name is one file.
        let width = number(2...3)
        layout.logo = maybe(LogoFile(name: "logo \(width).PNG", bytes: LayoutTests.png(width: width, height: 9)))
        layout.footer = lines()
        layout.slip = maybe(pick([[], ["Pay {total} {currency} by {due}", "{number} {reference} {party}"], ["{ no } {", "}"]]))
        layout.dueDays = maybe(number(0...90))
        layout.language = maybe(pick(BillLanguage.allCases))
        layout.itemised = maybe(chance())
        layout.numbers = maybe(pick(BillLayout.Numbers.allCases))
        layout.freeHelplines = maybe(pick(BillLayout.Helplines.allCases))
        layout.helplines = maybe(pick([[], ["116"], ["116", "49800"]]))
        layout.colours = maybe(pick(BillLayout.Colours.allCases))
        return layout
    }

    private mutating func lines() -> [String]? {
        let count = number(0...3)
        return maybe((0..<count).map { _ in String(text().unicodeScalars.prefix(90)) })
    }
}
