public import Time

/// What a person can decide about one call, over what the switch said (DOMAIN section 2). The words are stored: never change one.
public enum CorrectionKind: String, Sendable, CaseIterable {
    /// Nobody pays for it; what the provider charges stays.
    case writeOff
    /// A private call: marked, and charged as before.
    case `private`
    /// It bears this account code, as if the switch had sent it.
    case account
    /// It is charged to this party, whatever the directory says.
    case party
}

/// Which corrections hold for a call. The bits are stored: never change one.
public struct CorrectionMarks: OptionSet, Hashable, Sendable {
    /// A bit for each.
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let writtenOff = CorrectionMarks(rawValue: 1)
    public static let isPrivate = CorrectionMarks(rawValue: 2)
    /// The account code is not the switch's.
    public static let account = CorrectionMarks(rawValue: 4)
    /// The party is not the directory's.
    public static let party = CorrectionMarks(rawValue: 8)
}

/// One decision about a call. It holds for all records that are linked to it, those that come later too.
public struct Correction: Hashable, Sendable {
    /// From 1 in each book.
    public var number: Int64
    /// The id of the call on which it was made.
    public var call: String
    public var kind: CorrectionKind
    /// The account code or the party; else empty.
    public var value: String
    /// What it was before, in words: the account code, the party or the charge.
    public var former: String
    public var reason: String
    public var at: Instant
    public var actor: String
    /// `nil`: it holds.
    public var undone: Undoing?

    /// When, by whom and why it was taken back.
    public struct Undoing: Hashable, Sendable {
        public var at: Instant
        public var actor: String
        public var reason: String

        public init(at: Instant, actor: String, reason: String) { (self.at, self.actor, self.reason) = (at, actor, reason) }
    }

    public init(
        number: Int64, call: String, kind: CorrectionKind, value: String, former: String, reason: String, at: Instant, actor: String,
        undone: Undoing?
    ) {
        (self.number, self.call, self.kind, self.value, self.former) = (number, call, kind, value, former)
        (self.reason, self.at, self.actor, self.undone) = (reason, at, actor, undone)
    }
}

extension StoredCall {
    /// Puts the write-off that was decided over what the rules made of the price. What is free anyway, or no call, stays so.
    public mutating func writeOff() {
        if corrected.contains(.writtenOff), price.state == .rated || price.state == .unrated { price = .writtenOff }
    }
}
