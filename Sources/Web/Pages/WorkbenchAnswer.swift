internal import Model
internal import Service

/// What the workbench answers to what was asked of it.
struct WorkbenchAnswer: Sendable {
    /// In the place of an id: the format is not there yet.
    static let new = "new"

    var entries: WorkbenchEntries
    /// Those that have a raw log.
    var sources: [String] = []
    var bench: Workbench?
    var candidates: [Workbench.Candidate]?
    var replay: ReplayView?
    /// The replay that was asked for is not done yet.
    var isReplaying = false
    /// Why it was not done, in words.
    var refusal: String?
    /// Id of the format that was saved.
    var saved: String?

    var isBad: Bool { refusal != nil || bench?.faults.isEmpty == false }

    /// - Parameters:
    ///   - asked: `nil`: only the format is to be shown.
    ///   - id: of the format, or `new`.
    static func make(_ asked: WorkbenchEntries?, _ id: String, _ book: OpenBook, _ caller: Caller) throws -> WorkbenchAnswer {
        let definition = asked == nil && id != new ? try book.formatDefinition(id, caller: caller) : ""
        var answer = WorkbenchAnswer(entries: asked ?? WorkbenchEntries(definition: definition))
        answer.sources = try book.rawSources(caller: caller)
        guard asked != nil else { return answer }
        try answer.tell { answer in try answer.act(book, caller) }
        let isLooked = answer.refusal == nil || answer.entries.act == .save || answer.entries.act == .replay
        if isLooked, answer.candidates == nil, answer.saved == nil {
            try answer.tell { answer in try answer.look(book, caller) }
            // The list of faults says more than the one that stopped it.
            if answer.bench?.faults.isEmpty == false { answer.refusal = nil }
        }
        return answer
    }

    /// Turns what was refused into words.
    private mutating func tell(_ work: (inout WorkbenchAnswer) throws -> Void) throws {
        do { try work(&self) } catch {
            guard let words = PlainWords.of(error) else { throw error }
            refusal = words
        }
    }

    private func lines(_ book: OpenBook, _ caller: Caller) throws -> [UInt8] {
        try entries.source.isEmpty
            ? Array(entries.lines.utf8) : book.benchLines(of: entries.source, from: entries.from, caller: caller)
    }

    private mutating func look(_ book: OpenBook, _ caller: Caller) throws {
        bench = try book.workbench(definition: entries.definition, lines: lines(book, caller), caller: caller)
    }

    private mutating func show(_ report: ReplayReport?) {
        replay = report.map { ReplayView($0) }
        isReplaying = report == nil
    }

    private mutating func act(_ book: OpenBook, _ caller: Caller) throws {
        switch entries.act {
        case .save: saved = try book.saveFormat(entries.definition, caller: caller)
        case .detect: candidates = try book.detect(lines: lines(book, caller), caller: caller)
        case .propose: entries.definition = try book.proposal(lines: lines(book, caller), caller: caller)
        case .table:
            entries.definition = try book.definition(
                id: entries.id, name: entries.name, stamp: entries.stamp, columns: entries.columns, lines: lines(book, caller),
                caller: caller)
        case .replay:
            let point = try OpenBook.point(entries.from)
            show(try book.trialReport(of: entries.definition, on: entries.source, from: point, caller: caller))
        case .accept:
            let point = try OpenBook.point(entries.from)
            let id = try book.saveFormat(entries.definition, caller: caller)
            saved = id
            show(try book.acceptReport(id, entries.definition, on: entries.source, from: point, caller: caller))
        case .look, nil: break
        }
    }
}
