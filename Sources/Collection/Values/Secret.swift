/// Something that only the other side may see: it never stands in a text, a trace or a message.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    public init(_ text: String) { bytes = Array(text.utf8) }

    /// Whether settings have changed; takes as long whichever byte differs. Who shows a key is compared by `PostCheck`.
    public static func == (left: Secret, right: Secret) -> Bool { PostCheck.isSame(left.bytes, right.bytes) }

    public var description: String { "••••" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
