public import Model
import Rating
import Site
import Store
import Time

extension OpenBook {
    /// Prices the calls of a period under other tables, planned versions or another site file, beside what they cost today. Reads only.
    /// Calls in conflict, quarantined or written off are left out; records of one call count as one.
    /// - Throws: `WhatIfQuestion.Fault` for what names nothing.
    public func whatIf(_ question: WhatIfQuestion, caller: Caller) throws -> WhatIfReport {
        try require(.see, caller)
        // Whoever names a file has it read by this process.
        if !question.siteFiles.isEmpty, caller.kind != .console { throw ServiceError.notAllowed(.administer) }
        let state = try site()
        let (alternatives, ways) = try alternatives(question, state)
        guard let filter = try filter(question, state.site) else {
            return try WhatIf(self, state, question.scheme, ways).report(question, alternatives)
        }
        var whatIf = try WhatIf(self, state, question.scheme, ways)
        try store.eachCall(filter) { row in
            try whatIf.add(row)
            return true
        }
        return try whatIf.report(question, alternatives)
    }

    /// The same for a page: `nil`: it goes on, and the same question again tells what it came to.
    public func whatIfReport(_ question: WhatIfQuestion, caller: Caller) throws -> WhatIfReport? {
        try require(.see, caller)
        // What names nothing is told at once.
        let state = try site()
        _ = try (alternatives(question, state), filter(question, state.site))
        return try whatIfs.report("\(caller.name)\n\(state.number)\n\(question)") { [self] in try whatIf(question, caller: caller) }
    }

    private func alternatives(
        _ question: WhatIfQuestion, _ state: SiteState
    ) throws -> (alternatives: [WhatIfReport.Alternative], ways: [WhatIf.Way]) {
        var found: [(WhatIfReport.Alternative, WhatIf.Way)] = []
        for name in question.tables {
            guard let index = state.site.rateTables.firstIndex(where: { $0.id.text == name }) else {
                throw WhatIfQuestion.Fault("table", "There is no rate table \"\(QuestionReader.short(name))\".")
            }
            let scheme = state.site.rateTables[index].scheme
            guard scheme == question.scheme else {
                throw WhatIfQuestion.Fault(
                    "table",
                    "The rate table \(name) is of the scheme \(scheme.rawValue), and the question of \(question.scheme.rawValue). "
                        + "Ask for the \(scheme.rawValue), or choose another table.")
            }
            found.append((.init(kind: .table, name: name), .own(.table(Int32(truncatingIfNeeded: index)))))
        }
        if question.isPlanned { found.append((.init(kind: .planned, name: ""), .own(.newest))) }
        for path in question.siteFiles { found.append((.init(kind: .file, name: path), .other(try rater(path, state.site)))) }
        guard !found.isEmpty else {
            throw WhatIfQuestion.Fault("table", "Choose what the calls are to be priced by: a rate table, or the planned versions.")
        }
        guard found.count <= WhatIfQuestion.mostAlternatives else {
            throw WhatIfQuestion.Fault("table", "At most \(WhatIfQuestion.mostAlternatives) alternatives stand side by side.")
        }
        return (found.map(\.0), found.map(\.1))
    }

    private func rater(_ path: String, _ own: Site) throws -> Rater {
        let site = own.replaced(by: try loader.load(path).site)
        if let missing = own.switches.first(where: { known in !site.switches.contains { $0.id == known.id } }) {
            throw WhatIfQuestion.Fault(
                "tariff", "\(path) has no switch \(missing.id), whose calls this book has. Add it, or leave `switches` out.")
        }
        return Rater(site: site, numbering: site.numberingPlan)
    }

    /// - Returns: `nil`: no call can be meant.
    private func filter(_ question: WhatIfQuestion, _ site: Site) throws -> CallFilter? {
        func known(_ field: String, _ what: String, _ names: [String], _ kind: NameKind, _ own: [String]) throws {
            for name in names where !own.contains(name) && store.names.find(kind, name) == nil {
                throw WhatIfQuestion.Fault(field, "There is no \(what) \"\(QuestionReader.short(name))\".")
            }
        }
        try known("party", "party", question.parties, .party, site.parties.map(\.id.text))
        try known("trunk", "trunk", question.trunks, .trunk, site.trunks.map(\.id.text))
        try known("type", "call type", question.callTypes.filter { !$0.isEmpty }, .callType, site.callTypes.map(\.id.text))
        if let node = question.nodes.first(where: { name in !site.organisation.contains { $0.id.text == name } }) {
            throw WhatIfQuestion.Fault("organisation", "There is no department or other node \"\(QuestionReader.short(node))\".")
        }
        var filter = CallFilter(days: question.days)
        filter.parties =
            question.parties.map { PartyDays($0) } + site.members(of: question.nodes.map { NodeID($0) }, in: question.days)
        if filter.parties.isEmpty, !question.parties.isEmpty || !question.nodes.isEmpty { return nil }
        (filter.trunks, filter.callTypes) = (question.trunks, question.callTypes)
        filter.states = [.rated, .free, .unrated]
        filter.records = .calls
        return filter
    }
}
