import Foundation

/// splitmix64: a failing case is found again by its printed seed.
public struct Dice: RandomNumberGenerator {
    private var state: UInt64
    public init(_ seed: UInt64) { state = seed }
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// The seed of a run: given in TOLLBOOK_SEED, else of the clock; printed.
    public static func seed(_ test: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64(Date().timeIntervalSince1970 * 1000)
        print("\(test): seed \(seed)")
        return seed
    }
}
