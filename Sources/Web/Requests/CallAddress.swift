internal import Model
internal import Rendering
internal import Service
internal import Time

/// A list of calls as its address says it: read from a query and written to one, so that the address is the state.
struct CallAddress: Sendable {
    var filter = CallFilter()
    var sort = CallSort.time
    var descending = true
    var cursor: String?
    var limit = CallAddress.usualLimit

    static let usualLimit = 100
    /// Stands for calls without a call type; no id of one has a sign like this.
    static let noType = "*"
    /// Which records of calls are meant, in the words of an address.
    static let records: [String: CallRecords] = ["no": .all, "legs": .legs, "yes": .calls]

    init(_ filter: CallFilter = CallFilter()) { self.filter = filter }

    /// - Throws: 400 in words for a value that means nothing.
    init(_ query: Query, _ texts: CallTexts) throws(PageError) {
        let values = AddressValues(query: query, texts: texts)
        filter.days = try values.days()
        filter.parties = try values.parties()
        filter.directions = try values.words("direction", "direction") { Direction(name: $0) ?? ($0 == "unknown" ? .unknown : nil) }
        filter.states = try values.words("state", "state") { name in CallState.allCases.first { $0.name == name } }
        filter.reasons = try values.words("reason", "reason") { name in Reason.allCases.first { $0 != .none && $0.name == name } }
        filter.callTypes = values.texts("type").map { $0 == Self.noType ? "" : $0 }
        filter.trunks = values.texts("trunk")
        filter.switches = values.texts("switch")
        filter.accounts = values.texts("account")
        filter.extensions = values.texts("extension")
        filter.sources = values.texts("source")
        filter.calledPrefix = values.texts("called").first ?? ""
        filter.callingPrefix = values.texts("calling").first ?? ""
        filter.minimumDuration = try values.number("duration", 0...Int32.max)
        filter.answered = try values.word("answered", "yes or no") { $0 == "yes" ? true : $0 == "no" ? false : nil }
        filter.isPrivate = try values.word("private", "yes or no") { $0 == "yes" ? true : $0 == "no" ? false : nil }
        filter.records = try values.word("whole", "yes, no or legs") { Self.records[$0] } ?? .all
        for words in values.texts("where") {
            do { filter.tests.append(try FieldWords.read(words)) } catch { throw .bad(Refusal(error)?.text ?? texts.filter) }
        }
        sort = try values.word("sort", "column to sort by") { CallSort(rawValue: $0) } ?? .time
        descending = try values.word("order", "order (up or down)") { $0 == "down" ? true : $0 == "up" ? false : nil } ?? true
        cursor = values.texts("at").first
        limit = try values.number("limit", 1...Int32(CallQuery.pageLimit)).map { Int($0) } ?? Self.usualLimit
    }

    var query: CallQuery {
        var query = CallQuery(filter)
        (query.sort, query.descending, query.cursor, query.limit) = (sort, descending, cursor, limit)
        return query
    }

    /// The query that reads as this list again.
    var pairs: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        if let days = filter.days { pairs += [("from", "\(days.first)"), ("to", "\(days.last)")] }
        for party in filter.parties {
            if let days = party.days {
                pairs.append(("member", "\(days.first)..\(days.last):" + party.party))
            } else {
                pairs.append(("party", party.party))
            }
        }
        pairs += filter.directions.map { ("direction", $0.name ?? "unknown") }
        pairs += filter.states.map { ("state", $0.name) }
        pairs += filter.reasons.map { ("reason", $0.name) }
        for (name, values) in [
            ("type", filter.callTypes.map { $0.isEmpty ? Self.noType : $0 }), ("trunk", filter.trunks), ("switch", filter.switches),
            ("account", filter.accounts),
            ("extension", filter.extensions), ("source", filter.sources), ("called", [filter.calledPrefix]),
            ("calling", [filter.callingPrefix]),
        ] { pairs += values.map { (name, $0) } }
        if let seconds = filter.minimumDuration { pairs.append(("duration", "\(seconds)")) }
        if let answered = filter.answered { pairs.append(("answered", answered ? "yes" : "no")) }
        if let isPrivate = filter.isPrivate { pairs.append(("private", isPrivate ? "yes" : "no")) }
        if let word = Self.records.first(where: { $0.value == filter.records })?.key, word != "no" { pairs.append(("whole", word)) }
        pairs += filter.tests.map { ("where", FieldWords.text($0)) }
        if sort != .time { pairs.append(("sort", sort.rawValue)) }
        if !descending { pairs.append(("order", "up")) }
        if limit != Self.usualLimit { pairs.append(("limit", "\(limit)")) }
        return pairs
    }

    /// - Parameter form: another form of the same list.
    func link(_ book: BookID, as form: DataForm? = nil) -> LocalPath {
        var pairs = pairs
        if let cursor, form != .csv { pairs.append(("at", cursor)) }
        if let form { pairs.append(("as", form.rawValue)) }
        return Route.book(book, .calls).link(pairs)
    }

    /// An address has a bounded number of parts: the calls of a node with more members have none.
    var fits: Bool { pairs.count < Query.most - 4 }

    /// The same list from another place, or in another order from its beginning.
    func at(_ cursor: String?) -> CallAddress {
        var copy = self
        copy.cursor = cursor
        return copy
    }

    /// The same list in the order in which it always can be had.
    var byTime: CallAddress {
        var copy = at(nil)
        (copy.sort, copy.descending) = (.time, true)
        return copy
    }

    func sorted(by sort: CallSort) -> CallAddress {
        var copy = at(nil)
        copy.descending = self.sort == sort ? !descending : true
        copy.sort = sort
        return copy
    }
}
