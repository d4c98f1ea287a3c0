import Model

extension DeckWriter {
    /// Contacts go back to the file that they came from where it can say them.
    mutating func contacts(of site: Site) -> Tree? {
        guard let file = site.contactsFile, site.contacts.allSatisfy(\.isDeckable) else {
            return site.contacts.isEmpty ? nil : .lines(site.contacts.map { .map($0.tree) })
        }
        var bytes = Array((ContactsReader.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n").utf8)
        for contact in site.contacts {
            for number in contact.numbers {
                bytes += Array([contact.id.text, DeckText.quoted(contact.name), number].joined(separator: ",").utf8)
                bytes.append(10)
            }
        }
        return .map([Tree.Pair(key: "file", value: .text(take(file, bytes)))])
    }
}

extension Contact {
    /// Whether rows of numbers can say it.
    fileprivate var isDeckable: Bool { !numbers.isEmpty && !name.utf8.contains(0) }
}
