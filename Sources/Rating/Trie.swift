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

    /// The signs of a prefix, `nil` where one of them cannot stand in a prefix.
    static func list(_ text: String) -> [UInt8]? {
        let signs = text.utf8.map { of($0) }
        return signs.allSatisfy { $0 < branches } ? signs : nil
    }
}

/// A node of a flattened prefix trie: its children stand side by side from `children` on, one for each bit of `mask`.
struct TrieNode: BitwiseCopyable, Sendable {
    var children: UInt32 = 0
    /// What the prefix that ends here stands for, -1 for none.
    var value: Int32 = -1
    var mask: UInt16 = 0
}

/// The longest prefix found: its value (-1: none) and its length in signs.
struct Match: BitwiseCopyable, Sendable {
    var value: Int32
    var length: Int
}

extension Frozen<TrieNode> {
    /// The longest prefix of the signs from `start` on.
    @inline(__always)
    func longest(_ root: Int32, _ number: Number, from start: Int = 0) -> Match {
        var node = self[root]
        var match = Match(value: node.value, length: 0)
        var position = start
        while position < number.count {
            let sign = number[position]
            guard sign < Sign.branches else { break }
            let bit = UInt16(1) << UInt16(sign)
            guard node.mask & bit != 0 else { break }
            node = self[Int(node.children) &+ (node.mask & (bit &- 1)).nonzeroBitCount]
            position &+= 1
            if node.value >= 0 { match = Match(value: node.value, length: position &- start) }
        }
        return match
    }

    /// The value of the prefix that is all of the number from `start` on, -1 for none.
    @inline(__always)
    func whole(_ root: Int32, _ number: Number, from start: Int = 0) -> Int32 {
        let match = longest(root, number, from: start)
        return match.length == number.count &- start && match.length > 0 ? match.value : -1
    }
}

/// Collects prefixes and lays them out flat.
struct TrieBuilder {
    private var children: [Int32] = Array(repeating: -1, count: Sign.branches)
    private var values: [Int32] = [-1]

    init() {}

    /// Of two equal prefixes the later one counts.
    mutating func insert(_ prefix: [UInt8], _ value: Int32) {
        var node = 0
        for sign in prefix {
            let slot = node * Sign.branches + Int(sign)
            if children[slot] < 0 {
                children[slot] = Int32(truncatingIfNeeded: values.count)
                values.append(-1)
                children.append(contentsOf: repeatElement(-1, count: Sign.branches))
            }
            node = Int(children[slot])
        }
        values[node] = value
    }

    /// Inserts the prefix where it is made of signs that a prefix may have; the reader of site files refuses others.
    mutating func insert(_ prefix: String, _ value: Int32) {
        guard let signs = Sign.list(prefix) else { return }
        insert(signs, value)
    }

    /// Appends the nodes level by level and returns the root's index.
    func flatten(into nodes: inout [TrieNode]) -> Int32 {
        let root = nodes.count
        var queue: [(built: Int, flat: Int)] = [(0, root)]
        nodes.append(TrieNode())
        var head = 0
        while head < queue.count {
            let (built, flat) = queue[head]
            head += 1
            nodes[flat].value = values[built]
            nodes[flat].children = UInt32(truncatingIfNeeded: nodes.count)
            for sign in 0..<Sign.branches {
                let child = children[built * Sign.branches + sign]
                guard child >= 0 else { continue }
                nodes[flat].mask |= 1 << UInt16(sign)
                queue.append((Int(child), nodes.count))
                nodes.append(TrieNode())
            }
        }
        return Int32(truncatingIfNeeded: root)
    }
}
