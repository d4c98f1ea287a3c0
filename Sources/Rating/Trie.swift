/// A sign of a telephone number as a small number: 0 … 9, `*`, `#`, `+`, and all else.
enum Sign {
    static let star: UInt8 = 10
    static let hash: UInt8 = 11
    static let plus: UInt8 = 12
    /// A sign that no prefix has: the walk ends at it.
    static let other: UInt8 = 15
    /// Signs that a prefix may have.
    static let branches = 12

    @inline(__always)
    static func of(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
        case UInt8(ascii: "*"): star
        case UInt8(ascii: "#"): hash
        case UInt8(ascii: "+"): plus
        default: other
        }
    }

    /// How people write a sign; `?` for one that is none of a telephone.
    static func text(_ sign: UInt8) -> UInt8 {
        switch sign {
        case 0...9: sign + UInt8(ascii: "0")
        case star: UInt8(ascii: "*")
        case hash: UInt8(ascii: "#")
        case plus: UInt8(ascii: "+")
        default: UInt8(ascii: "?")
        }
    }

    /// The signs of a prefix, `nil` where one of them cannot stand in a prefix.
    static func list(_ text: String) -> [UInt8]? {
        let signs = text.utf8.map { of($0) }
        return signs.allSatisfy { $0 < branches } ? signs : nil
    }
}

/// A node of a flattened prefix trie: its children stand side by side from `children` on, one for each bit of `mask`. Eight bytes, and
/// a leaf need not be read at all: a walk through a deck of 100,000 prefixes is mostly waiting for memory.
struct TrieNode: BitwiseCopyable, Sendable {
    /// Bit of `mask` that says that a prefix ends here.
    static let ends: UInt16 = 1 << 15

    var children: UInt32 = 0
    var mask: UInt16 = 0
    /// Children that have none themselves; a prefix ends in each of them.
    var leaves: UInt16 = 0
}

/// What a prefix stands for, -1 for nothing. Of rows the plan stands beside the row, so that it comes with the same look at memory.
struct TrieValue: BitwiseCopyable, Sendable {
    var value: Int32 = -1
    var plan: Int32 = -1
}

/// Tries as they are laid out: nodes, and beside them what the prefix that ends there stands for.
struct TrieLayout {
    var nodes: [TrieNode] = []
    var values: [TrieValue] = []
}

/// Laid out tries, each known by the index of its root.
struct Tries: BitwiseCopyable, Sendable {
    let nodes: Frozen<TrieNode>
    let values: Frozen<TrieValue>
    /// The bits of a mask that stand for signs.
    static let branchBits: UInt16 = 1 << UInt16(Sign.branches) - 1
    /// How many bits a mask has: the oldest processors that the program is built for have no instruction for it.
    let bits: Frozen<UInt8>

    init(_ layout: TrieLayout) {
        bits = Frozen((0..<1 << Sign.branches).map { UInt8(truncatingIfNeeded: $0.nonzeroBitCount) })
        nodes = Frozen(layout.nodes)
        values = Frozen(layout.values)
    }

    func free() {
        nodes.free()
        values.free()
        bits.free()
    }
}

/// The longest prefix found: what it stands for (-1: none was found) and its length in signs.
struct Match: BitwiseCopyable, Sendable {
    var value: Int32
    var plan: Int32
    var length: Int

    @inline(__always)
    init(_ found: TrieValue, length: Int) {
        value = found.value
        plan = found.plan
        self.length = length
    }
}

extension Tries {
    /// The longest prefix of the signs from `start` on.
    @inline(__always)
    func longest(_ root: Int32, _ number: borrowing Number, from start: Int = 0) -> Match {
        var walk = Walk(from: root, at: start)
        while walk.node >= 0 { walk.step(number, self) }
        return walk.match(self)
    }

    /// The value of the prefix that is all of the number from `start` on, -1 for none.
    @inline(__always)
    func whole(_ root: Int32, _ number: borrowing Number, from start: Int = 0) -> Int32 {
        let match = longest(root, number, from: start)
        return match.length == number.count &- start && match.length > 0 ? match.value : -1
    }
}

/// Collects prefixes and lays them out flat.
struct TrieBuilder {
    private var children: [Int32] = Array(repeating: -1, count: Sign.branches)
    private var values: [TrieValue] = [TrieValue()]

    init() {}

    /// Of two equal prefixes the later one counts.
    mutating func insert(_ prefix: [UInt8], _ value: TrieValue) {
        var node = 0
        for sign in prefix {
            let slot = node * Sign.branches + Int(sign)
            if children[slot] < 0 {
                children[slot] = Int32(truncatingIfNeeded: values.count)
                values.append(TrieValue())
                children.append(contentsOf: repeatElement(-1, count: Sign.branches))
            }
            node = Int(children[slot])
        }
        values[node] = value
    }

    /// Inserts the prefix where it is made of signs that a prefix may have; the reader of site files refuses others.
    mutating func insert(_ prefix: String, _ value: Int32, plan: Int32 = -1) {
        guard let signs = Sign.list(prefix) else { return }
        insert(signs, TrieValue(value: value, plan: plan))
    }

    /// Appends the nodes and returns the root's index. What lies below a node lies together, so that the long end of a walk stays
    /// within a few neighbouring lines of the cache.
    func flatten(into layout: inout TrieLayout) -> Int32 {
        let root = layout.nodes.count
        var open: [(built: Int, flat: Int)] = [(0, root)]
        layout.nodes.append(TrieNode())
        layout.values.append(values[0])
        while let (built, flat) = open.popLast() {
            var node = TrieNode()
            if values[built].value >= 0 { node.mask = TrieNode.ends }
            node.children = UInt32(truncatingIfNeeded: layout.nodes.count)
            for sign in 0..<Sign.branches {
                let child = children[built * Sign.branches + sign]
                guard child >= 0 else { continue }
                node.mask |= 1 << UInt16(sign)
                if isLeaf(Int(child)) { node.leaves |= 1 << UInt16(sign) }
                open.append((Int(child), layout.nodes.count))
                layout.nodes.append(TrieNode())
                layout.values.append(values[Int(child)])
            }
            layout.nodes[flat] = node
        }
        return Int32(truncatingIfNeeded: root)
    }

    private func isLeaf(_ node: Int) -> Bool {
        children[node * Sign.branches..<(node + 1) * Sign.branches].allSatisfy { $0 < 0 }
    }
}
