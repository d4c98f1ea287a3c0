public import Model
import Site

extension OpenBook {
    /// What would become of a call with the site as it is now. Nothing is stored.
    /// - Throws: `CallQuestion.Faults` for what was typed wrong.
    public func testCall(_ question: CallQuestion, caller: Caller) throws -> TestedCall {
        try require(.see, caller)
        let state = try site()
        return try CallTester(site: state.site, rater: state.rater).test(question, now: clock())
    }

    /// The site's rules of selection as sentences.
    public func selection(caller: Caller) throws -> SelectionView {
        try require(.see, caller)
        return SelectionView(try site().site)
    }
}
