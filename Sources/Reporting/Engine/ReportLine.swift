import Billing
import Document
import Model
import Money
import Site
import Time

/// A call on a report, with what the report made of it.
struct ReportLine {
    let call: CallRow
    /// At line precision; `nil` where free or unrated.
    let final: Money?

    /// What a call costs the party: as settled, else its charge at line precision.
    static func final(of call: CallRow, _ precision: LinePrecision) throws(ReportFailure) -> Money? {
        guard let charge = call.price.charge, !call.isUnsettled else { return nil }
        guard let final = call.settled?.final ?? precision.final(Money(charge.amount, charge.currency)) else { throw .sumOutOfRange }
        return final
    }

    func amount(_ measure: MoneyMeasure) -> Money? {
        switch measure {
        case .price: call.price.charge.map { Money($0.amount, $0.currency) }
        case .surcharges: settled(\.surcharges)
        case .discount: settled { $0.packageDiscount + $0.volumeDiscount }
        case .cost: call.cost.charge.map { Money($0.amount, $0.currency) }
        case .margin: margin
        case .final: final
        }
    }

    private var margin: Money? {
        guard let price = call.price.charge, let cost = call.cost.charge, price.currency == cost.currency else { return nil }
        return price.amount.subtracting(cost.amount).map { Money($0, price.currency) }
    }

    /// A part of the settlement, half-even to a millionth of the charge's currency.
    private func settled(_ part: (SettledFigures) -> FineAmount) -> Money? {
        guard let figures = call.settled, let currency = call.price.charge?.currency else { return nil }
        return Rounding.millionth.round(part(figures).units, over: 1_000_000_000_000).map { Money($0, currency) }
    }

    /// Outcome that a money column without amount explains.
    func outcome(_ measure: MoneyMeasure) -> Outcome { measure == .cost ? call.cost : call.price }

    /// A text of the call as it is stored.
    func text(_ field: CallField) -> String {
        switch field {
        case .calling: call.calling
        case .called: call.called
        case .number: call.direction == .in ? call.calling : call.called
        case .destination: call.destination
        case .callType: call.callType
        case .party: call.party
        case .extension: call.extension
        case .account: call.account
        case .trunk: call.trunk
        case .switch: call.switch
        case .source: call.source
        case .sourceIP: call.sourceIP
        case .reason: call.reason.name
        case .link: call.link
        case .leg: call.leg
        default: ""
        }
    }
}

extension ReportContext {
    func cell(_ line: ReportLine, _ field: CallField, _ currency: Currency?, isFirstMoney: Bool) -> Cell {
        let call = line.call
        switch field {
        case .start: return Cell(.time(zone.wall(call.start)), link: link(call))
        case .end: return Cell(.time(zone.wall(call.start + Int64(max(call.duration, 0)))))
        case .day: return Cell(.day(call.day))
        case .weekday: return Cell(.text(texts["weekday.\(call.day.weekday + 1)"]))
        case .party: return Cell(.text(directory.tellingName(call.party, texts)), link: .party(call.party))
        case .callType: return text(typeName(call.callType))
        case .department: return node(.department, call)
        case .tenant: return node(.tenant, call)
        case .costCentre: return node(.costCentre, call)
        case .trunkGroup: return text(directory.group(ofTrunk: call.trunk, call.switch))
        case .provider: return text(directory.providerName(directory.provider(ofTrunk: call.trunk, call.switch)))
        case .direction: return text(call.direction.name.map { texts["direction." + $0] } ?? "")
        case .duration: return Cell(.duration(Int64(call.talk)), zeroMeansNone: true)
        case .ring: return call.ring < 0 ? .empty : Cell(.duration(Int64(call.ring)))
        case .pulses: return call.pulses < 0 ? .empty : Cell(.count(Int64(call.pulses)))
        case .state: return text(stateText(call))
        case .price, .surcharges, .discount, .cost, .margin, .final:
            return money(line, field.money ?? .price, currency, isFirstMoney)
        case .calling, .called, .number, .extension, .account:
            let digits = line.text(field)
            return digits.isEmpty ? .empty : Cell(.number(digits))
        case .destination, .trunk, .switch, .source, .sourceIP, .reason, .link, .leg: return text(line.text(field))
        }
    }

    /// Nowhere where the call's id is not told.
    private func link(_ call: CallRow) -> Link? { call.id.isEmpty ? nil : .call(call.id) }

    private func text(_ text: String) -> Cell { text.isEmpty ? .empty : Cell(.text(text)) }

    private func node(_ kind: OrganisationNode.Kind, _ call: CallRow) -> Cell {
        guard let node = directory.chain(of: call.party, on: call.day).last(where: { $0.kind == kind }) else { return .empty }
        return Cell(.text(node.name.isEmpty ? node.id.text : node.name), link: .node(node.id.text))
    }

    /// An amount stands in its currency's column. A call that should have one and has none says so in the first.
    private func money(_ line: ReportLine, _ measure: MoneyMeasure, _ currency: Currency?, _ isFirst: Bool) -> Cell {
        guard let amount = line.amount(measure) else {
            // Said once, where the charge would stand.
            if measure == .surcharges || measure == .discount || measure == .margin { return .empty }
            return isFirst && line.outcome(measure).state == .unrated
                ? Cell(.text(texts["state.unrated"]), link: link(line.call)) : .empty
        }
        return amount.currency == currency ? Cell(.money(amount), link: link(line.call)) : .empty
    }

    private func stateText(_ call: CallRow) -> String {
        var text = texts["state." + call.state.name]
        if call.reason != .none, call.reason != .writtenOff { text += ": " + texts.reason(call.reason) }
        if call.isPrivate { text += ", " + texts["state.private"] }
        return text
    }
}
