import Model
import Reading

extension SiteDraft {
    mutating func readMail(_ root: inout Fields) {
        guard var fields = root.fields("mail", &problems) else { return }
        defer { fields.close(&problems) }
        let server = server(&fields)
        let security = fields.choice("security", MailSettings.Security.self, &problems) ?? .starttls
        let port = fields.integer("port", in: 1...65_535, &problems)
        let from = from(&fields)
        let user = fields.text(
            "user", &problems, form: Form.isLabel, message: "Not a user's name.", mend: "Write 1 to 64 bytes without control characters.")
        let password = fields.has("passwordFile") ? path(&fields, "passwordFile") : nil
        let trusted = fields.has("caFile") ? path(&fields, "caFile") : nil
        _ = (fields.node("passwordFile"), fields.node("caFile"))
        let link = fields.text(
            "link", &problems, form: Form.isOrigin, message: "Not where people reach the pages.",
            mend: "Write such as https://tollbook.example.com, without a path.")
        let daily = daily(&fields)
        checkUser(fields, security, server)
        guard let server, let from else { return }
        var mail = MailSettings(server: server, security: security, from: from)
        mail.port = port ?? security.port
        (mail.user, mail.passwordFile, mail.caFile, mail.link, mail.daily) = (user, password, trusted, link, daily)
        site.mail = mail
    }

    private mutating func server(_ fields: inout Fields) -> String? {
        guard let text = fields.requiredText("server", &problems) else { return nil }
        if Form.isIPAddress(text) || Form.isHostName(text) { return text }
        problems.add(
            fields.problem("server", "Not a host.", mend: "Write a name such as mail.example.com or an address; the port is `port`."))
        return nil
    }

    private mutating func from(_ fields: inout Fields) -> MailAddress? {
        guard let text = fields.requiredText("from", &problems) else { return nil }
        if let address = MailAddress(text) { return address }
        problems.add(fields.problem("from", "Not a mail address.", mend: "Write one such as tollbook@example.com."))
        return nil
    }

    /// User and password go together, and never through an open line.
    private mutating func checkUser(_ fields: Fields, _ security: MailSettings.Security, _ server: String?) {
        let (hasUser, hasPassword) = (fields.has("user"), fields.has("passwordFile"))
        if hasUser != hasPassword {
            problems.add(
                fields.problem(
                    hasUser ? "user" : "passwordFile", "User and password go together.",
                    mend: hasUser ? "Add `passwordFile: /…`." : "Add `user: …`."))
        }
        guard hasUser, security == .none, let server, !Form.isLoopback(server) else { return }
        problems.add(
            fields.problem(
                fields.has("security") ? "security" : "user", "The password would cross the network in the clear.",
                mend: "Write `security: starttls` or `security: tls`."))
    }

    private mutating func daily(_ fields: inout Fields) -> MailSettings.Daily? {
        guard var inner = fields.fields("daily", &problems) else { return nil }
        defer { inner.close(&problems) }
        let to = mailAddresses(&inner, "to")
        if !inner.has("to") { _ = inner.requiredText("to", &problems) }
        var minute = 7 * 60
        if let text = inner.text("at", &problems) {
            if let at = Form.clockMinute(text) {
                minute = at
            } else {
                problems.add(inner.problem("at", "Not a time of day.", mend: "Write such as \"07:00\"."))
            }
        }
        return MailSettings.Daily(to: to, minute: minute)
    }
}

extension Form {
    static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "::1" || (isIPAddress(host) && host.hasPrefix("127.")) }

    /// Minute of the day, `00:00` to `23:59`.
    static func clockMinute(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), [0, 1, 3, 4].allSatisfy({ isDigit(bytes[$0]) }) else { return nil }
        let digits = bytes.map { Int($0) - 48 }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    static func clockText(_ minute: Int) -> String {
        let (hour, rest) = (minute / 60, minute % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
