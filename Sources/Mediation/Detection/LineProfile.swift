/// What lines look like: the kind of the byte at each place, and which kinds follow each other. Digits are alike, and so are letters;
/// everything else is itself, so that two layouts differ by their separators and by where things stand.
struct LineProfile {
    private static let most = 240
    private let kinds: [UInt8]
    private let runs: Set<UInt16>

    init(_ line: some Collection<UInt8>) {
        kinds = line.prefix(Self.most).map(Self.kind)
        var runs: Set<UInt16> = []
        var last: UInt8 = 0
        for kind in kinds where kind != last {
            runs.insert(UInt16(last) << 8 | UInt16(kind))
            last = kind
        }
        self.runs = runs
    }

    private static func kind(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 48...57: 48
        case 65...90, 97...122: 97
        case 128...255: 200
        case 9, 32: 32
        default: byte
        }
    }

    /// 1 where both look the same, 0 where nothing is common.
    func likeness(_ other: LineProfile) -> Double {
        let length = max(kinds.count, other.kinds.count)
        guard length > 0 else { return 0 }
        var same = 0
        var told = 0
        for index in 0..<length {
            let mine = index < kinds.count ? kinds[index] : 32
            let its = index < other.kinds.count ? other.kinds[index] : 32
            if mine == 32, its == 32 { continue }
            told += 1
            if mine == its { same += 1 }
        }
        let common = Double(runs.intersection(other.runs).count) / Double(max(1, runs.union(other.runs).count))
        return 0.6 * Double(same) / Double(max(1, told)) + 0.4 * common
    }
}
