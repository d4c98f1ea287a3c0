import Fuzzing

/// Changes an input at random places, as libFuzzer does, from a seed.
struct Mutator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) { (self.seed, state) = (seed, seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// Bytes that mean something to some format.
    private static let telling = Array("\r\n\u{0}\u{2}\u{3}\",;'\\<>/{}[]()=&:09- \t#!".utf8) + [0xEF, 0xBB, 0xBF, 0xFF, 0x80]

    mutating func mutated(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) {
            let place = Int.random(in: 0...bytes.count, using: &self)
            let count = min(bytes.count - place, Int.random(in: 0...20, using: &self))
            switch Int.random(in: 0..<6, using: &self) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: bytes.removeSubrange(place..<place + count)
            case 3: bytes.insert(Self.telling.randomElement(using: &self) ?? 0, at: place)
            case 4: bytes.insert(contentsOf: Array(bytes[place..<place + count]), at: place)
            default:
                let from = Int.random(in: 0...other.count, using: &self)
                bytes.insert(contentsOf: other[from..<min(other.count, from + 30)], at: place)
            }
        }
        return Array(bytes.prefix(FuzzTarget.longest))
    }
}
