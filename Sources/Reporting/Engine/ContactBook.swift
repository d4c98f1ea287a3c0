import Model
import Site

/// Whose a normalised number outside is, by the site's contacts. The whole number goes before beginnings, the longest of these first.
struct ContactBook: Sendable {
    private var whole: [String: Contact] = [:]
    private var beginnings: [String: Contact] = [:]
    private let lengths: [Int]

    init(_ contacts: [Contact]) {
        for contact in contacts {
            for number in contact.numbers {
                if number.hasSuffix("*") { beginnings[String(number.dropLast())] = contact } else { whole[number] = contact }
            }
        }
        lengths = Set(beginnings.keys.map(\.utf8.count)).sorted(by: >)
    }

    func contact(_ number: String) -> Contact? {
        if let contact = whole[number] { return contact }
        for length in lengths where length <= number.utf8.count {
            if let contact = beginnings[String(decoding: number.utf8.prefix(length), as: UTF8.self)] { return contact }
        }
        return nil
    }
}

extension ReportContext {
    /// The contact at the other end; calls without one come last. A filter cannot say it.
    func contactKey(_ facts: GroupFacts) -> GroupKey {
        guard let contact = contact(facts) else {
            var key = GroupKey("", texts["noContact"])
            key.order = 1
            return key
        }
        return GroupKey(contact.id.text, contact.name)
    }

    private func contact(_ facts: GroupFacts) -> Contact? {
        guard let contacts, [.out, .in, .transit].contains(facts.direction), !facts.number.isEmpty else { return nil }
        if let found = contacts.contact(directory.normalised(facts.number, facts.switch)) { return found }
        // Who calls may be told with the country code and nothing before it.
        return facts.direction == .in ? contacts.contact(facts.number) : nil
    }
}
