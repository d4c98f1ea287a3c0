internal import CCurl
public import Model
public import Site

/// A mail server as one session needs it, with its password read.
public struct MailServer: Sendable {
    let settings: MailSettings
    let password: String?
    /// Seconds for the connection, and for all of it.
    var patience = (connecting: 15, whole: 60)

    /// - Throws: `DeliveryError` where the password's file is not usable.
    public init(_ settings: MailSettings) throws(DeliveryError) {
        self.settings = settings
        password = try settings.passwordFile.map { path throws(DeliveryError) in try SecretFile.read(path) }
    }

    private var url: String {
        let host = settings.server.contains(":") ? "[\(settings.server)]" : settings.server
        return (settings.security == .tls ? "smtps" : "smtp") + "://\(host):\(settings.port)"
    }

    /// Hands one message over. Blocks until the server has answered or patience ends.
    public func send(_ message: MailMessage) -> DeliveryOutcome {
        guard let transfer = Transfer(body: message.bytes) else { return DeliveryOutcome(.failed, "There is no memory for a connection.") }
        transfer.set(CURLOPT_URL, url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        transfer.set(CURLOPT_USE_SSL, settings.security == .none ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue)
        transfer.trust(settings.caFile)
        transfer.setPatience(patience.connecting, patience.whole)
        if let user = settings.user, let password {
            transfer.set(CURLOPT_USERNAME, user)
            transfer.set(CURLOPT_PASSWORD, password)
        }
        transfer.set(CURLOPT_MAIL_FROM, message.from.text)
        transfer.setList(CURLOPT_MAIL_RCPT, [message.to.text])
        transfer.set(CURLOPT_UPLOAD, 1)
        let code = transfer.perform()
        return outcome(code, transfer)
    }

    /// What a session came to. Whole and without an answer is unknown: it may have arrived.
    private func outcome(_ code: CURLcode, _ transfer: Transfer) -> DeliveryOutcome {
        let (status, said) = (transfer.lastCode, transfer.lastLine)
        if code == CURLE_OK { return DeliveryOutcome(.sent, said) }
        let isRefusal = (400..<600).contains(status)
        if transfer.isHandedOver, !isRefusal {
            return DeliveryOutcome(.unknown, "No answer to the whole message came: \(transfer.words(code)).")
        }
        let answer = isRefusal && !said.isEmpty ? said : transfer.words(code) + "."
        // A refusal of the sender, the recipient or the message is final with 5xx; one of us (log-in, greeting) is mended and tried again.
        let isOfMessage = code == CURLE_SEND_ERROR || transfer.isHandedOver
        return DeliveryOutcome(status >= 500 && isOfMessage ? .givenUp : .failed, answer)
    }
}
