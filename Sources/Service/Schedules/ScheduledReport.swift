import Delivery
import Document
import Model
import Rendering
import Site
import Time

/// What one receiver of a schedule gets.
struct ScheduledPart {
    /// Mail addresses; none where only a folder gets it.
    var to: [MailAddress]
    /// Part of its files' names.
    var name: String
    var documents: [Document]
}

/// Makes what a schedule asks for.
struct ScheduledReport {
    let book: OpenBook
    let schedule: Schedule
    let days: DayRange
    let caller: Caller

    /// A part for each receiver; nobody gets a report without a line that is his.
    func parts() throws -> [ScheduledPart] {
        guard let report = schedule.report else { return try bills() }
        switch schedule.each {
        case nil:
            return [ScheduledPart(to: schedule.to, name: "", documents: [try document(report, party: schedule.party, node: schedule.node)])]
        case .managers: return try managers(report)
        case .owners: return try owners(report)
        }
    }

    private func document(_ report: String, party: PartyID?, node: NodeID?) throws -> Document {
        var order = ReportOrder(days, party: party, node: node)
        for words in schedule.filter { try order.add(words) }
        order.wish.layout = schedule.layout?.text
        return try book.report(report, order, caller: caller)
    }

    private func managers(_ report: String) throws -> [ScheduledPart] {
        let site = try book.site().site
        return try site.organisation.filter { node in
            !node.managers.isEmpty && (schedule.node.map { site.isBelow(node.id, $0) } ?? true)
        }.map { node in
            ScheduledPart(
                to: node.managers.compactMap { MailAddress($0) } + schedule.to, name: node.id.text,
                documents: [try document(report, party: nil, node: node.id)])
        }
    }

    private func owners(_ report: String) throws -> [ScheduledPart] {
        try book.site().site.parties.filter { !$0.email.isEmpty && isMeant($0) }.map { party in
            ScheduledPart(
                to: party.email.compactMap { MailAddress($0) } + schedule.to, name: party.id.text,
                documents: [try document(report, party: party.id, node: nil)])
        }
    }

    private func isMeant(_ party: Party) -> Bool {
        if let only = schedule.party { return party.id == only }
        guard let node = schedule.node, let site = try? book.site().site else { return true }
        return party.member.contains { site.isBelow($0.node, node) }
    }

    /// Bills are issued; each party with a mail address gets hers, all of them go to who gets the run.
    private func bills() throws -> [ScheduledPart] {
        var (parts, all): ([ScheduledPart], [Document]) = ([], [])
        let site = try book.site()
        // Those of a run that was cut off are issued already: what stands on a bill of these days belongs to this run.
        try book.issueBills(days, BillWish(layout: schedule.layout?.text), caller: caller) { _, _ in }
        for bill in try book.bills(endingIn: days) {
            let party = site.party(PartyID(bill.party))
            guard party.map(isMeant) ?? (schedule.party == nil && schedule.node == nil) else { continue }
            let document = try book.frozen(bill.number).document
            all.append(document)
            let addresses = (party?.email ?? []).compactMap { MailAddress($0) }
            guard schedule.each == .owners, !addresses.isEmpty else { continue }
            parts.append(ScheduledPart(to: addresses, name: "bill-\(bill.number)", documents: [document]))
        }
        if !schedule.to.isEmpty || schedule.folder != nil, !all.isEmpty {
            parts.append(ScheduledPart(to: schedule.to, name: "bills", documents: all))
        }
        return parts
    }

    // MARK: Files

    func files(_ part: ScheduledPart) throws -> [OutboxFile] {
        var files: [OutboxFile] = []
        for form in schedule.forms.compactMap({ DocumentForm(rawValue: $0.rawValue) }) {
            for (index, document) in part.documents.enumerated() {
                let number = part.documents.count > 1 ? "-\(index + 1)" : ""
                let name = [schedule.id.text, part.name, "\(days.first)"].filter { !$0.isEmpty }.joined(separator: "_")
                files.append(
                    OutboxFile(
                        name: name + number + "." + form.fileExtension, mediaType: form.mediaType(),
                        content: try book.render(document, as: form)))
            }
        }
        return files
    }
}
