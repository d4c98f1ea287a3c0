/// A piece of Swift source, as much as the rules of the house need to tell code from comments and texts.
struct Token {
    enum Kind { case word, number, text, comment, sign }
    let kind: Kind
    /// The source text; of a string literal what stands between its quotes.
    let text: String
    /// Line of its first and last character, from 1.
    let line: Int
    let lastLine: Int
    /// Whether a blank or a line end stands before it.
    let apart: Bool
}
