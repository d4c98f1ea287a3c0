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
    static func surcharges(_ bytes: some Sequence<UInt8>) -> Amount? {
        var rest = bytes.makeIterator()
        guard number(&rest) != nil, let surcharges = number(&rest) else { return nil }
        return Rounding.millionth.round(surcharges, over: 1_000_000_000_000)
    }

    /// The next number; `nil` at the end, and for what is not written so.
    private static func number(_ bytes: inout some IteratorProtocol<UInt8>) -> Int128? {
        var (value, shift) = (UInt128(0), UInt128(0))
        while shift < 128, let byte = bytes.next() {
            value |= UInt128(byte & 127) << shift
            shift += 7
            if byte < 128 { return Int128(bitPattern: value >> 1) ^ -Int128(value & 1) }
        }
        return nil
    }

    /// `nil` for what is not written so.
    static func read(_ bytes: some Sequence<UInt8>, charge: Amount, final: Money) -> SettledFigures? {
        var numbers: [Int128] = []
        var rest = bytes.makeIterator()
        while numbers.count < 5, let number = number(&rest) { numbers.append(number) }
        guard numbers.count == 5, rest.next() == nil, let rate = ExchangeRate(units: numbers[4]) else { return nil }
        let parts = numbers.map { FineAmount(units: $0) }
        let charge = FineAmount(charge)
        return SettledFigures(
            base: parts[0], surcharges: parts[1], adjustment: charge - parts[0] - parts[1], packageDiscount: parts[2],
            volumeDiscount: parts[3], net: charge - parts[2] - parts[3], rate: rate, final: final)
    }
}
