public import Model

/// A person or firm outside whom the site knows by name.
public struct Contact: Hashable, Sendable {
    public var id: ContactID
    public var name: String
    /// As they are after normalisation; a `*` at the end stands for all that begin so.
    public var numbers: [String]
    public init(id: ContactID, name: String, numbers: [String]) {
        self.id = id
        self.name = name
        self.numbers = numbers
    }
}
