public import Document
public import Model
import Money
import Rendering
import Time

extension Composer {
    /// The body of a webhook: what the mail says, in pieces.
    /// - Parameters:
    ///   - id: names the message for every try.
    ///   - call: the call that it tells of, where it tells of one.
    public func json(_ item: OutboxItem, id: String, _ text: MessageText, call: CallRow?) -> [UInt8] {
        JSONText.render(
            .object([
                "id": .text(id), "kind": .text(item.draft.kind.rawValue), "rule": .text(item.draft.rule.text), "book": .text(book.text),
                "at": .text(item.created.utcText), "subject": .text(text.subject),
                "detail": item.draft.detail.isEmpty ? .null : .text(item.draft.detail), "call": call.map(tree) ?? .null,
                "figures": item.draft.facts.tree, "link": .text(link(item, call)),
            ]))
    }

    private func link(_ item: OutboxItem, _ call: CallRow?) -> String {
        if let call { return link(to: "calls/" + call.id) }
        return item.draft.kind == .source ? link(to: "sources") : link(to: item.draft.facts)
    }

    private func tree(_ row: CallRow) -> DataTree {
        .object([
            "id": .text(row.id), "start": .text(row.start.utcText), "switch": .text(row.switch), "party": .text(row.party),
            "extension": .text(orNull: row.extension.nonEmpty), "calling": .text(orNull: row.calling.nonEmpty),
            "called": .text(orNull: row.called.nonEmpty), "destination": .text(orNull: row.destination.nonEmpty),
            "callType": .text(orNull: row.callType.nonEmpty), "direction": .text(orNull: row.direction.name),
            "trunk": .text(orNull: row.trunk.nonEmpty), "answered": .flag(row.answered), "seconds": .integer(Int64(row.talk)),
            "price": tree(row.price), "cost": tree(row.cost),
        ])
    }

    private func tree(_ outcome: Outcome) -> DataTree {
        .object([
            "state": .text(outcome.state.name), "amount": outcome.charge.map { .amount($0.amount, $0.currency) } ?? .null,
            "currency": .text(orNull: outcome.charge?.currency.code),
        ])
    }
}

extension FoundFacts {
    /// Counts as numbers, ids and amounts as texts; `null` where nothing was compared.
    public var tree: DataTree {
        guard !figures.isEmpty else { return .null }
        let isMoney = figures.contains { $0.name == "measure" && $0.value != "calls" && $0.value != "seconds" }
        return .object(
            figures.map { fact in
                let isCount = Self.counts.contains(fact.name) || (!isMoney && Self.compared.contains(fact.name))
                return DataTree.Entry(fact.name, isCount ? Int64(fact.value).map { .integer($0) } ?? .null : .text(fact.value))
            })
    }

    private static let counts: Set = ["percent", "warnAt", "factor", "weeks", "days"]
    /// In calls, seconds or money.
    private static let compared: Set = ["found", "limit", "usual", "floor"]
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
