public import Model
public import Money
import Rendering
import Site
public import Time

/// What the daily sign of life tells, gathered by whoever knows the book.
public struct DailyFacts: Sendable {
    /// The day told of.
    public var day: CivilDay
    /// A line for each call type and currency: its name, calls, seconds of talk, price.
    public var calls: [(name: String, calls: Int64, seconds: Int64, price: Money)] = []
    /// A line for each source: its name, and how it is.
    public var sources: [(name: String, state: String)] = []
    /// What waits for a person, in words.
    public var problems: [String] = []

    public init(day: CivilDay) { self.day = day }
}

extension Composer {
    /// A trouble of a source.
    public func source(_ item: OutboxItem) -> MessageText {
        let name = PlainText.visible(SourceFinding.source(ofCause: item.draft.cause)?.text ?? item.draft.cause)
        let words = PlainText.visible(item.draft.detail)
        let lines = [
            words, "", "Found".padded(to: 10) + moment(item.created), "Source".padded(to: 10) + name, "", "All sources and how they are:",
            "  " + link(to: "sources"),
        ]
        return finished("Source \(name) (\(item.draft.rule.text)): \(words)", lines)
    }

    /// What a rule found in sums.
    public func party(_ item: OutboxItem) -> MessageText {
        let id = item.draft.rule
        let words = PlainText.visible(item.draft.detail)
        let rule = site.alerts.first { $0.id == id }
        var lines = [words, "", "Found".padded(to: 10) + moment(item.created)]
        lines.append("Rule".padded(to: 10) + id.text + (rule.map { ": " + $0.when.words } ?? ""))
        lines += ["", "What is behind it:", "  " + link(to: item.draft.facts)]
        return finished("Alert (\(id.text)): \(words)", lines)
    }

    /// The page with the calls behind a finding.
    func link(to facts: FoundFacts) -> String {
        guard !facts.page.isEmpty else { return link(to: "alerts") }
        let query = facts.query.map { AddressText.encode($0.name) + "=" + AddressText.encode($0.value) }
        return link(to: facts.page + (query.isEmpty ? "" : "?" + query.joined(separator: "&")))
    }

    /// What was too much to be told one by one.
    /// - Parameters:
    ///   - calls: the first of them, a line each, in words that were made visible.
    ///   - count: how many there are.
    public func digest(_ item: OutboxItem, _ calls: [DigestLine], count: Int) -> MessageText {
        let rule = item.draft.rule.text
        var lines = [
            "The rule \(rule) found \(count) more than it may tell of one by one within an hour. "
                + (count > calls.count ? "The first \(calls.count):" : "They are:"), "",
        ]
        lines += calls.flatMap { line -> [String] in
            switch line {
            case .call(let row): ["- \(moment(row.start)): \(summary(row))", "  " + link(to: "calls/" + row.id)]
            case .words(let text): ["- " + PlainText.visible(text)]
            case .party(let member): ["- " + PlainText.visible(member.draft.detail), "  " + link(to: member.draft.facts)]
            }
        }
        lines += ["", "All that was told, and to whom:", "  " + link(to: "alerts")]
        return finished("\(count) more alerts of the rule \(rule)", lines)
    }

    /// A report or bill that goes along as files.
    public func report(_ item: OutboxItem, files: [String]) -> MessageText {
        let title = PlainText.visible(item.draft.detail)
        let lines =
            [title, "", "It goes along with this mail:"] + files.map { "- " + PlainText.visible($0) }
            + ["", "Made by the schedule \(item.draft.rule.text), \(moment(item.created)). All schedules:", "  " + link(to: "schedules")]
        return finished(title, lines)
    }

    /// The sign of life, whose absence tells.
    public func daily(_ facts: DailyFacts) -> MessageText {
        let total = facts.calls.reduce(0) { $0 &+ $1.calls }
        var lines = [
            "Tollbook runs. If this mail stays away one morning, it does not: look after it.", "", "Calls on \(facts.day): \(total)",
        ]
        lines += facts.calls.map { line in
            "  " + (PlainText.visible(line.name) + ":").padded(to: 20) + "\(line.calls), \(line.seconds.clock) h, \(line.price.text) "
                + line.price.currency.code
        }
        lines += ["", facts.sources.isEmpty ? "No source is set up." : "Sources:"]
        lines += facts.sources.map { "  " + (PlainText.visible($0.name) + ":").padded(to: 20) + PlainText.visible($0.state) }
        lines += [""] + (facts.problems.isEmpty ? ["Nothing waits for a person."] : ["What waits:"] + facts.problems.map { "  " + $0 })
        lines += ["", "  " + link(to: "")]
        let state = facts.problems.isEmpty ? "all is well" : "something waits"
        return finished("Sign of life: \(total) calls on \(facts.day), \(state)", lines)
    }

    /// Shows that the mail server takes what we send.
    public func test(by actor: String, at now: Instant) -> MessageText {
        finished(
            "Test message",
            ["A test, asked for by \(PlainText.visible(actor)) at \(moment(now)).", "", "Alerts of this book will come in the same way."])
    }
}

/// One of the things that a digest tells of.
public enum DigestLine: Sendable {
    case call(CallRow)
    case words(String)
    case party(OutboxItem)
}
