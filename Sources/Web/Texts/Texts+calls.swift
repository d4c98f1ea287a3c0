internal import Model
internal import Service

/// Words of the list of calls and of one call.
public struct CallTexts: Sendable {
    public var title = "Calls"
    public var all = "the whole book"
    public var filter = "Filter"
    public var show = "Show"
    public var reset = "All calls"
    public var (from, to) = ("From", "To")
    public var (party, direction, state, type, trunk) = ("Party", "Direction", "State", "Call type", "Trunk")
    public var (called, calling, duration) = ("Dialled begins with", "Caller begins with", "Seconds at least")
    public var (condition, andCondition) = ("Only calls with", "and")
    public var conditionHint =
        "As destination=*USA*, callType!=local, duration=60..600, businessHours=no, contact=bank, account= (none). All must hold."
    public var any = "any"
    public var noType = "without type (incoming)"
    public var clock = "h:mm:ss"
    public var nobody = "unassigned"
    public var (start, number, destination, length, price, cost) = ("Start", "Number", "Destination", "Duration", "Price", "Cost")
    public var none = "No calls here"
    public var noneText = "No call fits this filter. Take a longer period or fewer conditions."
    public var sortBound = "Sorted by time there is no bound; by anything else up to 200,000 calls."
    public var byTime = "Show them by time"
    public var nothingFound = "Nothing is called that: no number, party or trunk. Search for the beginning of a number, a name or a trunk."
    public var csv = "CSV"
    public var json = "JSON"

    // One call
    public var call = "Call"
    public var way = "How the price comes about"
    public var costWay = "How the cost comes about"
    public var (step, band, times, unitPrice, amount, running) = ("Step", "Band", "Count", "Price", "Amount", "Sum")
    public var margin = "Margin"
    public var facts = "The call"
    public var legs = "Records of the same call"
    public var witness = "What the other side has"
    public var (witnessName, otherRecord, otherTalk) = ("Witness", "Record there", "Talk there")
    public var (billed, billedBeyond) = ("On its bill", "Beyond our cost")
    public var decode = "What the record says"
    public var raw = "The record as it came"
    public var rawHint = "Point at a field to see its bytes, or at bytes to see their field."
    public var (field, value, bytes) = ("Field", "Value", "Bytes")
    public var computed = "worked out"
    public var noTrace = "There is no charge, so there are no steps."
    public var thisOne = "this one"
    public var total = "Charge"
    public var (calledAs, callingAs, comparedAs) = ("Called, as dialled", "Calling", "Compared with prefixes as")
    public var (account, switchName, source) = ("Account", "Switch", "Source")
    public var assign = "Assign it"
    public var settled = "How it is billed"
    public var onBill = "It stands on bill"
    public var afterBill = "It came when its period was billed, and goes onto the next bill."
    public var unsettled = "What an allowance leaves of it has no price, so that it waits for a rate."
    public var (packages, volume, net) = ("Packages", "Volume discount", "Net")
    public var (exchanged, billedAs) = ("Exchange rate", "On the bill")

    /// - Parameters:
    ///   - of: the package, or the rate table of a volume discount.
    ///   - rule: from 1.
    func settlement(_ kind: String, _ of: String, _ rule: Int) -> String {
        switch kind {
        case "allowance": "Allowance of package \(of), rule \(rule)"
        case "percent": "Percentage of package \(of), rule \(rule)"
        case "amount": "Amount of package \(of), rule \(rule)"
        case "money": "Money of package \(of), rule \(rule)"
        default: "Volume discount of rate table \(of), rule \(rule)"
        }
    }

    func witnessState(_ state: CallWitness.State, _ differs: [String]) -> String {
        switch state {
        case .matched: "Both records agree."
        case .differs: "The two differ in \(differs.joined(separator: ", "))."
        case .onlyOurs: "It has no record of this call."
        case .onlyTheirs: "We have no record of this call."
        }
    }

    func noOwner(_ number: String) -> String {
        number.isEmpty ? "Nobody owns this call." : "The extension \(number) belongs to nobody on this day."
    }
    /// - Parameter text: `up 0.01`, as the trace has it.
    func rounding(_ text: String) -> String {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        let modes = ["up": "up to", "down": "down to", "halfUp": "half up to", "halfEven": "half-even to"]
        guard parts.count == 2, let mode = modes[parts[0]] else { return text }
        return mode + " " + parts[1]
    }
    func fromMoment(_ time: String) -> String { "from \(time)" }

    func state(_ state: CallState) -> String {
        switch state {
        case .rated: "rated"
        case .free: "free"
        case .unrated: "no rate"
        case .conflict: "in conflict"
        case .quarantined: "quarantined"
        case .writtenOff: "written off"
        }
    }

    func direction(_ direction: Direction) -> String {
        switch direction {
        case .out: "outgoing"
        case .in: "incoming"
        case .internal: "internal"
        case .transit: "transit"
        case .unknown: "unknown"
        }
    }

    func sentence(count: String, period: String) -> String { "\(count), \(period)." }
    func count(_ count: String, isOne: Bool, atLeast: Bool) -> String {
        (atLeast ? "More than " : "") + count + (isOne ? " call" : " calls")
    }
    func shown(_ count: String) -> String { "\(count) on this page" }
    func searched(until moment: String) -> String { "Searched back to \(moment); the search goes on with the next page." }
    func bad(_ field: String, _ value: String, _ wanted: String) -> String { "\"\(value)\" is not a \(field): \(wanted)." }

