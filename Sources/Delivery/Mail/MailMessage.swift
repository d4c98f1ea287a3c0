public import Model
public import Time

/// A mail as it goes over the wire: headers without a stranger's line in them, a body in CRLF without a bare CR or LF.
public struct MailMessage: Hashable, Sendable {
    public var from: MailAddress
    public var to: MailAddress
    public var text: MessageText
    /// The same for every try, so that a message that arrived twice is one: `id@host`.
    public var messageID: String
    public var date: Instant

    public init(from: MailAddress, to: MailAddress, text: MessageText, messageID: String, date: Instant) {
        (self.from, self.to, self.text, self.messageID, self.date) = (from, to, text, messageID, date)
    }

    /// The bytes after DATA, without the dot.
    public var bytes: [UInt8] {
        var message = ""
        func header(_ name: String, _ value: String) { message += name + ": " + value + "\r\n" }
        header("Date", MailDate.text(date))
        header("From", "Tollbook <\(from.text)>")
        header("To", "<\(to.text)>")
        header("Subject", EncodedWord.header(text.subject))
        header("Message-ID", "<\(messageID)>")
        header("MIME-Version", "1.0")
        header("Content-Type", "text/plain; charset=utf-8")
        header("Content-Transfer-Encoding", "quoted-printable")
        // No answer of a machine on holiday is wanted (RFC 3834).
        header("Auto-Submitted", "auto-generated")
        message += "\r\n"
        for line in text.lines { message += QuotedPrintable.line(line) + "\r\n" }
        return Array(message.utf8)
    }
}

/// `Mon, 02 Mar 2026 08:15:00 +0000` (RFC 5322).
enum MailDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ moment: Instant) -> String {
        let wall = WallTime(seconds: moment.seconds)
        let (year, month, day) = wall.day.parts
        let time = wall.description.suffix(8)
        return "\(days[wall.day.weekday]), \(day < 10 ? "0" : "")\(day) \(months[month - 1]) \(year) \(time) +0000"
    }
}

extension OutboxItem {
    /// What names the message for every mail server, whichever try it is.
    /// - Parameter book: the book's own id, so that no two books make one name.
    public func messageID(book: String, host: String) -> String { "tollbook.\(id).\(created.seconds).\(book)@\(host)" }
}

extension MailAddress {
    /// What follows the `@`.
    public var host: String { text.split(separator: "@").last.map(String.init) ?? "localhost" }
}
