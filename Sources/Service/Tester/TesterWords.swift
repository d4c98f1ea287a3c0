import Model
import Rating
import Site

/// Why a call is whose, and by which table, as sentences.
struct TesterWords {
    private let site: Site
    private let selection: SelectionWords

    init(_ site: Site) { (self.site, selection) = (site, SelectionWords(site)) }

    func party(_ reasons: CallReasons, _ facts: CallFacts, _ batch: RecordBatch) -> String {
        func text(_ ref: TextRef) -> String { batch.text(ref) ?? "" }
        guard let clue = reasons.clue else {
            return "Nobody in the directory owns what calls here on that day: it goes to the switch's unassigned party."
        }
        let owner = selection.party(reasons.party)
        let day = "on that day"
        return switch clue {
        case .account: "The account code \(text(facts.account)) belongs to \(owner) \(day)."
        case .extension: "The extension \(text(facts.extension)) belongs to \(owner) \(day)."
        case .calling: "The calling number \(text(facts.calling)) belongs to \(owner) \(day)."
        case .called: "The number reached, \(text(facts.called)), belongs to \(owner) \(day)."
        case .sourceIP: "The address \(text(facts.sourceIP)) belongs to \(owner) \(day)."
        case .trunk: "Transit calls that come in over the trunk \(text(facts.trunk)) are paid by \(owner)."
        }
    }

    func table(
        _ reason: TableReason, _ scheme: Scheme, _ reasons: CallReasons, _ facts: CallFacts, _ batch: RecordBatch
    ) -> String {
        let has = site.selection.contains { $0.scheme == scheme }
        let noRule = has ? "No rule of the selection fits" : "There are no rules of selection"
        guard let chooser = reason.chooser else {
            guard reason.free == .none else { return free(reason.free) }
            return noRule + ", and neither trunk, party nor site names a table of the \(scheme.rawValue)."
        }
        switch chooser {
        case .rule(let place):
            let rule = site.selection[place]
            return "Rule \(place + 1) fits: \(selection.calls(rule.when))."
        case .trunk: return noRule + "; the trunk \(batch.text(facts.trunk) ?? "") has a table of its own."
        case .party: return noRule + "; \(selection.party(reasons.party)) has a table of its own."
        case .site: return noRule + ", and neither trunk nor party has a table of its own: it is the site's default."
        }
    }

    private func free(_ reason: Reason) -> String {
        switch reason {
        case .witness: "Records of a witness are never charged."
        case .tieTrunk: "Calls over a tie trunk are charged only by a rule that names the direction internal, and none fits."
        case .incoming: "Incoming calls are charged only by a rule that names the direction, and none fits."
        case .internalCall: "Internal calls are charged only by a rule that names the direction, and none fits."
        case .transit: "Transit calls are charged only by a rule that names the direction, and none fits."
        default: "A call whose direction nobody knows is charged only by a rule that names it, and none fits."
        }
    }
}
