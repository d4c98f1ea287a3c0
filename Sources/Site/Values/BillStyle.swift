public import Model
public import Money
public import Time

/// A layout of which nothing is left open: what a bill is made by.
public struct BillStyle: Hashable, Sendable {
    public var letterhead: [String]
    public var logo: LogoFile?
    public var footer: [String]
    public var slip: [String]
    /// `nil`: the bill names no day.
    public var dueDays: Int?
    public var language: BillLanguage
    public var isItemised: Bool
    public var shortensNumbers: Bool
    public var leavesOutHelplines: Bool
    public var helplines: [String]
    public var colours: BillLayout.Colours
    /// Seconds; `nil`: none.
    public var boldOverDuration: Int?
    public var boldOverPrice: Money?

    /// - Parameter layout: with what it says itself; the rest is the site's own layout's, then what is usual in its country.
    public init(_ layout: BillLayout, of site: Site) {
        let layout = layout.filled(from: site.layout)
        letterhead = layout.letterhead ?? (site.settings.name.isEmpty ? [] : [site.settings.name])
        logo = layout.logo
        footer = layout.footer ?? []
        slip = layout.slip ?? []
        dueDays = layout.dueDays
        language = layout.language ?? .en
        isItemised = layout.itemised ?? true
        shortensNumbers = layout.numbers == .shortened
        leavesOutHelplines = (layout.freeHelplines ?? Self.usual(site.settings.country)) == .leftOut
        helplines = layout.helplines ?? Self.usualHelplines
        colours = layout.colours ?? .marks
        (boldOverDuration, boldOverPrice) = (layout.boldOverDuration, layout.boldOverPrice)
    }

    /// The numbers of social value that all countries of the EU share: 116 000, 116 111, 116 123, …
    public static let usualHelplines = ["116"]

    /// Countries in which calls that are free of charge may not be told on a bill (Directive (EU) 2018/1972, annex VI).
    private static let european: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL",
        "PT", "RO", "SE", "SI", "SK",
    ]

    private static func usual(_ country: String?) -> BillLayout.Helplines {
        country.map { european.contains($0) } == true ? .leftOut : .shown
    }

    // MARK: What stands on a bill

    /// Types of call that are left out as helplines are, whatever the number.
    private static let freeTypes: Set<String> = ["toll-free", "emergency"]

    /// The calls that no bill tells of: free of charge, and to a helpline, toll-free or to an emergency number.
    public var leftOut: FreeCalls? { leavesOutHelplines ? FreeCalls(types: Self.freeTypes, prefixes: helplines) : nil }

    public func leavesOut(_ call: CallRow) -> Bool { leftOut?.contains(call) ?? false }

    /// The call as the bill may show it: with numbers of others shortened, and without its id, of which their last digits could be worked
    /// out by trying.
    public func shown(_ call: CallRow) -> CallRow { shortensNumbers ? Self.shortened(call) : call }

    public static func shortened(_ call: CallRow) -> CallRow {
        var row = call
        (row.calling, row.called) = shortened(calling: row.calling, called: row.called, row.direction)
        row.id = ""
        return row
    }

    /// Whose numbers are meant follows from the direction; where it is not known, both are.
    public static func shortened(calling: String, called: String, _ direction: Direction?) -> (calling: String, called: String) {
        switch direction {
        case .out?, .internal?: (calling, shortened(called))
        case .in?: (shortened(calling), called)
        case .transit?, .unknown?, nil: (shortened(calling), shortened(called))
        }
    }

    /// `4930123456` → `4930123xxx`; of three signs or fewer none is left.
    public static func shortened(_ number: String) -> String {
        let scalars = number.unicodeScalars
        guard !scalars.isEmpty else { return "" }
        let kept = String(String.UnicodeScalarView(scalars.dropLast(3)))
        return kept + String(repeating: "x", count: min(3, scalars.count))
    }
}

extension Site {
    /// The style of a bill of a party that ends on a day: its own layout, that of the nearest node above it which names one, the one that
    /// was asked for, the site's.
    /// - Parameter asked: what a run of bills or a schedule names.
    public func style(of party: Party?, on day: CivilDay, asked: LayoutID? = nil) -> BillStyle {
        let node = party?.member.first { $0.validity.contains(day) }?.node
        let named = party?.layout ?? node.flatMap(layout(above:)) ?? asked
        var style = BillStyle(named.flatMap(layout(named:)) ?? BillLayout(), of: self)
        if let language = party?.language { style.language = language }
        return style
    }

    /// The style of a bill of a node and all below it.
    public func style(of node: NodeID?, asked: LayoutID? = nil) -> BillStyle {
        let named = node.flatMap(layout(above:)) ?? asked
        return BillStyle(named.flatMap(layout(named:)) ?? BillLayout(), of: self)
    }

    public func layout(named id: LayoutID) -> BillLayout? { layouts.first { $0.id == id }?.layout }

    /// What the node says, or the nearest one above it that says any.
    private func layout(above node: NodeID) -> LayoutID? {
        var next: NodeID? = node
        // As many steps as there are nodes: a circle ends.
        for _ in organisation.indices {
            guard let id = next, let found = organisation.first(where: { $0.id == id }) else { return nil }
            if let layout = found.layout { return layout }
            next = found.parent
        }
        return nil
    }
}
