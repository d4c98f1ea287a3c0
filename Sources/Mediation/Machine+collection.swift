import Model
import Time

/// What is no part of a call and tells how the collection stands: the running number, and sessions that go on.
extension Machine {
    /// The record's running number; `nil`: the definition names none, or the record has none.
    func runningNumber() -> Int64? {
        guard let rule = program.sequence else { return nil }
        let value = numbers[Int(rule.number)]
        return value == NumberField.none ? nil : value
    }

    /// What the record says of a session; `nil`: nothing.
    func sessionEvent() -> SessionEvent? {
        guard let rule = program.session else { return nil }
        let isEnd = holds(rule.closes)
        guard isEnd || holds(rule.opens), let key = text(rule.key), !key.isEmpty else { return nil }
        var event = SessionEvent(key: Array(bytes(key)), isEnd: isEnd)
        if rule.at >= 0, numbers[Int(rule.at)] != NumberField.none { event.at = Instant(seconds: numbers[Int(rule.at)]) }
        for target in program.texts.indices {
            switch program.texts[target].target {
            case .calling: event.calling = first(of: target)
            case .called: event.called = first(of: target)
            default: break
            }
        }
        return event
    }

    private func first(of target: Int) -> [UInt8] {
        for rule in program.texts[target].rules.range {
            if let slice = text(program.textRules[rule]), !slice.isEmpty { return Array(bytes(slice)) }
        }
        return []
    }
}
