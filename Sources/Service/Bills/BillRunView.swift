import Foundation
import Model
import Rendering
import Store
public import Time

/// A run of bills as its page shows it: what was asked for, how far it is, what it came to.
public struct BillRunView: Sendable {
    public enum State: String, Sendable, CaseIterable { case waiting, running, done, failed, cancelled }

    public var number: Int64
    public var days: DayRange
    public var node: String?
    public var forms: [String]
    /// A folder below the book's `drop`.
    public var drop: String?
    public var mails: Bool
    public var state: State
    /// Of the whole run.
    public var thousandths: Int
    public var actor: String
    public var at: WallTime
    /// Why it failed, or that somebody stopped it.
    public var message: String
    public var outcome: Outcome?

    /// What it came to, as the queue keeps it.
    public struct Outcome: Codable, Hashable, Sendable {
        public struct Failure: Codable, Hashable, Sendable {
            public var party: String
            public var words: String
        }
        public var bills: Int
        public var files: Int
        public var mails: Int
        public var failures: [Failure]
    }

    public var isUnderWay: Bool { state == .waiting || state == .running }
    /// The bills are there, and are given out.
    public var isGivingOut: Bool { thousandths >= 500 }

    /// `nil` for a job of another kind.
    init?(_ job: JobRecord, _ zone: Zone) {
        guard job.kind == JobKind.bills.rawValue, let order = BillRunArguments(job.arguments), let days = order.days else { return nil }
        (number, self.days, node, forms) = (job.id, days, order.organisation, order.forms)
        (drop, mails, actor, message) = (order.drop, order.mails, job.actor, job.message)
        state = State(rawValue: job.state.rawValue) ?? .failed
        thousandths = state == .done ? 1000 : Int(job.done)
        at = zone.wall(job.queued)
        outcome = job.result.flatMap { try? JSONDecoder().decode(Outcome.self, from: Data($0.utf8)) }
    }

    /// One object, in one line.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("number", Int(number))
        line.field("from", days.first.description)
        line.field("to", days.last.description)
        line.field("organisation", node)
        line.texts("forms", forms)
        line.field("folder", drop)
        line.field("mails", mails)
        line.field("state", state.rawValue)
        line.field("thousandths", thousandths)
        line.field("actor", actor)
        line.field("message", message)
        line.field("bills", outcome?.bills)
        line.field("files", outcome?.files)
        line.field("sent", outcome?.mails)
        line.texts("failures", outcome?.failures.map { $0.party + ": " + $0.words } ?? [])
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}

/// What a run was asked for, as the queue keeps it.
struct BillRunArguments: Codable {
    var from: String
    var to: String
    var organisation: String?
    var forms: [String]
    var drop: String?
    var mails: Bool
    var layout: String?
    var language: String?

    init(_ order: BillRunOrder) {
        (from, to, organisation) = (order.days.first.description, order.days.last.description, order.node?.text)
        (forms, drop, mails) = (order.forms.map(\.rawValue), order.drop, order.mails)
        (layout, language) = (order.wish.layout, order.wish.language)
    }

    init?(_ text: String) {
        guard let read = try? JSONDecoder().decode(BillRunArguments.self, from: Data(text.utf8)) else { return nil }
        self = read
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    var days: DayRange? { CivilDay(text: from).flatMap { from in CivilDay(text: to).flatMap { DayRange(from, $0) } } }

    var order: BillRunOrder? {
        guard let days else { return nil }
        var order = BillRunOrder(days)
        (order.node, order.drop, order.mails) = (organisation.map { NodeID($0) }, drop, mails)
        order.forms = forms.compactMap { DocumentForm(rawValue: $0) }
        order.wish = BillWish(layout: layout, language: language)
        return order
    }
}
