/// What lists of calls can be sorted by in a book, besides time. Equal ones stand in the order of time.
public enum CallOrder: String, Hashable, Sendable, CaseIterable {
    /// Seconds; pulses; amounts of whatever currency, none as zero.
    case talk, ring, pulses, price, cost
    /// What is to pay in the end, rounded as lines show it.
    case final
    /// Texts, by their bytes. `number` is that of the other side: the caller of an incoming call, else the called one.
    case called, calling, number, link, leg
}
