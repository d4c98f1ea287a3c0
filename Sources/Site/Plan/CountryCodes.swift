import Model

/// The countries of the world by the numbers that are called: whatever a site's own numbering plan names, a country is one here.
/// Satellites, international networks and premium numbers that belong to no country are one each; what is free for whoever calls is none.
public struct CountryCodes: Sendable {
    /// By `Numbering/WORLD.yaml`.
    public static let world = CountryCodes(
        NumberingData.world.entries.filter { !$0.short && $0.type != CallTypeID("toll-free") }.map { ($0.prefix, $0.destination) })

    /// Ten for each node, by digit; -1: none.
    private var children: [Int16] = []
    /// Of each node the place of the name of the prefix that ends there; -1: none does.
    private var ends: [Int16] = []
    private var names: [String] = []

    init(_ prefixes: [(prefix: String, name: String)]) {
        _ = node()
        var places: [String: Int16] = [:]
        for (prefix, name) in prefixes {
            var at = 0
            for byte in prefix.utf8 {
                let slot = at * 10 + Int(byte) - Int(UInt8(ascii: "0"))
                if children[slot] < 0 {
                    // Before it is kept: making a node moves them all.
                    let next = node()
                    children[slot] = next
                }
                at = Int(children[slot])
            }
            if places[name] == nil {
                places[name] = Int16(names.count)
                names.append(name)
            }
            ends[at] = places[name] ?? -1
        }
    }

    private mutating func node() -> Int16 {
        children += Array(repeating: -1, count: 10)
        ends.append(-1)
        return Int16(ends.count - 1)
    }

    /// The country of an international number without `+`, by the longest code that it begins with; `nil`: nobody's.
    /// - Parameters:
    ///   - count: how many signs it has.
    ///   - digit: the sign at a place, 0 … 9; anything else ends the number.
    public func name(count: Int, _ digit: (Int) -> UInt8) -> String? {
        var (at, found) = (0, -1)
        for place in 0..<count {
            let sign = digit(place)
            guard sign < 10 else { break }
            let next = children[at * 10 + Int(sign)]
            guard next >= 0 else { break }
            at = Int(next)
            if ends[at] >= 0 { found = Int(ends[at]) }
        }
        return found < 0 ? nil : names[found]
    }
}
