internal import Model
internal import Money

/// `SettledFigures` as few bytes: base, surcharges, package discount, volume discount, exchange rate, each a zigzag number of 7 bits a
/// byte. The rest is told by the charge and the final charge, which have columns of their own. No bytes at all: settlement made it unrated.
enum FiguresBytes {
    static func write(_ figures: SettledFigures) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in [
            figures.base.units, figures.surcharges.units, figures.packageDiscount.units, figures.volumeDiscount.units, figures.rate.units,
        ] {
            var rest = UInt128(bitPattern: value << 1 ^ value >> 127)
            while rest >= 128 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
        return bytes
    }

    /// The surcharges alone, half-even to a millionth: for sums over many calls. `nil` for what is not written so.
    static func surcharges(_ bytes: UnsafeRawBufferPointer) -> Amount? {
        guard let base = bytes.firstIndex(where: { $0 < 128 }) else { return nil }
        var (value, shift) = (UInt128(0), UInt128(0))
        for byte in bytes[(base + 1)...] {
            guard shift < 128 else { return nil }
            value |= UInt128(byte & 127) << shift
            shift += 7
            if byte < 128 { return Rounding.millionth.round(Int128(bitPattern: value >> 1) ^ -Int128(value & 1), over: 1_000_000_000_000) }
        }
        return nil
    }

    /// `nil` for what is not written so.
    static func read(_ bytes: some Sequence<UInt8>, charge: Amount, final: Money) -> SettledFigures? {
        var numbers: [Int128] = []
        var (value, shift) = (UInt128(0), UInt128(0))
        for byte in bytes {
            guard shift < 128 else { return nil }
            value |= UInt128(byte & 127) << shift
            shift += 7
            guard byte < 128 else { continue }
            numbers.append(Int128(bitPattern: value >> 1) ^ -Int128(value & 1))
            (value, shift) = (0, 0)
        }
        guard numbers.count == 5, shift == 0, let rate = ExchangeRate(units: numbers[4]) else { return nil }
        let parts = numbers.map { FineAmount(units: $0) }
        let charge = FineAmount(charge)
        return SettledFigures(
            base: parts[0], surcharges: parts[1], adjustment: charge - parts[0] - parts[1], packageDiscount: parts[2],
            volumeDiscount: parts[3], net: charge - parts[2] - parts[3], rate: rate, final: final)
    }
}
