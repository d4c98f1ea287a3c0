/// Texts from outside for what shows plain text: mails, terminals, logs.
public enum PlainText {
    /// On one line: what could steer, hide or reorder is written out, as on pages.
    public static func visible(_ text: String) -> String { String(decoding: VisibleText.bytes(text.utf8), as: UTF8.self) }
}