    func step(_ kind: String) -> String {
        switch kind {
        case "table": "Rate table"
        case "selection": "Table chosen by rule"
        case "version": "Version in force from"
        case "prefix": "Prefix"
        case "row": "Rate"
        case "minimumDuration": "Shorter than the minimum duration"
        case "freeSeconds": "Free seconds"
        case "connection": "Connection"
        case "blocks": "Blocks"
        case "counted": "All seconds at once"
        case "answerPulses": "Pulses at answer"
        case "pulses": "Pulses"
        case "metered": "Pulses counted by the switch"
        case "computed": "No count in the record: pulses computed"
        case "attempt": "Attempt"
        case "other": "Charge of the other scheme"
        case "given": "Amount that the switch wrote"
        case "exchange": "Exchange"
        case "percent": "On top"
        case "add": "Added"
        case "surcharge": "Surcharge"
        case "minimum": "Raised to the minimum charge"
        case "maximum": "Lowered to the maximum charge"
        case "rounding": "Rounding"
        case "earlier": "Charged before surcharges changed: difference"
        default: kind
        }
    }

    /// What to do about a call that nobody can be charged for; `nil` where all is well.
    func mend(_ state: CallState, _ reason: Reason, number: String) -> String? {
        switch (state, reason) {
        case (.unrated, .noRateTable): "No rate table holds for this call. Name one in the site, then rate it again."
        case (.unrated, .noVersion): "No version of the rate table was in force at the start. Add one, then rate the call again."
        case (.unrated, .noPrefix): "\(number) begins with no prefix of the rate table. Add a rate, then rate the call again."
        case (.unrated, .noBandPrice): "The rate has no price for the time band of the call. Add it, then rate the call again."
        case (.unrated, .noExchangeRate): "An exchange rate of that day is missing. Add it, then rate the call again."
        case (.unrated, .noGivenAmount): "The rate table takes the amount that the switch wrote, and the record has none."
        case (.unrated, .derivedFromEachOther): "The tables of cost and price are derived from each other. Give one of them prices."
        case (.unrated, .otherUnrated):
            "The charge is derived from the other scheme's, which has no rate. Add that, then rate the call again."
        case (.unrated, _): "The charge is beyond what can be written. Look at the rate, then rate the call again."
        case (.quarantined, .localTimeDoesNotExist):
            "This local time does not exist: the clock went forward over it. Check the clock of the switch."
        case (.quarantined, .startsInFuture): "The call starts in the future. Check the clock of the switch."
        case (.quarantined, _): "The call is longer than the switch may report. Check the record."
        case (.conflict, _): "This record differs from a stored one of the same identity. Decide which one counts."
        default: nil
        }
    }
}

/// Words of the bills.
public struct BillTexts: Sendable {
    public var print = "Print"
    public var (csv, json, pdf, xlsx) = ("CSV", "JSON", "PDF", "Excel")
    public var calls = "Calls"
    public var bill = "Bill"
    public var summary = "Summary"
    public var issue = "Issue this bill"
    public var issueHint =
        "It gets the next number and never changes; its calls stand on no other bill. What is wrong is taken back by a credit note."
    public var issued = "Issued bills"
    public var issuedSentence =
        "What was sent, as it was sent. A bill never changes; a credit note takes it back, and its calls can be billed again."
    public var (none, noneText) = ("No bill has been issued.", "Open the bill of a party over a period that is over, and issue it there.")
    public var (number, kind, party, period) = ("Number", "Kind", "Party", "Period")
    public var (callCount, total, issuedAt, state) = ("Calls", "Total", "Issued", "State")
    public var kinds = ["bill": "Bill", "credit": "Credit note"]
    public var (valid, credited, forBill) = ("valid", "credited by", "for bill")
    public var credit = "Credit this bill"
    public var creditHint = "A credit note with the next number takes it back as a whole. Its calls can be billed again."
    public var reason = "Reason, which stands on the credit note"
    public var run = "A run of bills"
    public var runHint =
        "For every party each billing period that is over, ends within these days and stands on no bill yet. Bills that were issued before "
        + "are given out again, none is issued or mailed twice."
    public var (runNode, runNodeHint) = ("Part of the organisation", "An id, as sales; empty: all parties.")
    public var (runFolder, runFolderHint) = ("Folder for the files", "Below the book's own folder drop, as march; empty: no files.")
    public var (runForms, runMails) = ("Files and mails", "Mail each bill to its party")
    public var formNames = ["pdf": "PDF", "html": "Page", "xlsx": "Excel", "csv": "CSV", "json": "JSON"]
    public var (runLayout, runLanguage) = ("Layout of bills that name none", "Language")
    public var runOwn = "each bill's own"
    public var languages = [
        "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "vi": "Tiếng Việt", "ar": "العربية", "zh": "中文",
    ]
    public var runButton = "Begin the run"
    public var runs = "Runs of bills"
    public var runTitle = "Run of bills"
    public func runSentence(_ from: String, _ to: String, _ node: String?) -> String {
        "Bills of billing periods that end from \(from) to \(to)" + (node.map { ", below \($0)." } ?? ", of all parties.")
    }
    public var runStates = ["waiting": "waiting", "running": "running", "done": "done", "failed": "failed", "cancelled": "stopped"]
    public var (runIssuing, runGivingOut) = ("The bills are being issued.", "The bills are issued and are being given out.")
    public var runDone = "All bills of these days are issued and given out."
    public var (runFiles, runSent, runFailures) = ("Files", "Mails", "What could not be billed")
    public var (runStop, runStopHint) = ("Stop", "Bills that are issued stay; a new run of these days goes on where this one stopped.")
    public var issuedBy = "Begun"
    public var (from, to) = ("From", "To, included")
    public var badDays = "Write two days, as 2026-03-01, the first not after the last."
    public var office =
        "For the office, not on the bill: the calls after discounts, before recurring charges and taxes, and what they cost."
    public var (billed, cost, margin) = ("Billed calls", "Cost", "Margin")
    public var noMargin = "in different currencies"
}
