public import Model

/// Who asks for a use case: a person on a page, a program with a key, or the machine's own console.
public struct Caller: Sendable, Hashable {
    /// The name that the journal keeps.
    public var name: String
    public var role: Role

    public init(name: String, role: Role) {
        self.name = name
        self.role = role
    }

    /// Whoever can run the program on the book's own machine may do everything.
    public static func console(user: String) -> Caller { Caller(name: "console:" + user, role: .administrator) }
}
