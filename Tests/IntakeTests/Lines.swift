import Doubles
import Time

/// Made-up lines of two switches, each call with all its records.
struct Lines {
    /// 2026-10-24, the day before the clocks are put back: in the hour that comes twice the order of the stream would count.
    private static let first: Int64 = 1_792_800_000
    var dice: Dice
    private var number = 0

    init(_ seed: UInt64) { dice = Dice(seed) }

    /// Calls of the IP Office, some transferred: those records follow each other in the stream.
    mutating func office(_ calls: Int) -> [String] {
        (0..<calls).map { _ in
            number += 1
            let start = stamp("/", spread: 60_000)
            let from = ["101", "102", "117"][dice.below(3)]
            let to = ["0555", "00170", "00033"][dice.below(3)] + "\(1000 + dice.below(9000))"
            func record(_ talk: Int, _ device: String, continues: Bool) -> String {
                "\(start),\(clock(talk)),5,\(from),O,\(to),\(to),,0,\(number),\(continues ? 1 : 0),E\(device),N,T9001,Line 1.1,0,0"
                    + ",,,,,,,,,,,,,\r\n"
            }
            guard dice.below(4) == 0 else { return record(dice.below(300), from, continues: false) }
            return record(dice.below(200), from, continues: true) + record(dice.below(200), "1\(10 + dice.below(9))", continues: false)
        }
    }

    /// Records of Asterisk, some linked: forked ringing, and legs of one call with starts of their own.
    mutating func asterisk(_ calls: Int) -> [String] {
        (0..<calls).flatMap { _ -> [String] in
            number += 1
            let id = "17928.\(number)"
            let start = stamp("-", spread: 60_000)
            let from = ["1001", "1002"][dice.below(2)]
            let to = "0170\(1000 + dice.below(9000))"
            func record(_ start: String, _ peer: String, _ talk: Int) -> String {
                let answer = talk > 0 ? "ANSWERED" : "NO ANSWER"
                return "\"\"," + #""\#(from)","\#(to)","pre-rec","x","SIP/\#(from)-\#(number)","\#(peer)-\#(number)","Dial","x","#
                    + #""\#(start)","","",\#(talk + 4),\#(talk),"\#(answer)","DOCUMENTATION","\#(id)","""# + "\n"
            }
            switch dice.below(4) {
            case 0: return (0..<3).map { record(start, "OOH323/line\($0)", 0) }
            case 1: return [record(start, "OOH323/a", 30 + dice.below(50)), record(later(start), "SIP/b", 1 + dice.below(99))]
            default: return [record(start, "OOH323/a", dice.below(300))]
            }
        }
    }

    private mutating func stamp(_ sign: String, spread: Int) -> String {
        printed(WallTime(seconds: Self.first + Int64(dice.below(spread))), sign)
    }

    private func later(_ stamp: String) -> String {
        let wall = WallTime(text: stamp.replacing(" ", with: "T")) ?? WallTime(seconds: 0)
        return printed(wall + 40, "-")
    }

    private func printed(_ wall: WallTime, _ sign: String) -> String {
        wall.description.replacing("-", with: sign).replacing("T", with: " ")
    }

    private func clock(_ seconds: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}
