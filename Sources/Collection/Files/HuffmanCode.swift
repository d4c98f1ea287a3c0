/// A code of DEFLATE: how many codes have each length, and the symbols in the order of their codes.
struct HuffmanCode {
    private var counts = [Int](repeating: 0, count: 16)
    private var symbols: [Int]

    /// `nil` where more codes are given than there is room for.
    init?(lengths: some Collection<Int>) {
        for length in lengths { counts[length] += 1 }
        counts[0] = 0
        var left = 1
        for length in 1...15 {
            left = left * 2 - counts[length]
            if left < 0 { return nil }
        }
        var places = [Int](repeating: 0, count: 16)
        for length in 1..<15 { places[length + 1] = places[length] + counts[length] }
        symbols = [Int](repeating: 0, count: lengths.count)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[places[length]] = symbol
            places[length] += 1
        }
    }

    /// The next symbol; `nil` where the stream ends or has no such code.
    func symbol(_ reader: inout BitReader) -> Int? {
        var code = 0, first = 0, index = 0
        for length in 1...15 {
            guard let bit = reader.number(1) else { return nil }
            code |= bit
            let count = counts[length]
            if code - count < first { return symbols[index + code - first] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }

    static let fixedLiterals = HuffmanCode(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode(lengths: (0..<30).map { _ in 5 })

    /// The two codes that stand at the begin of a block.
    static func read(_ reader: inout BitReader) -> (HuffmanCode, HuffmanCode)? {
        guard let literals = reader.number(5), let distances = reader.number(5), let lengthCodes = reader.number(4),
            literals <= 29, distances <= 29
        else { return nil }
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = [Int](repeating: 0, count: 19)
        for place in order.prefix(lengthCodes + 4) {
            guard let length = reader.number(3) else { return nil }
            lengths[place] = length
        }
        guard let code = HuffmanCode(lengths: lengths) else { return nil }
        var all: [Int] = []
        let total = literals + 257 + distances + 1
        while all.count < total {
            guard let symbol = code.symbol(&reader) else { return nil }
            let (value, base, bits) =
                switch symbol {
                case 16: (all.last ?? -1, 3, 2)
                case 17: (0, 3, 3)
                case 18: (0, 11, 7)
                default: (symbol, 1, 0)
                }
            guard value >= 0, let more = reader.number(bits) else { return nil }
            all += Array(repeating: value, count: base + more)
        }
        guard all.count == total, all[256] > 0, let first = HuffmanCode(lengths: all[..<(literals + 257)]),
            let second = HuffmanCode(lengths: all[(literals + 257)...])
        else { return nil }
        return (first, second)
    }
}
