import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readAlerts(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        each(&root, "alerts") { draft, fields, _ in
            let id = draft.unique(&fields, AlertRuleID.self, &seen)
            var rule = AlertRule(id: id ?? AlertRuleID(""))
            let before = draft.problems.list.count
            if var when = fields.fields("when", &draft.problems) {
                rule.when = draft.condition(&when)
                when.close(&draft.problems)
            }
            if rule.when == AlertCondition(), draft.problems.list.count == before {
                draft.problems.add(
                    fields.problem("when", "Every call would alert.", mend: "Say what to look for, such as `when: {longerThan: 3600}`."))
            }
            if rule.when.emergency, !draft.site.numberingPlan.contains(where: { $0.type == CallTypeID("emergency") }) {
                draft.problems.add(
                    fields.problem(
                        "when", "No number is known as an emergency number: nobody will be told.",
                        mend: "Add `country` to `site`, or numbers of the type emergency under `numbering`.", .warning))
            }
            rule.to = draft.mailAddresses(&fields, "to")
            rule.webhook = draft.webhook(&fields)
            if let age = fields.integer("age", in: 60...mostSeconds, &draft.problems) { rule.age = age }
            if let most = fields.integer("atMost", in: 1...AlertRule.mostInAnHour, &draft.problems) { rule.atMost = most }
            if !fields.has("to"), !fields.has("webhook") {
                draft.problems.add(fields.problem("to", "Nobody is told.", mend: "Add `to: [somebody@example.com]` or `webhook: {…}`."))
            }
            if fields.has("to"), draft.root.entry("mail") == nil {
                draft.problems.add(fields.problem("to", "There is no mail server.", mend: "Add `mail:` with `server` and `from`."))
            }
            if id != nil { draft.site.alerts.append(rule) }
        }
    }

    mutating func mailAddresses(_ fields: inout Fields, _ key: String) -> [MailAddress] {
        fields.texts(
            key, &problems, form: { MailAddress($0) != nil }, message: "Not a mail address.",
            mend: "Write one such as reception@example.com."
        ).compactMap { MailAddress($0) }
    }

    private mutating func webhook(_ fields: inout Fields) -> Webhook? {
        guard var inner = fields.fields("webhook", &problems) else { return nil }
        defer { inner.close(&problems) }
        let text = inner.requiredText("url", &problems)
        let secret = path(&inner, "secretFile")
        let allowed = inner.texts(
            "allowed", &problems, form: { $0 != "any" && Form.isPeer($0) }, message: "Neither an address nor a network.",
            mend: "Write such as 192.168.1.5 or 10.0.0.0/8.")
        guard let text else { return nil }
        guard let url = WebhookURL(text) else {
            problems.add(
                inner.problem("url", "Not the address of a webhook.", mend: "Write such as https://hooks.example.com/tollbook."))
            return nil
        }
        if !url.isEncrypted, allowed.isEmpty || !Form.isLoopback(url.host) {
            problems.add(
                inner.problem(
                    "url", "Without TLS anybody on the way reads it.",
                    mend: "Write https; http is for 127.0.0.1 or ::1 alone, with that address under `allowed`."))
        }
        return secret.map { Webhook(url: url, secretFile: $0, allowed: allowed) }
    }

    // MARK: What to look for

    private mutating func condition(_ fields: inout Fields) -> AlertCondition {
        var when = AlertCondition()
        when.longerThan = fields.integer("longerThan", in: 0...mostSeconds, &problems)
        when.dearerThan = dearer(&fields)
        when.called = patterns(&fields, "called")
        when.calling = patterns(&fields, "calling")
        when.types = references(&fields, "type", .callTypes).map(CallTypeID.init)
        when.directions = choices(&fields, "direction", Direction.allCases.compactMap(\.name)).compactMap { Direction(name: $0) }
        when.week = weekTimes(&fields, "week")
        when.parties = references(&fields, "party", .parties).map(PartyID.init)
        when.organisation = references(&fields, "organisation", .organisation).map(NodeID.init)
        when.emergency = fields.flag("emergency", &problems) ?? false
        when.troubles = choices(&fields, "trouble", AlertCondition.Trouble.allCases.map(\.rawValue))
            .compactMap { AlertCondition.Trouble(rawValue: $0) }
        when.sources = references(&fields, "source", .sources).map(SourceID.init)
        when.ofParty = partyCondition(&fields, when.directions)
        let (said, ofSources) = (fields.node.map ?? [], ["trouble", "source"])
        if fields.has("source"), !fields.has("trouble") {
            problems.add(fields.problem("source", "Nothing is said of the source.", mend: "Add `trouble: [silent, failed, gap]`."))
        } else if fields.has("trouble"), let other = said.first(where: { !ofSources.contains($0.key) }) {
            problems.add(
                fields.problem(
                    other.key, "A rule speaks of calls or of sources.", mend: "Make two rules of it: `trouble` goes with `source`."))
        }
        return when
    }

    private mutating func dearer(_ fields: inout Fields) -> AlertCondition.Dearer? {
        guard var inner = fields.fields("dearerThan", &problems) else { return nil }
        defer { inner.close(&problems) }
        let currency = inner.currency("currency", &problems)
        if !inner.has("currency") { _ = inner.requiredText("currency", &problems) }
        let said = Scheme.allCases.filter { inner.has($0.rawValue) }
        let amounts = Scheme.allCases.map { scheme in
            inner.decimal(scheme.rawValue, &problems) { text throws(DecimalError) in try Amount(text: text) }
        }
        guard said.count == 1, let scheme = said.first else {
            problems.add(
                inner.problem(
                    said.last?.rawValue ?? "price", said.isEmpty ? "No amount." : "More than one amount.",
                    mend: "Write `price: \"5.00\"` or `cost: \"5.00\"`."))
            return nil
        }
        guard let amount = amounts.compactMap({ $0 }).first, let currency else { return nil }
        return AlertCondition.Dearer(scheme: scheme, limit: Money(amount, currency))
    }

    private mutating func patterns(_ fields: inout Fields, _ key: String) -> [String] {
        fields.texts(
            key, &problems, form: Form.isNumberPattern, message: "Not a number.",
            mend: "Write digits, *, # and +; a * at the end stands for anything, as in \"0190*\".")
    }

    mutating func weekTimes(_ fields: inout Fields, _ key: String) -> [String] {
        let (line, path, file) = (fields.node(key)?.line, fields.path(key), file)
        return fields.texts(key, &problems).filter { text in
            do throws(SpanText.Wrong) {
                _ = try SpanText.spans(text, ofHoliday: false)
                return true
            } catch {
                problems.add(Problem(file: file, line: line, field: path, value: text, message: error.message, mend: error.mend))
                return false
            }
        }
    }

    /// Ids of a section, each of which must be there.
    mutating func references(_ fields: inout Fields, _ key: String, _ section: Section) -> [String] {
        let known = ids[section] ?? []
        return fields.texts(
            key, &problems, form: known.contains, message: "There is no \(section.noun) with this id.", mend: Self.mend(section, known))
    }

    mutating func choices(_ fields: inout Fields, _ key: String, _ names: [String]) -> [String] {
        fields.texts(
            key, &problems, form: names.contains, message: "Not one of \(names.joined(separator: ", ")).", mend: "Write some of them.")
    }
}
