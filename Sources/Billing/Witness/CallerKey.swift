/// Who called, in a form that two recorders can be compared by.
///
/// A number of seven digits or more is a whole one: nine digits of its end tell it, without zeros in front, so that 0301234567 is
/// +49301234567. One of fewer digits is an extension.
struct CallerKey: Hashable, Sendable {
    enum Kind: Sendable { case none, short, long }

    let kind: Kind
    let digits: String
    static let enough = 7
    static let significant = 9

    init(_ caller: String) {
        let all = caller.utf8.filter { (48...57).contains($0) }
        let whole = all.drop { $0 == 48 }
        if whole.count >= CallerKey.enough {
            (kind, digits) = (.long, String(decoding: whole.suffix(CallerKey.significant), as: UTF8.self))
        } else {
            (kind, digits) = (all.isEmpty ? .none : .short, String(decoding: all, as: UTF8.self))
        }
    }

    /// As many digits of its end, where it is a whole number with more of them.
    func ending(_ count: Int) -> String? {
        guard kind == .long, digits.utf8.count > count else { return nil }
        return String(digits.suffix(count))
    }

    /// The digits, where there are so many.
    func whole(_ count: Int) -> String? { kind != .none && digits.utf8.count == count ? digits : nil }
}
