/// Names and values of a query or a form. A name that comes twice keeps all its values.
public struct Query: Sendable {
    public private(set) var pairs: [(name: String, value: String)] = []

    static let most = 200

    /// `nil` for broken escapes, NUL, text that is no UTF-8, and more than 200 fields.
    init?(_ text: some StringProtocol) {
        for part in text.split(separator: "&", omittingEmptySubsequences: true) {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < Self.most, let name = PathText.decode(halves[0], plusIsBlank: true),
                let value = halves.count > 1 ? PathText.decode(halves[1], plusIsBlank: true) : ""
            else { return nil }
            pairs.append((name, value))
        }
    }

    init() {}

    /// False where there are too many already.
    mutating func append(_ name: String, _ value: String) -> Bool {
        guard pairs.count < Self.most else { return false }
        pairs.append((name, value))
        return true
    }

    /// The first value of a name.
    public subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
}

/// The fields of a form.
public struct Form: Sendable {
    static let tokenField = "form-token"
    let fields: Query

    init(_ fields: Query = Query()) { self.fields = fields }

    /// The first value, empty where there is none.
    public subscript(_ name: String) -> String { fields[name] ?? "" }
    public func all(_ name: String) -> [String] { fields.all(name) }
}
