public import Document
public import Model
public import Money
import Site
import Store
public import Time

/// The names that pages show for ids, and what they need of the site to show calls.
public struct BookDirectory: Sendable {
    public struct Entry: Sendable, Hashable {
        public var id: String
        public var name: String
    }

    public var name: String
    public var zone: Zone
    public var currency: Currency
    public var callTypes: [Mark]
    public var parties: [Entry]
    public var nodes: [Entry]
    public var trunks: [String]
    /// Lines with more seconds or a higher price are bold; `nil`: none.
    public var boldOverDuration: Int?
    public var boldOverPrice: Money?
    private let partyNames: [String: String]

    init(_ site: Site) {
        (name, zone, currency) = (site.settings.name, site.settings.zone, site.settings.currency)
        callTypes = site.callTypes.map { Mark(id: $0.id.text, name: $0.name, colour: ColourPair($0.colour)) }
        parties = site.parties.map { Entry(id: $0.id.text, name: $0.name.isEmpty ? $0.id.text : $0.name) }
        nodes = site.organisation.map { Entry(id: $0.id.text, name: $0.name.isEmpty ? $0.id.text : $0.name) }
        trunks = Array(Set(site.trunks.map(\.id.text))).sorted()
        (boldOverDuration, boldOverPrice) = (site.layout.boldOverDuration, site.layout.boldOverPrice)
        partyNames = Dictionary(parties.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// Whether the party stands in the directory; else its calls are nobody's.
    public func knows(party id: String) -> Bool { partyNames[id] != nil }

    /// The id where there is no name.
    public func partyName(_ id: String) -> String { partyNames[id] ?? id }

    public func callTypeName(_ id: String) -> String { callTypes.first { $0.id == id }?.name ?? id }

    /// Whether a call is over the thresholds of the layout.
    public func isOver(_ call: CallRow) -> Bool {
        if let limit = boldOverDuration, Int(call.talk) > limit { return true }
        guard let limit = boldOverPrice, let price = call.price.charge else { return false }
        return price.currency == limit.currency && price.amount > limit.amount
    }
}

extension OpenBook {
    /// The name that a person gave to the book.
    public var displayName: String { store.identity.name }

    /// The names of the site as it is now.
    public func directory(caller: Caller) throws -> BookDirectory {
        try require(.see, caller)
        return BookDirectory(try site().site)
    }
}
