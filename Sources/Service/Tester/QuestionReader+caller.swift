import Model
import Rating
import Site
import Time

extension QuestionReader {
    /// Puts the caller where a record of the switch has it.
    mutating func take(_ caller: String, into asked: inout AskedCall) {
        guard !caller.isEmpty else { return }
        let day = asked.record.start.day
        if asked.record.direction == .in, [.party, .extension].contains(question.callerForm) {
            return fault("caller", "Of an incoming call the caller is a number outside. Type the extension reached as the called number.")
        }
        switch question.callerForm {
        case .party:
            guard let party = site.parties.first(where: { $0.id.text == caller }) else {
                return fault("caller", "There is no party \"\(Self.short(caller))\". Take its id from the directory.")
            }
            take(party, on: day, into: &asked)
        case .extension: take(extension: caller, into: &asked)
        case .number: take(number: caller, into: &asked)
        case .any:
            // Who calls from outside is no party of ours.
            if asked.record.direction == .in || asked.record.direction == .transit { return take(number: caller, into: &asked) }
            if let party = site.parties.first(where: { $0.id.text == caller }) { return take(party, on: day, into: &asked) }
            isExtension(caller, asked) ? take(extension: caller, into: &asked) : take(number: caller, into: &asked)
        }
    }

    private func isExtension(_ text: String, _ asked: AskedCall) -> Bool {
        let known = site.parties.contains { party in
            [.extension, .room].contains(party.kind) && party.numbers.contains { $0.number == text }
        }
        guard !known else { return true }
        let place = Int(asked.switchIndex)
        let lengths = place < site.switches.count ? site.switches[place].dialPlan?.extensionLength ?? [] : []
        return lengths.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private mutating func take(_ party: Party, on day: CivilDay, into asked: inout AskedCall) {
        guard let number = party.numbers.first(where: { $0.validity.contains(day) })?.number else {
            return fault("caller", "The party \(party.id) has no number on \(day). Give it one, or type a number.")
        }
        if let place = party.switch, let index = rater.switchIndex(of: place), index != asked.switchIndex {
            guard question.switch.trimmingBlanks.isEmpty, question.trunk.trimmingBlanks.isEmpty else {
                return fault("caller", "The party \(party.id) belongs to the switch \(place), and the call goes by another one.")
            }
            asked.switchIndex = index
        }
        let text = asked.batch.append(Array(number.utf8))
        switch party.kind {
        case .account:
            guard asked.record.account.isMissing else {
                return fault("caller", "The party \(party.id) is an account code, and another one is typed. Type only one.")
            }
            asked.record.account = text
        case .room, .extension: (asked.record.extension, asked.record.calling) = (text, text)
        case .subscriber: asked.record.calling = text
        case .sourceIP:
            guard asked.record.sourceIP.isMissing else {
                return fault("caller", "The party \(party.id) is an address, and another one is typed. Type only one.")
            }
            asked.record.sourceIP = text
        }
        asked.caller = .party(id: party.id.text, number: number)
    }

    private func take(extension text: String, into asked: inout AskedCall) {
        let bytes = asked.batch.append(Array(text.utf8))
        (asked.record.extension, asked.record.calling) = (bytes, bytes)
        asked.caller = .extension(text)
    }

    private func take(number text: String, into asked: inout AskedCall) {
        asked.record.calling = asked.batch.append(Array(text.utf8))
        asked.caller = .number(text)
    }
}
