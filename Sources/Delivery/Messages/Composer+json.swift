import Document
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
                "link": .text(call.map { link(to: "calls/" + $0.id) } ?? link(to: item.draft.kind == .source ? "sources" : "alerts")),
            ]))
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

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
