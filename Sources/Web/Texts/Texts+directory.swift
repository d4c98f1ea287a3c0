/// The page of what calls bear and nobody described.
public struct DirectoryTexts: Sendable {
    public var title = "Seen and not known"
    public var sentence = "Extensions, account codes, trunks and addresses that calls bear and the site does not describe."
    public var link = "Account codes, trunks and addresses; a list of owners"
    public var kinds = ["extension": "Extensions", "account": "Account codes", "trunk": "Trunks", "address": "Addresses"]
    public var (number, switchName, calls, talk) = ("Number", "Switch", "Calls", "Talk")
    public var (period, owner, name, from) = ("Seen", "Owner", "Name", "From")
    public var give = "Make it a party"
    public var other = "Other owner"
    public var giveHint =
        "One click makes a party of the number's own name, from its first call on, and its calls move there. Trunks are only made known."
    public var makeKnown = "Make it known"
    public var none = "Everything is known"
    public var noneText = "All that the newest calls bear is described."
    public var list = "A list of owners"
    public var listLabel = "Lines of a CSV file"
    public var listHint =
        "First row: number,party,name,from, and if wanted kind (extension, account, address, trunk) and switch. Cells copied out of a spreadsheet will do. A party that is not there yet is made; from is a day such as 2026-03-02."
    public var file = "Or a file"
    public var fileHint =
        "An Excel workbook (.xlsx), of which the first sheet counts, or a CSV file, with the same first row. It is only looked at: the list then stands in the field above."
    public var lookAtFile = "Look what the file would do"
    public var chooseFile = "Choose a file."
    public var noRows = "The list has no rows yet. Write one below the first, such as 355,355,Meeting room,2026-03-02."
    public var first = "number,party,name,from"
    public var firstOfAll = "number,party,name,from,kind,switch"
    public var preview = "Look what it would do"
    public var previewTitle = "What the list does"
    public var apply = "Do it"

    func done(names: String, calls: String) -> String {
        "\(names) \(names == "1" ? "name" : "names") described; \(calls) \(calls == "1" ? "call" : "calls") moved."
    }
    func sums(names: String, calls: String) -> String {
        "\(names) \(names == "1" ? "name gets its" : "names get their") owner, from the day on that stands there. \(calls) \(calls == "1" ? "call has" : "calls have") none until now."
    }
    func fileTooBig(_ most: String) -> String {
        "The file has more than \(most) bytes. Cut the list into several files."
    }
    func listTooLong(lines: String) -> String {
        "The list is longer than a form may be: \(lines) lines. Cut it into several files, or leave out the columns that are not needed."
    }
    func moreFaults(_ count: String) -> String { "and \(count) more lines. Mend these first." }
}
