import Delivery
import Document
import Model
import Rendering
public import Time

/// Alerts as the command line and programs read them.
public enum AlertList {
    /// - Parameter wall: a moment in the site's zone.
    public static func text(_ overview: AlertOverview, wall: (Instant) throws -> String) rethrows -> String {
        var text = "Mail server: \(overview.server ?? "none. Add `mail:` to the site file.")\n"
        if let last = overview.lastMail { text += "  last mail \(try wall(last.at)): \(last.state.rawValue), \(last.answer)\n" }
        for rule in overview.rules { text += "Rule \(rule.id): \(rule.words) → \(rule.recipients.joined(separator: ", "))\n" }
        if overview.rules.isEmpty { text += "No rules. Add them under `alerts:` in the site file.\n" }
        for view in overview.alerts {
            let item = view.item
            text += "\(item.id)  \(try wall(item.created))  \(item.state.rawValue)  \(item.draft.kind.rawValue)"
            text += "  \(item.draft.rule.text.isEmpty ? "-" : item.draft.rule.text)  \(item.draft.recipient)  \(subject(view))\n"
            if !item.answer.isEmpty { text += "      \(PlainText.visible(item.answer))\n" }
        }
        return text
    }

    /// What a message tells of, on one line.
    public static func subject(_ view: AlertView) -> String {
        if let call = view.call {
            let who = call.party.isEmpty ? call.calling : call.party
            return PlainText.visible("\(who) → \(call.called)")
        }
        if let count = view.count { return "\(count) alerts" }
        return PlainText.visible(view.item.draft.detail.isEmpty ? view.item.draft.cause : view.item.draft.detail)
    }

    public static func json(_ overview: AlertOverview) -> String {
        let server = DataTree.object([
            "address": .text(orNull: overview.server), "lastState": .text(orNull: overview.lastMail?.state.rawValue),
            "lastAnswer": .text(orNull: overview.lastMail?.answer), "lastAt": .text(orNull: overview.lastMail.map(\.at.utcText)),
        ])
        let counts = DataTree.object(
            DeliveryState.allCases.map { DataTree.Entry($0.rawValue, .integer(overview.counts.states[$0] ?? 0)) }
                + [DataTree.Entry("needPerson", .integer(overview.counts.needPerson))])
        let rules = overview.rules.map { rule in
            DataTree.object(["id": .text(rule.id), "words": .text(rule.words), "to": .list(rule.recipients.map(DataTree.text))])
        }
        let tree = DataTree.object([
            "server": server, "counts": counts, "rules": .list(rules), "alerts": .list(overview.alerts.map(tree)),
            "next": number(overview.next),
        ])
        return String(decoding: JSONText.render(tree, indent: true), as: UTF8.self) + "\n"
    }

    private static func tree(_ view: AlertView) -> DataTree {
        let (item, draft) = (view.item, view.item.draft)
        var entries: [DataTree.Entry] = []
        func put(_ key: String, _ value: DataTree) { entries.append(DataTree.Entry(key, value)) }
        put("id", .integer(item.id))
        put("kind", .text(draft.kind.rawValue))
        put("rule", .text(draft.rule.text))
        put("cause", .text(draft.cause))
        put("call", .text(orNull: view.call?.id))
        put("detail", .text(draft.detail))
        put("figures", draft.facts.tree)
        put("channel", .text(draft.channel.rawValue))
        put("recipient", .text(draft.recipient))
        put("state", .text(item.state.rawValue))
        put("attempts", .integer(Int64(item.attempts)))
        put("created", .text(item.created.utcText))
        put("next", .text(item.next.utcText))
        put("tried", .text(orNull: item.tried.map(\.utcText)))
        put("answer", .text(item.answer))
        put("messageID", .text(orNull: view.messageID))
        put("digest", number(item.digest))
        put("acknowledged", .text(orNull: item.acknowledged.map(\.utcText)))
        put("acknowledgedBy", .text(item.acknowledgedBy))
        return .object(entries)
    }

    private static func number(_ value: Int64?) -> DataTree {
        guard let value else { return .null }
        return .integer(value)
    }
}
