/// A regular expression over bytes, compiled into steps of a small machine (`Matcher`).
struct BytePattern: Sendable {
    enum Step: Sendable {
        case byte(UInt8)
        case set(ByteSet)
        case begin, end
        /// Tries the first way, then the second.
        case split(Int32, Int32)
        case jump(Int32)
        /// Keeps the place in a register.
        case save(Int32)
        /// Fails where nothing was taken since the register was set, so that no loop stands still.
        case progress(Int32)
        case match
    }

    /// The most steps of one pattern.
    static let longest = 4_000
    /// The most groups.
    static let mostGroups = 40

    private(set) var steps: [Step] = []
    /// Names of the groups, in order; "" where a group has none.
    let names: [String]
    /// Two for the whole match and for each group, then those of loops.
    private(set) var registers: Int
    /// Bytes that a match can begin with; `nil`: any, or an empty one.
    let first: ByteSet?
    /// Whether it can match at the begin only.
    let isAnchored: Bool

    /// - Throws: what is wrong with the text, in words.
    init(_ text: [UInt8]) throws(PatternError) {
        var parser = PatternParser(text)
        let tree = try parser.parse()
        names = parser.names
        registers = 2 + 2 * names.count
        first = tree.isNullable ? nil : tree.first
        isAnchored = tree.isAnchored
        try emit(.group(tree, 0))
        steps.append(.match)
    }

    private mutating func emit(_ tree: PatternTree) throws(PatternError) {
        guard steps.count < Self.longest else { throw PatternError(message: "The pattern is too long.") }
        switch tree {
        case .empty: break
        case .set(let set): steps.append(.set(set))
        case .byte(let byte): steps.append(.byte(byte))
        case .begin: steps.append(.begin)
        case .end: steps.append(.end)
        case .group(let inner, let number):
            steps.append(.save(Int32(2 * number)))
            try emit(inner)
            steps.append(.save(Int32(2 * number + 1)))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let parts): try emitChoice(parts)
        case .loop(let body, let least, let most, let isGreedy): try emitLoop(body, least, most, isGreedy)
        }
    }

    private mutating func emitChoice(_ parts: [PatternTree]) throws(PatternError) {
        var jumps: [Int] = []
        for (index, part) in parts.enumerated() {
            guard index < parts.count - 1 else {
                try emit(part)
                break
            }
            let split = steps.count
            steps.append(.match)
            try emit(part)
            jumps.append(steps.count)
            steps.append(.match)
            steps[split] = .split(Int32(split + 1), Int32(steps.count))
        }
        for jump in jumps { steps[jump] = .jump(Int32(steps.count)) }
    }

    private mutating func emitLoop(_ body: PatternTree, _ least: Int, _ most: Int?, _ isGreedy: Bool) throws(PatternError) {
        for _ in 0..<least { try emit(body) }
        var splits: [Int] = []
        if let most {
            for _ in least..<max(most, least) {
                splits.append(steps.count)
                steps.append(.match)
                try emit(body)
            }
        } else {
            let top = steps.count
            splits.append(top)
            steps.append(.match)
            let register = Int32(registers)
            if body.isNullable {
                registers += 1
                steps.append(.save(register))
            }
            try emit(body)
            if body.isNullable { steps.append(.progress(register)) }
            steps.append(.jump(Int32(top)))
        }
        let out = Int32(steps.count)
        for split in splits { steps[split] = isGreedy ? .split(Int32(split + 1), out) : .split(out, Int32(split + 1)) }
    }
}

struct PatternError: Error {
    let message: String
}

/// A regular expression as it was read.
indirect enum PatternTree {
    case empty
    case byte(UInt8)
    case set(ByteSet)
    case begin, end
    case group(PatternTree, Int)
    case sequence([PatternTree])
    case choice([PatternTree])
    case loop(PatternTree, least: Int, most: Int?, isGreedy: Bool)

    /// Whether it can match nothing.
    var isNullable: Bool {
        switch self {
        case .empty, .begin, .end: true
        case .byte, .set: false
        case .group(let inner, _): inner.isNullable
        case .sequence(let parts): parts.allSatisfy(\.isNullable)
        case .choice(let parts): parts.contains(where: \.isNullable)
        case .loop(let body, let least, _, _): least == 0 || body.isNullable
        }
    }

    /// The bytes that it can begin with, where it takes any.
    var first: ByteSet {
        switch self {
        case .empty, .begin, .end: return ByteSet()
        case .byte(let byte): return ByteSet([byte])
        case .set(let set): return set
        case .group(let inner, _): return inner.first
        case .choice(let parts):
            var set = ByteSet()
            for part in parts { set.formUnion(part.first) }
            return set
        case .sequence(let parts):
            var set = ByteSet()
            for part in parts {
                set.formUnion(part.first)
                if !part.isNullable { break }
            }
            return set
        case .loop(let body, _, _, _): return body.first
        }
    }

    var isAnchored: Bool {
        switch self {
        case .begin: true
        case .group(let inner, _): inner.isAnchored
        case .sequence(let parts): parts.first?.isAnchored ?? false
        case .choice(let parts): parts.allSatisfy(\.isAnchored)
        case .loop(let body, let least, _, _): least > 0 && body.isAnchored
        default: false
        }
    }
}
