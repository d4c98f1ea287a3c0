/// The payload of an `end` block.
enum EndNote {
    /// The writer itself ended the part.
    static let whole = Array("whole".utf8)
    /// The writer was cut off; the next one found the part open.
    static let broken = Array("broken".utf8)
}
