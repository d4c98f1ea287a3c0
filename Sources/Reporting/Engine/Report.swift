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
            var body = try read()
            body.tree.sort(context.precedes)
            context.sortLines(body.tree)
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

    /// What was read.
    struct Body {
        let tree = GroupTree(GroupKey("", ""))
        var billSums = BillSums()
        var bill: [BillSum] = []
        /// Calls without rate by reason.
        var unrated: [Reason: Int64] = [:]
    }

    private func read() throws -> Body {
        var body = Body()
        if context.scope?.isEmpty != true {
            switch context.definition.dataSet {
            case .calls: try readCalls(&body)
            case .daily, .hourly: try readSummaries(body)
            }
        }
        if context.definition.groups.first?.by == .organisation, context.scope == nil { _ = body.tree.child(context.unassignedKey) }
        return body
    }

    private func readCalls(_ body: inout Body) throws {
        let keepsLines = context.definition.layout != .summary
        let precision = context.precision
        var lines = 0
        try source.eachCall(context.callFilter) { call in
            var final: Money?
            if let charge = call.price.charge, !call.isUnsettled {
                let money = Money(charge.amount, charge.currency)
                guard let rounded = call.settled?.final ?? precision.final(money) else { throw ReportFailure.sumOutOfRange }
                try body.billSums.add(charge: money, final: rounded)
                final = rounded
            }
            if call.state == .unrated { body.unrated[call.reason, default: 0] += 1 }
            if call.isUnsettled { body.unrated[.noBandPrice, default: 0] += 1 }
            var sums = ReportSums()
            try sums.add(call, final: final)
            let group = try body.tree.add(sums, along: context.path(GroupFacts(call, context.zone))[...])
            guard keepsLines else { return }
            lines += 1
            guard lines <= context.request.lineLimit else { throw ReportFailure.tooManyLines(limit: context.request.lineLimit) }
            group.lines.append(ReportLine(call: call, final: final))
        }
    }

    private func readSummaries(_ body: Body) throws {
        guard let query = context.summaryQuery(context.summaryGroups) else { return }
        for row in try source.summaries(query) {
            var sums = ReportSums()
            try sums.add(row)
            _ = try body.tree.add(sums, along: context.path(GroupFacts(row))[...])
        }
    }
}

extension ReportContext {
    var currency: Currency {
        request.party.flatMap { directory.party($0.text)?.currency } ?? directory.site.settings.currency
    }

    /// What the summaries must tell apart so that the report can group.
    var summaryGroups: [SummaryGroup] {
        var groups: [SummaryGroup] = [.currency]
        for group in definition.groups {
            let needed: SummaryGroup? =
                switch group.by {
                case .callType: .callType
                case .party, .organisation: .party
                case .day, .month: .day
                case .hour: .hour
                case .direction: .direction
                case .trunk: .trunk
                case .destination, .extension, .account, .state: nil
                }
            if let needed, !groups.contains(needed) { groups.append(needed) }
        }
        if needsDays, !groups.contains(.day) { groups.append(.day) }
        // The hourly summary is asked by naming one of its own fields.
        if definition.dataSet == .hourly, !groups.contains(.hour), !groups.contains(.trunk) { groups.append(.hour) }
        return groups
    }
}
