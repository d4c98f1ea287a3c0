import Model
import Money
import Site

extension RandomSite {
    mutating func tellSomebody(_ site: inout Site) {
        guard chance(), let from = MailAddress("tollbook@example.com"), let url = WebhookURL("https://[2001:db8::1]:8443/a?b=c") else {
            return
        }
        var mail = MailSettings(server: pick(["mail.example.com", "192.0.2.1"]), security: pick([.starttls, .tls]), from: from)
        if chance() { mail.port = number(1...65_535) }
        if chance() { (mail.user, mail.passwordFile) = ("a user", "/etc/tollbook/mail.secret") }
        (mail.caFile, mail.link) = (maybe("/etc/ssl/own.pem"), maybe("https://tollbook.example.com:8443"))
        if chance() { mail.daily = MailSettings.Daily(to: [from], minute: number(0...1439)) }
        site.mail = mail
        for index in 0..<number(0...3) {
            var rule = AlertRule(id: AlertRuleID("r\(index)"))
            rule.when.longerThan = number(0...9999)
            if chance() {
                let limit = Money(Amount(millionths: Int64(number(0...9_000_000))), currency())
                rule.when.dearerThan = AlertCondition.Dearer(scheme: pick(Scheme.allCases), limit: limit)
            }
            (rule.when.called, rule.when.calling) = (chance() ? ["0190*", "+1"] : [], chance() ? ["#10*"] : [])
            rule.when.types = chance() ? [pick(site.effectiveCallTypes).id] : []
            rule.when.directions = chance() ? [.out, .transit] : []
            rule.when.week = chance() ? ["Sat-Sun 00:00-24:00", "20:00-06:00"] : []
            rule.when.parties = site.parties.isEmpty ? [] : [pick(site.parties).id]
            rule.when.organisation = site.organisation.isEmpty ? [] : [pick(site.organisation).id]
            rule.when.emergency = chance()
            (rule.to, rule.age, rule.atMost) = ([from], number(60...9999), number(1...1000))
            if chance() { rule.webhook = Webhook(url: url, secretFile: "/etc/hook", allowed: chance() ? ["10.0.0.0/8"] : []) }
            site.alerts.append(rule)
        }
        for index in 0..<number(0...2) {
            var rule = AlertRule(id: AlertRuleID("sums\(index)"))
            rule.when.parties = site.parties.isEmpty ? [] : [pick(site.parties).id]
            rule.when.organisation = site.organisation.isEmpty ? [] : [pick(site.organisation).id]
            rule.when.ofParty = partyCondition(hasNodes: !site.organisation.isEmpty)
            if case .budget = rule.when.ofParty {} else if chance() { rule.when.types = [pick(site.effectiveCallTypes).id] }
            rule.to = [from]
            site.alerts.append(rule)
        }
        guard !site.sources.isEmpty else { return }
        var rule = AlertRule(id: AlertRuleID("sources"))
        (rule.when.troubles, rule.when.sources, rule.to) = ([.silent, .gap], chance() ? [pick(site.sources).id] : [], [from])
        site.alerts.append(rule)
    }

    private mutating func partyCondition(hasNodes: Bool) -> PartyCondition {
        let money = CallFigure.money(pick(Scheme.allCases), Money(Amount(millionths: Int64(number(0...9_000_000))), currency()))
        let figure = pick([CallFigure.calls(number(0...99)), money])
        switch number(0...4) {
        case 0:
            let each = hasNodes ? pick(PartyCondition.Total.Each.allCases) : .party
            return .total(.init(pick(PartyCondition.Total.Span.allCases), each: each, above: pick([figure, .minutes(number(0...99))])))
        case 1: return .budget(chance() ? [.spent] : [.warned, .spent])
        case 2:
            var burst = PartyCondition.Burst(pick(PartyCondition.Burst.Span.allCases))
            if chance() { (burst.floor, burst.factor, burst.weeks) = (figure, number(1...9), number(2...52)) }
            return .burst(burst)
        case 3:
            var first = PartyCondition.FirstTime(pick(PartyCondition.FirstTime.Of.allCases))
            if chance() { (first.floor, first.days) = (figure, number(14...400)) }
            return .firstTime(first)
        default:
            var odd = PartyCondition.OddHours()
            if chance() { (odd.floor, odd.weeks) = (figure, number(2...52)) }
            return .oddHours(odd)
        }
    }
}
