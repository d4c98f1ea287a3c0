import Intake
import Mediation
public import Model
import Money
import RawLog
import Site
public import Store
import Synchronization
import Time

/// What is to be decoded again.
public struct ReplayQuestion: Sendable {
    public var source: String
    /// Where to begin; `nil`: at the first byte. A day is that of the site.
    public var from: RawPoint?
    /// `nil`: the format with which the source was read last, as it is now.
    public var format: FormatChoice?
    /// Stored; else the difference is only shown and nothing changes.
    public var accepts: Bool

    public init(source: String, from: RawPoint? = nil, format: FormatChoice? = nil, accepts: Bool = false) {
        (self.source, self.from, self.format, self.accepts) = (source, from, format, accepts)
    }
}

extension OpenBook {
    /// Decodes the raw log of a source again from a point on, and tells how the calls differ from those of the book; with `accepts` they
    /// take their place, in one transaction with the journal's entry: what says the same keeps its charge, what differs is charged by
    /// the site as it is now, decisions about conflicts stay. The book must be open for writing; intake waits meanwhile in the raw log.
    public func replay(_ question: ReplayQuestion, caller: Caller) throws -> ReplayReport {
        try require(.see, caller)
        if question.accepts { try require(.configure, caller) }
        let state = try site()
        guard state.number > 0 else { throw ServiceError.noSite(book: store.folder) }
        guard let source = store.names.find(.source, question.source), let newest = try store.newestImport(of: source) else {
            throw IntakeError.nothingToReplay(question.source)
        }
        let choice = question.format ?? .id(newest.start.format)
        let format = question.accepts ? try numberedFormat(choice) : (try self.format(choice), 0)
        if question.accepts, case .file(let path) = choice { try hold(path, as: format.0.id, caller: caller) }
        return try replay(question, format, state, caller)
    }

    /// Tells how the calls would differ with a definition that nobody has saved yet.
    public func trial(of definition: String, on source: String, from: RawPoint?, caller: Caller) throws -> ReplayReport {
        try require(.configure, caller)
        let state = try site()
        guard state.number > 0 else { throw ServiceError.noSite(book: store.folder) }
        let format = try FormatCatalogue.load(file: "definition", bytes: Array(definition.utf8))
        return try replay(ReplayQuestion(source: source, from: from), (format, 0), state, caller)
    }

    private func replay(
        _ question: ReplayQuestion, _ format: (Format, Int64), _ state: SiteState, _ caller: Caller
    ) throws -> ReplayReport {
        let request = ReplayRequest(
            source: question.source, from: try offset(question.from, of: question.source), format: format.0, formatVersion: format.1,
            actor: caller.name, accepts: question.accepts)
        let difference = try intake.withLock { accepted in
            let replayer = try Replayer(importer(state), request)
            // Whoever imports into the source holds its raw log; whoever would begin to is told that it is in use.
            let hold = question.accepts && !replayer.isLive ? try raw.writer(of: question.source) : nil
            defer { withExtendedLifetime(hold) {} }
            let entry = note(caller, "raw.replay", "\(question.source) from byte \(request.from) with \(format.0.id)")
            let difference = try replayer.run(entry)
            if question.accepts { accepted += 1 }
            return difference
        }
        return ReplayReport(difference, source: question.source, from: request.from, format: format.0.id, accepted: question.accepts)
    }

    /// The first byte that arrived at or after a point.
    func offset(_ point: RawPoint?, of source: String) throws -> Int64 {
        switch point {
        case nil: return 0
        case .offset(let offset): return offset
        case .wall(let wall):
            let moment = try site().site.settings.zone.resolve(wall).earliest.seconds
            let reader = try raw.reader(of: source)
            while let block = try reader.next() {
                if block.kind == .data, block.arrival >= moment { return block.offset }
            }
            throw IntakeError.nothingToReplay(source)
        }
    }
}

/// How calls differ after a replay, for people and programs.
public struct ReplayReport: Sendable {
    public let source: String
    public let from: Int64
    public let format: String
    /// Whether the book has it now.
    public let accepted: Bool
    public let difference: ReplayDifference

    init(_ difference: ReplayDifference, source: String, from: Int64, format: String, accepted: Bool) {
        (self.difference, self.source, self.from, self.format, self.accepted) = (difference, source, from, format, accepted)
    }

    public var text: String {
        let found = difference
        var text = "\(source) from byte \(from) with \(format): \(found.counts.records) records\n"
        text +=
            "  \(found.same) the same, \(found.changed) changed, \(found.added) new, \(found.gone) gone, "
            + "\(found.conflicts) more conflicts\n"
        for (name, sums) in [("price", found.price), ("cost", found.cost)] {
            for (currency, amount) in sums.nonZero {
                text += "  \(name) of all: \(amount.millionths > 0 ? "+" : "")\(Money(amount, currency).text) \(currency.code)\n"
            }
        }
        for example in found.examples {
            text += example.before.map { "  - " + Self.line($0) + "\n" } ?? ""
            text += example.after.map { "  + " + Self.line($0) + "\n" } ?? ""
        }
        if accepted { return text + "Stored.\n" }
        return text + (found.isEmpty ? "Nothing differs.\n" : "Nothing was changed; --accept stores it.\n")
    }

    static func line(_ call: CallRow) -> String {
        let words = [
            "byte \(call.rawOffset)", "\(call.stamp)", call.direction.name ?? "-", "from " + (call.calling.isEmpty ? "-" : call.calling),
            "to " + (call.called.isEmpty ? "-" : call.called), "\(call.duration) s", "ext \(call.extension)", call.trunk, call.account,
        ]
        let charge = call.price.charge.map { Money($0.amount, $0.currency).text + " " + $0.currency.code } ?? call.price.state.name
        return (words + [charge]).filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// By how much the sums change, by the currency's code.
    private static func millionths(_ sums: Amounts) -> [String: Int64] {
        Dictionary(uniqueKeysWithValues: sums.nonZero.map { ($0.currency.code, $0.amount.millionths) })
    }

    /// One JSON object.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("source", source)
        line.field("from", Int(from))
        line.field("format", format)
        line.field("accepted", accepted)
        line.field("records", Int(difference.counts.records))
        line.field("same", Int(difference.same))
        line.field("changed", Int(difference.changed))
        line.field("new", Int(difference.added))
        line.field("gone", Int(difference.gone))
        line.counts("priceMillionths", Self.millionths(difference.price))
        line.counts("costMillionths", Self.millionths(difference.cost))
        line.field("conflicts", Int(difference.conflicts))
        line.field("quarantined", Int(difference.counts.quarantined))
        line.counts("skipped", difference.counts.skipped)
        line.key("examples")
        for (index, example) in difference.examples.enumerated() {
            line.raw(index == 0 ? "[" : ",")
            line.begin()
            line.field("before", example.before.map { Self.line($0) })
            line.field("after", example.after.map { Self.line($0) })
            line.close()
        }
        line.raw(difference.examples.isEmpty ? "[]" : "]")
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}
