/// FNV-1a of 64 bits: tells apart what nobody makes on purpose. No proof against forgers.
public struct Fingerprint: Sendable {
    /// Of all that was added so far.
    public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    public init() {}

    /// Without a mark of where they end.
    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    /// As eight bytes.
    public mutating func add(_ number: Int64) {
        for shift in stride(from: Int64(0), to: 64, by: 8) { add(CollectionOfOne(UInt8(truncatingIfNeeded: number >> shift))) }
    }
}
