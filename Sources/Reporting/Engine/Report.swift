import Billing
public import Document
import Model
import Money
import Site
import Time

/// The engine: a definition and a request, answered out of a source, become a document.
public struct Report {
    let context: ReportContext
    let source: any ReportSource

    public init(
        _ definition: ReportDefinition, _ request: ReportRequest, directory: ReportDirectory, texts: ReportTexts, source: any ReportSource
    ) {
        context = ReportContext(definition: definition, request: request, directory: directory, texts: texts)
        self.source = source
    }

    /// Reads, adds up, checks against the second way of counting, and lays out.
    public func document() throws(ReportFailure) -> Document {
        try context.checkParameter()
        do {
            if context.definition.dataSet == .list { return try listDocument() }
            var body = try read()
            if body.part == nil { try arrange(&body) }
            body.bill = try body.billSums.sums(atLeast: [context.currency])
            return try layOut(body, tie: tie(body))
        } catch let failure as ReportFailure {
            throw failure
        } catch is BillFailure {
            throw .sumOutOfRange
        } catch {
            throw .source(error)
        }
    }

    private func arrange(_ body: inout Body) throws {
        body.tree.sort(context)
        try context.cut(body.tree)
        body.sortAcross()
        if let page = context.request.page { try cut(&body, to: page) } else { context.sortLines(body.tree) }
    }

    /// What was read.
    struct Body {
        let tree = GroupTree(GroupKey("", ""))
        var billSums = BillSums()
        var bill: [BillSum] = []
        var exchanges = Exchanges()
        /// Calls without rate by reason.
        var unrated: [Reason: Int64] = [:]
        /// The columns of a cross-tab.
        var across: [GroupKey] = []
        /// Which lines the groups hold, where it is not all of them.
        var part: Part?
        /// Lines in front of the groups that are here.
        var passed = 0
    }

    private func read() throws -> Body {
        var body = Body()
        let definition = context.definition
        if context.scope?.isEmpty != true {
            try read(into: &body, .now)
            if definition.comparesBefore { try earlier.read(into: &body, .before) }
        }
        if definition.groups.first?.by == .organisation, context.scope == nil { _ = body.tree.child(context.unassignedKey) }
        if let first = definition.groups.first, first.isComplete {
            for key in context.allKeys(first.by) { _ = body.tree.child(key) }
        }
        return body
    }

    /// The same report of the period before.
    private var earlier: Report {
        var request = context.request
        request.days = request.days.before
        return Report(context.definition, request, directory: context.directory, texts: context.texts, source: source)
    }

    private func read(into body: inout Body, _ when: GroupTree.When) throws {
        let definition = context.definition
        switch definition.dataSet {
        case .daily, .hourly: try readSummaries(&body, when)
        case .calls, .legs:
            if keepsLines {
                try readCalls(context.callFilter, &body, when)
            } else if definition.isSettled || (definition.isBill && definition.layout != .summary) {
                try readFinals(&body, when)
            } else {
                try readTally(&body, when)
            }
        case .list: break
        }
    }

    /// Whether lines are kept as calls are read; those of a page are read once it is known which they are.
    private var keepsLines: Bool { context.definition.layout != .summary && context.request.page == nil }

    private func readCalls(_ filter: CallFilter, _ body: inout Body, _ when: GroupTree.When) throws {
        let (definition, keepsLines, precision) = (context.definition, keepsLines, context.precision)
        var lines = 0
        try source.eachCall(filter) { row in
            guard !context.leavesOut(row) else { return }
            let call = context.shown(row)
            let final = try ReportLine.final(of: call, precision)
            if let final, let charge = call.price.charge, when == .now {
                let money = Money(charge.amount, charge.currency)
                try body.billSums.add(charge: money, final: final)
                if definition.isBill { body.exchanges.add(money, call.settled) }
            }
            if call.state == .unrated, when == .now { body.unrated[call.reason, default: 0] += 1 }
            if call.isUnsettled, when == .now { body.unrated[.noBandPrice, default: 0] += 1 }
            var sums = ReportSums()
            try sums.add(call, final: final)
            let group = try add(sums, GroupFacts(call, context.zone), &body, when)
            guard keepsLines else { return }
            lines += 1
            guard lines <= context.request.lineLimit else { throw ReportFailure.tooManyLines(limit: context.request.lineLimit) }
            group.lines.append(ReportLine(call: call, final: final))
        }
    }

