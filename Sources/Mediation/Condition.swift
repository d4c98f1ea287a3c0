/// A question about a record, flat: children are indices.
enum Condition: Sendable {
    case text(Subject, TextTest)
    case number(NumberSubject, NumberTest)
    case direction(UInt8)
    case answered(UInt8)
    case all(Run)
    case any(Run)
    case not(Int32)
    /// Two fields hold the same bytes.
    case same(Int32, Int32)
}

enum Subject: Sendable {
    case line
    case field(Int32)
}

enum NumberSubject: Sendable {
    /// Index into `Program.numbers`.
    case field(Int32)
    /// How many fields the record has.
    case columns
    /// How many lines.
    case lines
    case duration
    case ring
}

enum TextTest: Sendable {
    case oneOf(Run)
    /// Equal, whatever the case of ASCII letters.
    case anyCase(Run)
    /// Index of a pattern that is found in it.
    case matches(Int32)
    case starts(Run)
    case ends(Run)
    case contains(Run)
    /// `9` stands for one or more digits, `*` for anything, all else for itself.
    case like(Run)
    /// Not empty and made of these bytes only.
    case only(Constant)
    case blank
    case digits
    case longer(Int32)
    case shorter(Int32)
}

enum NumberTest: Sendable {
    case equals(Int64)
    case above(Int64)
    case below(Int64)
}
