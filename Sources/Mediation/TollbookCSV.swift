public import Model
import Money
public import Time

/// Writes calls as the format `tollbook-csv`: what is imported again is the same (docs/formats.md). RFC 4180 with CR LF.
public enum TollbookCSV {
    /// Columns that an import reads.
    static let columns = [
        "stamp", "switch", "called", "calling", "leg", "start", "duration", "ring", "span", "direction", "answered", "extension", "trunk",
        "account", "pulses", "sourceIP", "link", "followsLegs", "charge", "currency",
    ]
    /// Columns for people; an import passes over them.
    static let notes = [
        "party", "callType", "destination", "state", "reason", "price", "priceCurrency", "cost", "costCurrency", "source", "startUTC",
    ]

    /// The first line, with its line end.
    public static let header: [UInt8] = Array((columns + notes).joined(separator: ",").utf8) + [13, 10]

    /// Appends one line.
    /// - Parameter localStart: the start on the wall of the call's switch.
    public static func append(_ row: CallRow, localStart: WallTime, to bytes: inout [UInt8]) {
        plain(row.stamp.description, &bytes, first: true)
        outside(row.switch, &bytes)
        outside(row.called, &bytes)
        outside(row.calling, &bytes)
        outside(row.leg, &bytes)
        plain(localStart.description, &bytes)
        plain(String(row.duration), &bytes)
        number(row.ring, &bytes)
        number(row.span, &bytes)
        plain(row.direction.name ?? "", &bytes)
        plain(word(row.answer), &bytes)
        outside(row.extension, &bytes)
        outside(row.trunk, &bytes)
        outside(row.account, &bytes)
        number(row.pulses, &bytes)
        outside(row.sourceIP, &bytes)
        outside(row.link, &bytes)
        plain(row.followsLegs ? row.lastLeg ? "last" : "yes" : "", &bytes)
        outside(row.given, &bytes)
        outside(row.givenCurrency, &bytes)
        appendNotes(row, &bytes)
        bytes += [13, 10]
    }

    private static func appendNotes(_ row: CallRow, _ bytes: inout [UInt8]) {
        outside(row.party, &bytes)
        outside(row.callType, &bytes)
        outside(row.destination, &bytes)
        plain(row.state.name, &bytes)
        plain(row.reason.name, &bytes)
        for outcome in [row.price, row.cost] {
            plain(outcome.charge.map { Money($0.amount, $0.currency).text } ?? "", &bytes)
            plain(outcome.charge?.currency.code ?? "", &bytes)
        }
        outside(row.source, &bytes)
        plain(row.start.utcText, &bytes)
    }

    private static func word(_ answer: Answer) -> String {
        switch answer {
        case .yes: "yes"
        case .no: "no"
        case .unknown: ""
        }
    }

    private static func number(_ value: Int32, _ bytes: inout [UInt8]) { plain(value < 0 ? "" : String(value), &bytes) }

    /// Our own text: digits, words, stamps.
    private static func plain(_ text: String, _ bytes: inout [UInt8], first: Bool = false) {
        if !first { bytes.append(UInt8(ascii: ",")) }
        bytes += text.utf8
    }

    /// Text from outside: guarded against formulas, quoted where it could break the line. Looked at byte by byte.
    private static func outside(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        guard !text.isEmpty else { return }
        let guarded = FormulaGuard.needs(text.utf8)
        let quoted = text.utf8.contains { $0 <= Byte.blank || $0 == Byte.quote || $0 == UInt8(ascii: ",") || $0 == 127 }
        if quoted { bytes.append(Byte.quote) }
        if guarded { bytes.append(FormulaGuard.sign) }
        for byte in text.utf8 {
            if byte == Byte.quote { bytes.append(Byte.quote) }
            bytes.append(byte)
        }
        if quoted { bytes.append(Byte.quote) }
    }
}
