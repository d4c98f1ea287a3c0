/// A switch that writes lines: with transfers, repeats, differing twins and garbage among them.
struct SimulatedSwitch {
    /// What tells its records apart, by the line without its end.
    private(set) var keys: [String: String] = [:]
    private var lines: [String] = []
    private var number = 0

    /// Some lines, each with its end.
    mutating func log(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        var text = ""
        for _ in 0..<count {
            switch random.below(12) {
            case 0: text += (lines.randomElement(using: &random) ?? "nothing yet") + "\r\n"
            case 1: text += "garbage \(random.below(1_000_000))\r\n"
            case 2: text += "#\u{0}\u{7}#\r\n"
            default: text += call(&random)
            }
        }
        return Array(text.utf8)
    }

    private mutating func call(_ random: inout SeededRandom) -> String {
        number += 1
        // 2026-10-24, the day before the clocks are put back, and the hours behind.
        let second = 8 * 3600 + number * 7 % 30_000 + random.below(5)
        let stamp = "2026/10/24 \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        let from = "\(101 + random.below(9))"
        let to = ["030555", "00170555", "00033155"][random.below(3)] + "\(1000 + random.below(9000))"
        let talk = random.below(900)
        let first = line(stamp, talk, from, to, device: from, continues: false)
        switch random.below(9) {
        case 0:
            return line(stamp, talk, from, to, device: from, continues: true) + line(stamp, 9, from, to, device: "117", continues: false)
        case 1: return first + line(stamp, talk + 3, from, to, device: from, continues: false)
        default: return first
        }
    }

    private mutating func line(_ stamp: String, _ talk: Int, _ from: String, _ to: String, device: String, continues: Bool) -> String {
        let more = continues ? 1 : 0
        let text =
            "\(stamp),\(two(talk / 3600)):\(two(talk / 60 % 60)):\(two(talk % 60)),5,\(from),O,\(to),\(to),,0,"
            + "\(number),\(more),E\(device),N,T9001,Line 1.1,0,0" + Self.empty
        lines.append(text)
        let iso = stamp.map { $0 == "/" ? "-" : $0 == " " ? "T" : $0 }
        keys[text] = "\(String(iso)) \(to) \(from) E\(device),N,T9001,Line 1.1,\(more),\(number),0,0"
        return text + "\r\n"
    }

    /// What tells the record of a line apart; `nil` where it is none. A line whose end was cut off may have garbage in its last
    /// field, which is empty else.
    func key(of line: String) -> String? {
        guard let comma = line.lastIndex(of: ",") else { return nil }
        return keys[String(line[...comma])]
    }

    /// The same of a line that was cut off among the empty fields at its end, and goes on with whatever came then: all that tells its
    /// record apart is there, so that it may be a record, or have too few fields for one, or too many.
    func key(ofCut line: String) -> String? {
        let fields = line.split(separator: ",", maxSplits: Self.telling, omittingEmptySubsequences: false)
        guard fields.count > Self.telling else { return nil }
        return keys[fields.prefix(Self.telling).joined(separator: ",") + Self.empty]
    }

    /// Fields before those at a line's end.
    private static let telling = 17

    /// The empty fields at a line's end.
    private static let empty = String(repeating: ",", count: 13)

    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
