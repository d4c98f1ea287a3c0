public import Model

/// Replays that were asked for on a page. A long raw log keeps nobody waiting.
typealias ReplayRunner = PatientRunner<ReplayReport>

extension PatientRunner where Report == ReplayReport {
    convenience init() { self.init(busy: "another replay runs at this moment. Wait until it is done, then ask again.") }
}

extension OpenBook {
    /// `trial` for a page: `nil`: it goes on, and the same question again tells what it came to.
    public func trialReport(of definition: String, on source: String, from point: RawPoint?, caller: Caller) throws -> ReplayReport? {
        try require(.configure, caller)
        let question = "trial\n\(caller.name)\n\(source)\n\(point.map { "\($0)" } ?? "")\n\(definition)"
        return try replays.report(question) { [self] in try trial(of: definition, on: source, from: point, caller: caller) }
    }

    /// `replay` of a saved format, accepted, for a page: `nil`: it goes on, and the same question again tells what it came to.
    /// - Parameter definition: the format's text: another one is another question.
    public func acceptReport(
        _ format: String, _ definition: String, on source: String, from point: RawPoint?, caller: Caller
    ) throws -> ReplayReport? {
        try require(.configure, caller)
        let asked = ReplayQuestion(source: source, from: point, format: .id(format), accepts: true)
        let question = "accept\n\(caller.name)\n\(source)\n\(point.map { "\($0)" } ?? "")\n\(format)\n\(definition)"
        return try replays.report(question) { [self] in try replay(asked, caller: caller) }
    }
}
