import Document
public import Model
import Money
import Rendering
public import Site
public import Time

/// Calls as lines of an export's layout. A line is one call: control characters never stand in one.
public struct ExportLine: Sendable {
    private let export: CallExport
    private let zone: Zone
    private let patterns: [ExportPattern?]

    /// - Parameter zone: the site's, in which starts and ends are written.
    public init(_ export: CallExport, zone: Zone) {
        (self.export, self.zone) = (export, zone)
        patterns = export.columns.map { ExportPattern($0.pattern) }
    }

    /// What stands at the head of a file.
    public var header: [UInt8] { export.hasHeader ? line(export.columns.map(\.name), isHeader: true) : [] }

    public func line(_ call: CallRow) -> [UInt8] {
        let texts = export.columns.indices.map { text($0, call) }
        return export.form == .json ? object(texts) : line(texts, isHeader: false)
    }

    private func line(_ texts: [String], isHeader: Bool) -> [UInt8] {
        let plain = texts.map(Self.withoutControls)
        let text =
            export.form == .fixed
            ? zip(export.columns, plain).map { fixed($1, $0, isHeader: isHeader) }.joined()
            : plain.map(delimited).joined(separator: export.separator)
        return encoded(text) + lineEnd
    }

    private var lineEnd: [UInt8] { export.lineEnd == .crlf ? [13, 10] : [10] }

    private static func withoutControls(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0.value == 0x2028 || $0.value == 0x2029 })
        else { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let hides = scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029
            plain.append(hides ? " " : scalar)
        }
        return String(plain)
    }

    private func delimited(_ text: String) -> String {
        let (bytes, separator, quote) = (text.utf8, export.separator.utf8.first, export.quote.utf8.first)
        guard bytes.contains(where: { $0 == separator || $0 == quote }) else { return text }
        var result: [UInt8] = quote.map { [$0] } ?? []
        for byte in bytes {
            if let quote {
                result += byte == quote ? [byte, byte] : [byte]
            } else {
                result.append(byte == separator ? UInt8(ascii: " ") : byte)
            }
        }
        if let quote { result.append(quote) }
        return String(decoding: result, as: UTF8.self)
    }

    /// A text that is too long is cut; of a number nothing can be left out, so the field says that there is none.
    private func fixed(_ text: String, _ column: ExportColumn, isHeader: Bool) -> String {
        let signs = Array(text.unicodeScalars)
        guard signs.count <= column.width else {
            if column.field?.isNumber == true, !isHeader { return String(repeating: "*", count: column.width) }
            var cut = String.UnicodeScalarView()
            cut.append(contentsOf: signs.prefix(column.width))
            return String(cut)
        }
        let filled = String(repeating: isHeader ? " " : column.fill, count: column.width - signs.count)
        return column.alignment == .left ? text + filled : filled + text
    }

    private func encoded(_ text: String) -> [UInt8] {
        let last: UInt32
        switch export.encoding {
        case .utf8: return Array(text.utf8)
        case .latin1: last = 0xff
        case .ascii: last = 0x7e
        }
        return text.unicodeScalars.map { $0.value <= last ? UInt8(truncatingIfNeeded: $0.value) : UInt8(ascii: "?") }
    }

    /// Missing is `null`; whole numbers are numbers, amounts are texts.
    private func object(_ texts: [String]) -> [UInt8] {
        let entries = zip(export.columns, texts).map { column, text in
            let isWhole = column.field?.isNumber == true && ![.price, .cost].contains(column.field)
            let value: DataTree = text.isEmpty ? .null : isWhole ? Int64(text).map(DataTree.integer) ?? .text(text) : .text(text)
            return DataTree.Entry(column.name, value)
        }
        return JSONText.render(.object(entries)) + lineEnd
    }

    // MARK: Values

    private func text(_ place: Int, _ call: CallRow) -> String {
        let column = export.columns[place]
        guard let field = column.field else { return column.text }
        let text: String
        if field.isMoment {
            text = patterns[place]?.text(moment(field, call)) ?? ""
        } else if field.isSeconds {
            text = seconds(field, call).map { column.text($0) } ?? ""
        } else {
            text = plain(field, call)
        }
        return column.values.first { $0.from == text }?.to ?? text
    }

    private func moment(_ field: ExportField, _ call: CallRow) -> WallTime {
        switch field {
        case .stamp: call.stamp
        case .end: zone.wall(call.start + Int64(max(call.span, call.duration + max(call.ring, 0))))
        default: zone.wall(call.start)
        }
    }

    private func seconds(_ field: ExportField, _ call: CallRow) -> Int32? {
        switch field {
        case .ring: call.ring < 0 ? nil : call.ring
        case .talk: call.talk
        default: call.duration
        }
    }

    private func plain(_ field: ExportField, _ call: CallRow) -> String {
        switch field {
        case .id: call.id
        case .switch: call.switch
        case .direction: call.direction.name ?? ""
        case .answered: call.answered ? "yes" : "no"
        case .calling: call.calling
        case .called: call.called
        case .extension: call.extension
        case .trunk: call.trunk
        case .account: call.account
        case .sourceIP: call.sourceIP
        case .pulses: call.pulses < 0 ? "" : String(call.pulses)
        case .party: call.party
        case .callType: call.callType
        case .destination: call.destination
        case .link: call.link
        case .leg: call.leg
        case .state: call.state.name
        case .reason: call.reason.name
        case .price: Self.amount(call.price)
        case .priceCurrency: call.price.charge?.currency.code ?? ""
        case .cost: Self.amount(call.cost)
        case .costCurrency: call.cost.charge?.currency.code ?? ""
        case .source: call.source
        case .bill: call.bill == 0 ? "" : String(call.bill)
        case .start, .end, .stamp, .duration, .ring, .talk: ""
        }
    }

    private static func amount(_ outcome: Outcome) -> String {
        outcome.charge.map { $0.amount.text(minorUnit: $0.currency.minorUnit) } ?? ""
    }
}

extension ExportColumn {
    fileprivate func text(_ seconds: Int32) -> String {
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two)
        return switch self.seconds {
        case .seconds: String(seconds)
        case .clock: parts.joined(separator: ":")
        case .digits: parts.joined()
        }
    }
}
