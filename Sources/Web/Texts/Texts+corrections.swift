internal import Model

/// Words of what people decide about one call.
public struct CorrectionTexts: Sendable {
    public var title = "Corrections"
    public var text = "What is decided here holds for all records of the call, whatever rates it again."
    public var correct = "Correct this call"
    public var what = "What is to be done"
    public var (writeOff, isPrivate) = ("Write it off: nobody pays for it", "Mark it as private")
    public var (account, party) = ("Give it the account code", "Charge it to the party")
    public var value = "Account code or party"
    public var valueHint = "Only for the last two: the code, or the party's id."
    public var why = "Reason (stands in the journal)"
    public var button = "Correct"
    public var undo = "Undo"
    public var whyUndo = "Why it is undone"
    public var undone = "undone"
    public var privateMark = "private"
    public var privateByCode = "by the code that was dialled"
    public var privateCalls = "Private"
    public var (yes, no) = ("yes", "no")
    public var (number, when, decided, reason, state) = ("No.", "When", "Decided", "Reason", "State")
    public var holds = "holds"
    public var needsReason = "Write the reason."
    public var needsValue = "Write the account code or the party's id."
    public var needsKind = "Choose what is to be done."

    func words(_ correction: Correction) -> String {
        switch correction.kind {
        case .writeOff: correction.former.isEmpty ? "written off" : "written off, was \(correction.former)"
        case .private: "marked as private"
        case .account: "account \(correction.value)" + (correction.former.isEmpty ? "" : ", was \(correction.former)")
        case .party: "party \(correction.value), was \(correction.former)"
        }
    }
    func by(_ actor: String, _ at: String) -> String { "\(actor), \(at)" }
}
