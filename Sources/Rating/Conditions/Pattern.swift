/// A text that a rule compares with, or what it begins with.
struct PatternPlan: BitwiseCopyable, Sendable {
    /// Its bytes (or signs of a number) in the list of all of them.
    var first: Int32
    var count: Int32
    var isPrefix: Bool
    /// Of signs of a number, not of bytes.
    var isNumber: Bool
}

/// The patterns of all conditions, laid out.
struct PatternLayout {
    private(set) var plans: [PatternPlan] = []
    private(set) var bytes: [UInt8] = []

    /// - Parameter isNumber: it is compared with the signs of a number, unless it is none: then with the text as decoded.
    /// - Returns: places of the patterns in the list; `nil` where there are none.
    mutating func add(_ texts: [String], isNumber: Bool) -> PlanRange? {
        add(texts) { text in
            let isPrefix = text.last == UInt8(ascii: "*")
            let body = isPrefix ? Array(text.dropLast()) : text
            return (body, isPrefix, isNumber && body.allSatisfy { Sign.of($0) != Sign.other })
        }
    }

    /// Names that are meant as they stand: a `*` at the end is a sign of theirs.
    mutating func add(names: [String]) -> PlanRange? { add(names) { ($0, false, false) } }

    private mutating func add(
        _ texts: [String], _ read: ([UInt8]) -> (body: [UInt8], isPrefix: Bool, isNumber: Bool)
    ) -> PlanRange? {
        guard !texts.isEmpty else { return nil }
        let first = plans.count
        for text in texts {
            let (body, isPrefix, isNumber) = read(Array(text.utf8))
            plans.append(
                PatternPlan(
                    first: Int32(truncatingIfNeeded: bytes.count), count: Int32(truncatingIfNeeded: body.count), isPrefix: isPrefix,
                    isNumber: isNumber))
            bytes += isNumber ? body.map { Sign.of($0) } : body
        }
        return PlanRange(first: Int32(truncatingIfNeeded: first), count: Int32(truncatingIfNeeded: texts.count))
    }
}

/// Places that follow each other in a frozen list.
struct PlanRange: BitwiseCopyable, Sendable {
    var first: Int32
    var count: Int32
}

struct Patterns: BitwiseCopyable, Sendable {
    private let plans: Frozen<PatternPlan>
    private let bytes: Frozen<UInt8>

    init(_ layout: PatternLayout) {
        plans = Frozen(layout.plans)
        bytes = Frozen(layout.bytes)
    }

    func free() {
        plans.free()
        bytes.free()
    }

    /// Whether a text of a record is one of them. A missing text is none, not even `*`.
    func matches(_ range: PlanRange, _ text: Span<UInt8>, _ place: Range<Int>) -> Bool {
        for index in range.first..<range.first + range.count {
            let plan = plans[index]
            if plan.isNumber { continue }
            let count = Int(plan.count)
            guard !place.isEmpty, plan.isPrefix ? place.count >= count : place.count == count else { continue }
            var same = true
            for offset in 0..<count where bytes[Int(plan.first) + offset] != text[place.lowerBound + offset] {
                same = false
                break
            }
            if same { return true }
        }
        return false
    }

    func matches(_ range: PlanRange, _ number: borrowing Number) -> Bool {
        for index in range.first..<range.first + range.count {
            let plan = plans[index]
            guard plan.isNumber else { continue }
            let count = Int(plan.count)
            guard number.count > 0, plan.isPrefix ? number.count >= count : number.count == count else { continue }
            var same = true
            for offset in 0..<count where bytes[Int(plan.first) + offset] != number[offset] {
                same = false
                break
            }
            if same { return true }
        }
        return false
    }
}
