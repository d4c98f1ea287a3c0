import Document
import Model
import Money
import Time

/// A column of a report whose lines are calls.
public enum CallField: String, Hashable, Sendable, CaseIterable {
    case start, day, calling, called, destination, callType, party, `extension`, account, trunk, `switch`, source, sourceIP, direction
    case duration, ring, pulses, state, price, surcharges, discount, cost, final

    var money: MoneyMeasure? { Measure(rawValue: rawValue)?.money }

    /// The measure that is the sum of this column.
    var measure: Measure? { Measure(rawValue: rawValue) }

    func kind(_ currency: Currency?) -> ColumnKind {
        switch self {
        case .start: .time
        case .day: .day
        case .calling, .called, .extension, .account: .number
        case .duration, .ring: .duration
        case .pulses: .count
        case .price, .surcharges, .discount, .cost, .final: currency.map(ColumnKind.money) ?? .text
        case .destination, .callType, .party, .trunk, .switch, .source, .sourceIP, .direction, .state: .text
        }
    }
}

/// A call on a report, with what the report made of it.
struct ReportLine {
    let call: CallRow
    /// At line precision; `nil` where free or unrated.
    let final: Money?

    func amount(_ measure: MoneyMeasure) -> Money? {
        switch measure {
        case .price: call.price.charge.map { Money($0.amount, $0.currency) }
        case .surcharges: settled(\.surcharges)
        case .discount: settled { $0.packageDiscount + $0.volumeDiscount }
        case .cost: call.cost.charge.map { Money($0.amount, $0.currency) }
        // A margin is told of sums, never of a line.
        case .margin: nil
        case .final: final
        }
    }

    /// A part of the settlement, half-even to a millionth of the charge's currency.
    private func settled(_ part: (SettledFigures) -> FineAmount) -> Money? {
        guard let figures = call.settled, let currency = call.price.charge?.currency else { return nil }
        return Rounding.millionth.round(part(figures).units, over: 1_000_000_000_000).map { Money($0, currency) }
    }

    /// Outcome that a money column without amount explains.
    func outcome(_ measure: MoneyMeasure) -> Outcome { measure == .cost ? call.cost : call.price }

    func cell(_ field: CallField, _ currency: Currency?, isFirstMoney: Bool, _ context: ReportContext) -> Cell {
        switch field {
        case .start: Cell(.time(context.zone.wall(call.start)), link: .call(call.id))
        case .day: Cell(.day(call.day))
        case .calling: number(call.calling)
        case .called: number(call.called)
        case .extension: number(call.extension)
        case .account: number(call.account)
        case .destination: text(call.destination)
        case .callType: text(context.directory.callType(call.callType)?.name ?? call.callType)
        case .party: Cell(.text(context.directory.partyName(call.party, context.texts)), link: .party(call.party))
        case .trunk: text(call.trunk)
        case .switch: text(call.switch)
        case .source: text(call.source)
        case .sourceIP: text(call.sourceIP)
        case .direction: text(call.direction.name.map { context.texts["direction." + $0] } ?? "")
        case .duration: Cell(.duration(Int64(call.talk)), zeroMeansNone: true)
        case .ring: call.ring < 0 ? .empty : Cell(.duration(Int64(call.ring)))
        case .pulses: call.pulses < 0 ? .empty : Cell(.count(Int64(call.pulses)))
        case .state: text(stateText(context.texts))
        case .price, .surcharges, .discount, .cost, .final: money(field.money ?? .price, currency, isFirstMoney, context.texts)
        }
    }

    private func text(_ text: String) -> Cell { text.isEmpty ? .empty : Cell(.text(text)) }
    private func number(_ text: String) -> Cell { text.isEmpty ? .empty : Cell(.number(text)) }

    /// An amount stands in its currency's column. A call that should have one and has none says so in the first.
    private func money(_ measure: MoneyMeasure, _ currency: Currency?, _ isFirst: Bool, _ texts: ReportTexts) -> Cell {
        guard let amount = amount(measure) else {
            // Said once, where the charge would stand.
            if measure == .surcharges || measure == .discount { return .empty }
            return isFirst && outcome(measure).state == .unrated ? Cell(.text(texts["state.unrated"]), link: .call(call.id)) : .empty
        }
        return amount.currency == currency ? Cell(.money(amount), link: .call(call.id)) : .empty
    }

    func stateText(_ texts: ReportTexts) -> String {
        var text = texts["state." + call.state.name]
        if call.reason != .none, call.reason != .writtenOff { text += ": " + call.reason.name }
        if call.corrected.contains(.isPrivate) { text += ", " + texts["state.private"] }
        return text
    }
}
