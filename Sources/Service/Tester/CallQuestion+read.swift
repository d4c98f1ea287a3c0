import Model
import Money
import Rating
import Site
import Time

/// A question as the rater takes it.
struct AskedCall {
    var record = CallRecord()
    var batch = RecordBatch()
    var switchIndex: Int32 = 0
    /// How the caller was taken.
    var caller = CallerFound.nobody
}

/// What the caller's text turned out to be.
public enum CallerFound: Sendable, Hashable {
    /// A party, with its number of that day.
    case party(id: String, number: String)
    case `extension`(String)
    case number(String)
    /// Nothing was typed.
    case nobody
}

/// Reads what was typed and gathers what is wrong with it.
struct QuestionReader {
    /// Longest text of a field, in bytes: as long as any number that is compared, and then some.
    private static let longest = 100

    let question: CallQuestion
    let site: Site
    let rater: Rater
    private(set) var faults: [CallQuestion.Fault] = []

    init(_ question: CallQuestion, site: Site, rater: Rater) {
        (self.question, self.site, self.rater) = (question, site, rater)
    }

    mutating func fault(_ field: String, _ text: String) {
        if !faults.contains(where: { $0.field == field }) { faults.append(.init(field: field, text: text)) }
    }

    /// - Parameter now: on the site's wall, where no time was typed.
    mutating func read(now: WallTime) throws(CallQuestion.Faults) -> AskedCall {
        var asked = AskedCall()
        asked.record.start = start(now)
        asked.record.stamp = asked.record.start
        asked.record.duration = seconds("duration", question.duration, "0:01:30") ?? 0
        asked.record.ring = seconds("ring", question.ring, "0:00:15") ?? -1
        asked.record.pulses = pulses()
        asked.record.answered = answered(asked.record.duration)
        asked.record.direction = direction()
        asked.switchIndex = switchIndex()
        given()
        let called = text("called", question.called)
        if called.isEmpty { fault("called", "Type the number as it is dialled.") }
        asked.record.called = asked.batch.append(Array(called.utf8))
        asked.record.trunk = asked.batch.append(Array(text("trunk", question.trunk).utf8))
        asked.record.account = asked.batch.append(Array(text("account", question.account).utf8))
        asked.record.sourceIP = asked.batch.append(Array(text("sourceIP", question.sourceIP).utf8))
        asked.record.charge = asked.batch.append(Array(text("given", question.given).utf8))
        asked.record.currency = asked.batch.append(Array(text("givenCurrency", question.givenCurrency).utf8))
        take(text("caller", question.caller), into: &asked)
        guard faults.isEmpty else { throw CallQuestion.Faults(faults) }
        return asked
    }

    private mutating func text(_ field: String, _ text: String) -> String {
        let text = text.trimmingBlanks
        if text.utf8.count > Self.longest { fault(field, "At most \(Self.longest) bytes.") }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { fault(field, "No control characters.") }
        return text
    }

    private mutating func start(_ now: WallTime) -> WallTime {
        let (dayText, time) = (question.day.trimmingBlanks, question.time.trimmingBlanks)
        var day = now.day
        if !dayText.isEmpty {
            guard let typed = CivilDay(text: dayText) else {
                fault("day", "\"\(Self.short(dayText))\" is no day. Write it as 2026-03-17.")
                return now
            }
            day = typed
        }
        if time.isEmpty { return dayText.isEmpty ? now : WallTime(day: day, second: now.secondOfDay) }
        guard let wall = WallTime(text: "\(day)T\([4, 7].contains(time.utf8.count) ? "0" : "")\(time)") else {
            fault("time", "\"\(Self.short(time))\" is no time. Write it as 09:15 or 09:15:00.")
            return now
        }
        return wall
    }

    /// `90`, `1:30`, `0:01:30`.
    private mutating func seconds(_ field: String, _ typed: String, _ example: String) -> Int32? {
        let typed = typed.trimmingBlanks
        guard !typed.isEmpty else { return nil }
        let parts = typed.split(separator: ":", omittingEmptySubsequences: false)
        let figures = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64($0) : nil }
        let isClock = figures.dropFirst().allSatisfy { $0 < 60 }
        guard figures.count == parts.count, (1...3).contains(figures.count), isClock, figures.allSatisfy({ $0 <= Int64(Int32.max) }),
            let seconds = Int32(exactly: figures.reduce(0) { $0 * 60 + $1 })
        else {
            fault(field, "\"\(Self.short(typed))\" is no length of time. Write whole seconds, such as 90, or \(example).")
            return nil
        }
        return seconds
    }

    private mutating func pulses() -> Int32 {
        let typed = question.pulses.trimmingBlanks
        guard !typed.isEmpty else { return -1 }
        guard let count = Int32(typed), count >= 0 else {
            fault("pulses", "\"\(Self.short(typed))\" is no count of pulses. Write a whole number, or leave it empty.")
            return -1
        }
        return count
    }

    private mutating func answered(_ duration: Int32) -> Answer {
        switch question.answered.trimmingBlanks {
        case "": return .unknown
        case "no": return .no
        case "yes":
            if duration == 0 { fault("answered", "A call of 0 seconds counts as unanswered. Type how long it lasts, or no.") }
            return .yes
        default:
            fault("answered", "\"\(Self.short(question.answered))\" is neither yes nor no.")
            return .unknown
        }
    }

    private mutating func direction() -> Direction {
        guard let direction = Direction(name: question.direction.trimmingBlanks) else {
            fault("direction", "\"\(Self.short(question.direction))\" is none of out, in, internal, transit.")
            return .out
        }
        return direction
    }

    private mutating func switchIndex() -> Int32 {
        let (name, trunk) = (question.switch.trimmingBlanks, question.trunk.trimmingBlanks)
        guard let index = rater.switchIndex(named: name.isEmpty ? nil : name, trunk: trunk.isEmpty ? nil : trunk) else {
            let known = rater.switches.map(\.text).filter { !$0.isEmpty }
            fault(
                "switch",
                "There is no switch \"\(Self.short(name))\"."
                    + (known.isEmpty ? " The site has none: leave it empty." : " There are: \(known.joined(separator: ", "))."))
            return 0
        }
        return index
    }

    private mutating func given() {
        let (amount, currency) = (question.given.trimmingBlanks, question.givenCurrency.trimmingBlanks)
        if !amount.isEmpty, (try? Price(text: amount)).map({ $0 < .zero }) ?? true {
            fault("given", "\"\(Self.short(amount))\" is no amount. Write a number with a decimal point, such as 0.30.")
        }
        if !currency.isEmpty, Currency(currency) == nil {
            fault("givenCurrency", "\"\(Self.short(currency))\" is no currency of ISO 4217. Write three letters, such as EUR.")
        }
    }

    /// For a message.
    static func short(_ text: String) -> String { text.utf8.count > 60 ? String(text.prefix(30)) + "…" : text }
}
