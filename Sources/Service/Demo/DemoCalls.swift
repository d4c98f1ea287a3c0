import Model
import Time

/// The demo's calls as its switch would print them: Avaya IP Office SMDR lines, day by day up to `until`, from a seed.
struct DemoCalls {
    let calls: Int
    private let days: Int
    private let until: CivilDay
    private var random: SplitMix
    private let seed: UInt64
    private var day: Int
    private var made = 0
    private var callID = 1_000_000

    /// - Parameters:
    ///   - calls: lines to make (a transferred call has two).
    ///   - until: the last day that has calls.
    init(calls: Int, seed: UInt64, until: CivilDay) {
        self.calls = calls
        self.until = until
        days = min(max(calls / 220, 1), 400)
        random = SplitMix(seed: seed)
        self.seed = seed
        day = 0
    }

    /// The lines of the next day, `nil` after the last.
    mutating func nextDay() -> [UInt8]? {
        guard day < days else { return nil }
        let date = until + (day - days + 1)
        let quota = (calls - made) / (days - day)
        day += 1
        let busy = date.weekday < 5 ? 100 : date.weekday == 5 ? 40 : 12
        let wanted = day == days ? calls - made : min(calls - made, quota * (busy + random.below(20)) / 85)
        let seconds = (0..<wanted).map { _ in secondOfDay(workday: date.weekday < 5) }.sorted()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(wanted * 150)
        var count = 0
        while count < wanted {
            count += call(at: WallTime(day: date, second: seconds[count]), room: wanted - count, into: &bytes)
        }
        made += wanted
        return bytes
    }

    private static let hours = [1, 1, 1, 1, 1, 2, 8, 35, 90, 100, 95, 60, 45, 80, 95, 90, 75, 50, 25, 12, 8, 5, 3, 2]
    private static let durations = [0, 8, 15, 25, 40, 65, 95, 140, 210, 330, 560, 1100, 3000]

    private mutating func secondOfDay(workday: Bool) -> Int {
        let hour = workday ? random.weighted(Self.hours) : 7 + random.below(14)
        return hour * 3600 + random.below(3600)
    }

    private mutating func talk() -> Int {
        let step = random.weighted([6, 12, 14, 14, 13, 11, 9, 8, 6, 4, 2, 1])
        let low = Self.durations[step]
        return low + 1 + random.below(Self.durations[step + 1] - low)
    }

    /// Writes one call as one or two lines and returns how many.
    private mutating func call(at start: WallTime, room: Int, into bytes: inout [UInt8]) -> Int {
        callID += 1 + random.below(3)
        let index = random.below(DemoSite.extensions)
        let phone =
            random.below(400) == 0 ? DemoSite.unknownExtensions[random.below(DemoSite.unknownExtensions.count)] : DemoSite.number(index)
        let answered = random.chance(82)
        let talk = answered ? talk() : 0
        let ring = 2 + random.below(answered ? 14 : 30)
        switch random.weighted([55, 34, 11]) {
        case 0:
            let (dialled, purpose) = (other(Self.dialled), Purpose(seed: seed, callID))
            line(
                start, talk, ring, phone, "O", purpose.digits(dialled), trunk(), account: purpose.account, transferred: false,
                isInternal: false, into: &bytes)
        case 1:
            let caller = other { "0" + Self.subscriber(["24", "28", "90", "91", "98"], &$0) }
            guard answered, room > 1, random.chance(7) else {
                line(start, talk, ring, caller, "I", phone, trunk(), transferred: false, isInternal: false, into: &bytes)
                return 1
            }
            let line1 = trunk()
            line(start, min(talk, 20), ring, caller, "I", phone, line1, transferred: true, isInternal: false, into: &bytes)
            let other = DemoSite.number(random.below(DemoSite.extensions))
            line(start, talk, 0, caller, "I", other, line1, transferred: false, isInternal: false, into: &bytes)
            return 2
        default:
            let other = DemoSite.number((index + 1 + random.below(DemoSite.extensions - 1)) % DemoSite.extensions)
            line(start, talk, ring, phone, "O", other, "", transferred: false, isInternal: true, into: &bytes)
        }
        return 1
    }

    private mutating func trunk() -> String { DemoSite.trunk(random.below(DemoSite.trunks)) }

    /// People outside whom the office knows: nine of ten calls are with them, and with some far more often than with others.
    private static let known = 3000

    /// A number of somebody outside, of whom `number` draws all that is to be drawn.
    private mutating func other(_ number: (inout SplitMix) -> String) -> String {
        guard random.chance(90) else { return number(&random) }
        let who = random.below(Self.known) * random.below(Self.known) / Self.known
        var own = SplitMix(seed: seed &+ UInt64(who + 1) &* 0xD6E8_FEB8_6659_FD93)
        return number(&own)
    }

    private static func subscriber(_ heads: [String], _ random: inout SplitMix) -> String {
        heads[random.below(heads.count)] + String(1_000_000 + random.below(9_000_000))
    }

    private static func dialled(_ random: inout SplitMix) -> String {
        switch random.weighted([320, 140, 380, 90, 45, 40, 20, 3, 1]) {
        case 0: return "9" + String(30_000_000 + random.below(9_000_000))
        case 1: return "90" + subscriber(["28", "236", "28"], &random)
        case 2: return "90" + subscriber(["90", "91", "98", "35", "77"], &random)
        case 3: return "900" + ["49", "33", "44"][random.below(3)] + String(100_000_000 + random.below(800_000_000))
        case 4: return "9001" + String(2_000_000_000 + random.below(7_000_000_000))
        case 5: return "900" + ["81", "82", "65"][random.below(3)] + String(10_000_000 + random.below(80_000_000))
        case 6: return "91080"
        case 7: return "90056" + String(200_000_000 + random.below(700_000_000))
        default: return "9" + ["113", "114", "115"][random.below(3)]
        }
    }

    /// For what somebody calls: for a project, whose code he dials before, for himself, or as most do.
    private struct Purpose {
        var account = ""
        private var isPrivate = false

        /// The draws of all else stay what they are without it.
        init(seed: UInt64, _ callID: Int) {
            var own = SplitMix(seed: seed ^ UInt64(callID) &* 0xD6E8_FEB8_6659_FD93)
            switch own.below(100) {
            case 0..<8: account = DemoSite.accounts[own.below(DemoSite.accounts.count)]
            case 8..<12: isPrivate = true
            default: break
            }
        }

        /// Behind the access code stands the one of private calls.
        func digits(_ dialled: String) -> String {
            isPrivate && dialled.count > 8 ? dialled.prefix(1) + DemoSite.privateCode + dialled.dropFirst() : dialled
        }
    }

    private func line(
        _ start: WallTime, _ talk: Int, _ ring: Int, _ caller: String, _ direction: String, _ called: String, _ trunk: String,
        account: String = "", transferred: Bool, isInternal: Bool, into bytes: inout [UInt8]
    ) {
        let date = start.description.split(separator: "T")
        let day = date[0].split(separator: "-").joined(separator: "/")
        let inside = direction == "I" ? called : caller
        let outside = isInternal ? "E\(called),Ext\(called)" : "\(trunk),Line \(trunk.dropFirst(3)).1"
        let text =
            "\(day) \(date[1]),\(clock(talk)),\(ring),\(caller),\(direction),\(called),\(called),\(account),\(isInternal ? 1 : 0),\(callID),"
            + "\(transferred ? 1 : 0),E\(inside),Ext\(inside),\(outside),0,0,,,,,,,,,,,,,\r\n"
        bytes.append(contentsOf: text.utf8)
    }

    private func clock(_ seconds: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60)
    }
}
