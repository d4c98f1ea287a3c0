/// A walk through a trie, step by step, so that several can go side by side: a walk through a large deck is mostly waiting for
/// memory, and while one waits the others go on.
struct Walk: BitwiseCopyable, Sendable {
    /// Where it stands; -1: it has ended.
    private(set) var node: Int32
    /// Where the longest prefix so far ends, -1 nowhere, and how long it is.
    private var last: Int32 = -1
    private var length: Int32 = 0
    private let start: Int32
    /// Of the sign that it reads next.
    private(set) var position: Int32

    /// - Parameter start: the first sign of the number that is looked at.
    @inline(__always)
    init(from root: Int32, at start: Int = 0) {
        node = root
        self.start = Int32(truncatingIfNeeded: start)
        position = self.start
    }

    /// A walk that has ended before it began.
    static var none: Walk { Walk(from: -1) }
}

extension Walk {
    /// Goes on by a sign.
    @inline(__always)
    mutating func step(_ number: borrowing Number, _ tries: Tries) {
        step(sign: Int(position) < number.count ? number[Int(position)] : Sign.other, tries)
    }

    /// The same with the sign read already; behind the last stands one that no prefix has.
    @inline(__always)
    mutating func step(sign: UInt8, _ tries: Tries) {
        let here = tries.nodes[node]
        let bit = sign < Sign.branches ? UInt16(1) << UInt16(sign & 15) : 0
        let next = Int32(bitPattern: here.children) &+ Int32(tries.bits[Int(here.mask & (bit &- 1) & Tries.branchBits)])
        // Choices, not branches: none of them can be foreseen, and a wrong guess would make the walks beside this one wait.
        let (isEnd, isLeaf, goesOn) = (here.mask & TrieNode.ends != 0, here.leaves & bit != 0, here.mask & bit != 0)
        let read = position &- start
        last = isLeaf ? next : isEnd ? node : last
        length = isLeaf ? read &+ 1 : isEnd ? read : length
        node = goesOn && !isLeaf ? next : -1
        position &+= 1
    }

    /// What was found, once it has ended.
    @inline(__always)
    func match(_ tries: Tries) -> Match {
        Match(last < 0 ? TrieValue() : tries.values[last], length: Int(length))
    }
}
