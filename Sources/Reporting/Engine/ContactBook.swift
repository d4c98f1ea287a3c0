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

    /// The contact at the other end of a call.
    func contact(_ facts: GroupFacts, _ directory: ReportDirectory) -> Contact? {
        guard [.out, .in, .transit].contains(facts.direction) else { return nil }
        return contact(facts.number, of: facts.switch, isCaller: facts.direction == .in, directory)
    }

    /// - Parameters:
    ///   - number: as the switch has it.
    ///   - isCaller: who calls may be told with the country code and nothing before it.
    func contact(_ number: String, of switch: String, isCaller: Bool, _ directory: ReportDirectory) -> Contact? {
        guard !number.isEmpty else { return nil }
        return contact(directory.normalised(number, `switch`)) ?? (isCaller ? contact(number) : nil)
    }
}

extension ReportContext {
    /// The contact at the other end; calls without one come last.
    func contactKey(_ facts: GroupFacts) -> GroupKey {
        let contact = contacts?.contact(facts, directory)
        var key = GroupKey(contact?.id.text ?? "", contact?.name ?? texts["noContact"])
        key.order = contact == nil ? 1 : 0
        lookUp(.contact, &key)
        return key
    }
}
