/// A random generator with a seed that a failing test prints (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

extension Dice {
    /// A value of any size from one digit to the ends of Int64, both signs.
    mutating func spread() -> Int64 { Int64(truncatingIfNeeded: next()) >> Int64.random(in: 0...63, using: &self) }
}