    private func readTally(_ body: inout Body, _ when: GroupTree.When) throws {
        try readRows(source.tally(context.tallyQuery), areAll: true, &body, when)
    }

    /// Adds up with final charges; what the source leaves is read call by call. A bill tells at which rates its calls were exchanged.
    private func readFinals(_ body: inout Body, _ when: GroupTree.When) throws {
        let answer = try source.finals(context.tallyQuery, context.precision, apart: context.definition.isBill ? .exchanged : .nobodys)
        try readRows(answer.rows, areAll: answer.rest == nil, &body, when)
        if let rest = answer.rest { try readCalls(rest, &body, when) }
    }

    /// - Parameter areAll: nothing comes to the rows.
    private func readRows(_ rows: any TalliedGroups, areAll: Bool, _ body: inout Body, _ when: GroupTree.When) throws {
        if areAll, when == .now, let window = GroupWindow(context) { return try window.read(rows, into: &body) }
        try rows.each { row in
            if when == .now { try body.note(row) }
            _ = try add(ReportSums(row), GroupFacts(context.shown(row.row), context.zone), &body, when)
        }
    }

    private func readSummaries(_ body: inout Body, _ when: GroupTree.When) throws {
        guard let query = context.summaryQuery(context.summaryGroups) else { return }
        for row in try source.summaries(query) {
            var sums = ReportSums()
            try sums.add(row)
            _ = try add(sums, GroupFacts(row), &body, when)
        }
    }

    private func add(_ sums: ReportSums, _ facts: GroupFacts, _ body: inout Body, _ when: GroupTree.When) throws -> GroupTree {
        var across: GroupKey?
        if let field = context.definition.across, let key = try context.keys(field, facts).last {
            across = key
            if when == .now { body.note(key) }
        }
        return try context.add(sums, to: body.tree, facts, across: across?.id, when)
    }
}

extension Report.Body {
    /// What a row tells beside its sums.
    mutating func note(_ row: TalliedRow) throws {
        if row.row.state == .unrated { unrated[row.row.reason ?? .none, default: 0] += row.row.sums.calls }
        guard let finals = row.finals else { return }
        try billSums.add(finals)
        if finals.unsettled > 0 { unrated[.noBandPrice, default: 0] += finals.unsettled }
    }

    fileprivate mutating func note(_ key: GroupKey) {
        if !across.contains(where: { $0.id == key.id }) { across.append(key) }
    }

    fileprivate mutating func sortAcross() { across.sort(by: GroupKey.precedes) }
}

extension ReportContext {
    /// Adds to every group on the way of the facts and returns the innermost.
    func add(
        _ sums: ReportSums, to tree: GroupTree, _ facts: GroupFacts, across column: String?, _ when: GroupTree.When
    ) throws -> GroupTree {
        var group = tree
        try group.add(sums, across: column, when)
        for (level, field) in definition.groups.enumerated() {
            if let name = facts.name(field.by) {
                group = group.child(name) { key(field.by, facts, level) }
                try group.add(sums, across: column, when)
                continue
            }
            for key in try keys(field.by, facts, level) {
                group = group.child(key)
                try group.add(sums, across: column, when)
            }
        }
        return group
    }

    var currency: Currency {
        request.party.flatMap { directory.party($0.text)?.currency } ?? directory.site.settings.currency
    }

    /// What the summaries must tell apart so that the report can group.
    var summaryGroups: [SummaryGroup] {
        var groups: [SummaryGroup] = [.currency]
        for group in fields.compactMap(\.summaryGroup) where !groups.contains(group) { groups.append(group) }
        if needsDays, !groups.contains(.day) { groups.append(.day) }
        if definition.measures.contains(where: \.needsDirection), !groups.contains(.direction) { groups.append(.direction) }
        // The hourly summary is asked by naming one of its own fields.
        if definition.dataSet == .hourly, !groups.contains(.hour), !groups.contains(.trunk) { groups.append(.hour) }
        return groups
    }
}
