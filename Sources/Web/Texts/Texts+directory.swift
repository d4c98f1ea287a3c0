/// The page of what calls bear and nobody described.
public struct DirectoryTexts: Sendable {
    public var title = "Seen and not known"
    public var sentence = "Extensions, account codes, trunks and addresses that calls bear and the site does not describe."
    public var link = "Account codes, trunks and addresses; a list of owners"
    public var kinds = ["extension": "Extensions", "account": "Account codes", "trunk": "Trunks", "address": "Addresses"]
    public var (number, switchName, calls, talk) = ("Number", "Switch", "Calls", "Talk")
    public var (period, owner, name, from) = ("Seen", "Owner", "Name", "From")
    public var give = "Give it an owner of its name"
    public var makeKnown = "Make it known"
    public var none = "Everything is known"
    public var noneText = "All that the newest calls bear is described."
    public var list = "A list of owners"
    public var listLabel = "Lines of a CSV file"
    public var listHint =
        "First row: number,party,name,from. More columns if wanted: kind (extension, account, address, trunk) and switch. A party that is not there yet is made."
    public var preview = "Look what it would do"
    public var previewTitle = "What the list does"
    public var apply = "Do it"

    func done(names: String, calls: String) -> String { "\(names) described; \(calls) calls moved." }
}
