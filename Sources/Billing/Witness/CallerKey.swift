import Model

/// Who called, in a form that two recorders can be compared by: the end of a whole number (`NumberEnd`), or all digits of an extension.
struct CallerKey: Sendable {
    enum Kind: Sendable { case none, short, long }

    let kind: Kind
    /// How many digits it has, zeros in front too, and what they are as a number.
    let count: Int
    private let number: Int64

    init(_ caller: String) {
        let end = NumberEnd(caller.utf8)
        let digits = end.isWhole ? end.digits : NumberEnd.allDigits(caller)
        (kind, count) = (end.isWhole ? .long : digits.isEmpty ? .none : .short, digits.utf8.count)
        // Nine digits at most, but for zeros in front.
        number = Int64(digits) ?? 0
    }

    /// Equal for the same digits; `nil` for none.
    var all: Int64? { kind == .none ? nil : Int64(count) * Self.power(NumberEnd.significant) + number }

    /// As many digits of its end, where it is a whole number with more of them.
    func ending(_ count: Int) -> Int64? { kind == .long && self.count > count ? number % Self.power(count) : nil }

    /// The digits, where there are so many.
    func whole(_ count: Int) -> Int64? { kind != .none && self.count == count ? number : nil }

    private static func power(_ count: Int) -> Int64 { (0..<count).reduce(1) { power, _ in power * 10 } }
}
