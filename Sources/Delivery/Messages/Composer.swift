import Document
public import Model
import Money
import Rendering
public import Site
import Time

/// Writes the messages of a book in the words of its site.
public struct Composer: Sendable {
    let site: Site
    let book: BookID
    let bookName: String

    public init(site: Site, book: BookID, bookName: String) { (self.site, self.book, self.bookName) = (site, book, bookName) }

    /// A call that a rule found.
    public func call(_ row: CallRow, rule id: AlertRuleID) -> MessageText {
        let rule = site.alerts.first { $0.id == id }
        var lines: [String] = []
        lines.append(
            rule.map { "A call that the rule \(id.text) looks for: \($0.when.words)." } ?? "A call that the rule \(id.text) found.")
        lines.append("")
        lines += facts(row).map { name, value in name.padded(to: 10) + value }
        lines += ["", "The call, its record and how it was charged:", "  " + link(to: "calls/" + row.id)]
        let isEmergency = rule?.when.emergency ?? false
        let head = isEmergency ? "Emergency call" : "Call alert"
        return finished("\(head) (\(id.text)): \(summary(row))", lines)
    }

    /// Who, where to, how long, what it cost.
    func summary(_ row: CallRow) -> String {
        var parts = [who(row) + " → " + (row.called.isEmpty ? "no number" : PlainText.visible(row.called)), row.talk.clock]
        if let charge = row.price.charge { parts.append(charge.words) }
        return parts.joined(separator: ", ")
    }

    private func facts(_ row: CallRow) -> [(String, String)] {
        var facts = [("Who", who(row))]
        if !row.calling.isEmpty { facts.append(("Calling", PlainText.visible(row.calling))) }
        facts.append(("Called", row.called.isEmpty ? "no number" : PlainText.visible(row.called)))
        if !row.destination.isEmpty { facts.append(("Where to", PlainText.visible(row.destination))) }
        if let type = callType(row) { facts.append(("Type", type)) }
        facts.append(("When", moment(row.start)))
        facts.append(("How long", row.answered ? row.talk.clock : "not answered"))
        facts.append(("Price", row.price.charge?.words ?? "\(row.price.state.name), \(row.price.reason.name)"))
        if let cost = row.cost.charge { facts.append(("Cost", cost.words)) }
        let trunk = row.trunk.isEmpty ? "" : ", trunk \(PlainText.visible(row.trunk))"
        facts.append(("Over", "switch \(PlainText.visible(row.switch))\(trunk), direction \(row.direction.name ?? "unknown")"))
        return facts
    }

    /// The party with its name; of an unknown one the extension.
    private func who(_ row: CallRow) -> String {
        if let party = site.parties.first(where: { $0.id.text == row.party }) {
            return PlainText.visible(party.name.isEmpty ? party.id.text : party.id.text + " " + party.name)
        }
        let number = row.extension.isEmpty ? row.calling : row.extension
        return number.isEmpty ? "nobody known" : PlainText.visible(number) + " (unassigned)"
    }

    private func callType(_ row: CallRow) -> String? {
        guard !row.callType.isEmpty else { return nil }
        return PlainText.visible(site.effectiveCallTypes.first { $0.id.text == row.callType }?.name ?? row.callType)
    }

    /// In the site's zone.
    func moment(_ instant: Instant) -> String {
        site.settings.zone.wall(instant).description.replacing("T", with: " ") + " (\(site.settings.zone.name))"
    }

    /// Where a page of the book is; the host comes from the configuration, or is left out.
    public func link(to page: String) -> String { (site.mail?.link ?? "") + "/b/\(book.text)/" + page }

    /// With the book in the subject and a foot.
    func finished(_ subject: String, _ lines: [String]) -> MessageText {
        let name = PlainText.visible(bookName)
        return MessageText(
            subject: "[\(name)] " + subject,
            lines: lines + ["", "-- ", "Tollbook, book \(name). What is told to whom stands in the site file, under `alerts` and `mail`."])
    }
}

extension Charge {
    /// `5.20 USD`.
    var words: String { Money(amount, currency).text + " " + currency.code }
}

extension BinaryInteger {
    /// Seconds as `1:02:03`.
    var clock: String { DurationText.clock(Int64(self)) }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(width - utf8.count, 1)) }
}
