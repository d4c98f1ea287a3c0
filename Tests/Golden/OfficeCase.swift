import Foundation

/// A small office whose bills can be worked out by hand, and a generator of its switch's lines.
enum OfficeCase {
    static let site = """
        site: {name: Test office, zone: Europe/Berlin, currency: EUR, defaultTable: {price: office}}
        switches:
          - id: main
            format: avaya-ip-office-smdr
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["0"], extensionLength: [3]}
        trunks: [{id: T9001, switch: main}]
        numbering:
          - {prefix: "4930", type: local, destination: Berlin}
          - {prefix: "49", type: national, destination: Germany}
          - {prefix: "33", type: international, destination: France}
        organisation:
          - {id: hq, kind: company, name: Head office}
          - {id: sales, kind: department, parent: hq, name: Sales}
        parties:
          - {id: "101", name: Reception, numbers: [{number: "101", from: 2020-01-01}], member: [{of: sales, from: 2020-01-01}]}
          - {id: "102", name: "Workshop", numbers: [{number: "102", from: 2020-01-01}]}
        rateTables:
          - id: office
            rounding: {to: "0.01", mode: up}
            versions:
              - from: 2020-01-01
                rows:
                  - {prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}
                  - {prefix: ["49"], name: Germany, all: {increments: "60/6", price: "0.12", per: 60}}

        """

    /// A line of an outgoing call.
    static func line(_ stamp: String, _ connected: String, from: String, to: String, id: Int, ring: Int = 5) -> String {
        "\(stamp),\(connected),\(ring),\(from),O,\(to),\(to),,0,\(id),0,E\(from),Somebody,T9001,Line 1.1,0,0,,,,,,,,,,,,,\r\n"
    }

    /// A call that goes on at another phone: two lines with one start.
    private static func transferred(_ line: String, _ talk: Int, to device: String) -> String {
        var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        fields[10] = "1"
        let first = fields.joined(separator: ",")
        (fields[1], fields[2], fields[10], fields[11]) = (String(format: "00:%02d:%02d", talk / 60, talk % 60), "0", "0", "E" + device)
        return first + fields.joined(separator: ",")
    }

    /// Lines with repeats, transfers, differing twins and garbage among them, the same for the same seed.
    static func log(lines: Int, seed: UInt64) -> Data {
        var random = Random(seed: seed)
        var text = ""
        var earlier: [String] = []
        for number in 0..<lines {
            let second = number * 7
            let stamp = String(
                format: "2026/03/%02d %02d:%02d:%02d", 1 + second / 86_400 % 28, second / 3600 % 24, second / 60 % 60, second % 60)
            let talk = random.below(600)
            let connected = String(format: "%02d:%02d:%02d", talk / 3600, talk / 60 % 60, talk % 60)
            let from = String(101 + random.below(5))
            let to = ["030555", "00170555", "00033155", "0"][random.below(4)] + String(1000 + random.below(9000))
            let made = line(stamp, connected, from: from, to: to, id: 1_000_000 + number)
            switch random.below(100) {
            case 0..<3: text += earlier.isEmpty ? made : earlier[random.below(earlier.count)]
            case 3: text += made + made.replacingOccurrences(of: ",\(connected),", with: ",11:11:11,")
            case 4: text += "\u{0}garbage \(number)\r\n"
            case 5..<15: text += transferred(made, random.below(600), to: String(101 + random.below(5)))
            default:
                text += made
                earlier.append(made)
            }
        }
        return Data(text.utf8)
    }

    struct Random {
        private var state: UInt64
        init(seed: UInt64) { state = seed | 1 }
        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
    }
}
