import Foundation
public import Model
public import Time

/// A mail as it goes over the wire: headers without a stranger's line in them, a body in CRLF without a bare CR or LF.
public struct MailMessage: Hashable, Sendable {
    public var from: MailAddress
    public var to: MailAddress
    public var text: MessageText
    /// Go along with it.
    public var files: [OutboxFile] = []
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
        let boundary = "\r\n--\(Self.boundary)"
        if files.isEmpty {
            message += Self.bodyHeaders
        } else {
            header("Content-Type", "multipart/mixed; boundary=\"\(Self.boundary)\"")
        }
        // No answer of a machine on holiday is wanted (RFC 3834).
        header("Auto-Submitted", "auto-generated")
        if !files.isEmpty { message += boundary + "\r\n" + Self.bodyHeaders }
        message += "\r\n" + text.lines.map { QuotedPrintable.line($0) + "\r\n" }.joined()
        var bytes = Array(message.utf8)
        guard !files.isEmpty else { return bytes }
        for file in files { Self.append(file, to: &bytes) }
        bytes += (boundary + "--\r\n").utf8
        return bytes
    }

    /// How the text is written.
    private static let bodyHeaders = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"

    /// `=_` stands in nothing that is written in base 64 or quoted-printable, so that no part can hold it.
    private static let boundary = "=_tollbook_part"

    private static func append(_ file: OutboxFile, to bytes: inout [UInt8]) {
        // Names are made of ids and days; whatever else came in would end the header.
        let name = String(file.name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) ? $0 : "-" })
        bytes += "\r\n--\(boundary)\r\nContent-Type: \(file.mediaType); name=\"\(name)\"\r\n".utf8
        bytes += "Content-Disposition: attachment; filename=\"\(name)\"\r\nContent-Transfer-Encoding: base64\r\n\r\n".utf8
        bytes += Data(file.content).base64EncodedData(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
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
