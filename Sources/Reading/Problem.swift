/// Something wrong in a text that a person wrote: what, where, and what to do.
public struct Problem: Error, Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable { case error, warning }

    public var severity: Severity
    /// As the user named it.
    public var file: String
    /// 1-based line, `nil` where the whole file is meant.
    public var line: Int?
    /// The way inside the document, `rateTables[0].versions[1].rows[3].prefix`; a column's name in a CSV file. Empty for the whole.
    public var field: String
    /// The text found there, cut to what can be read at a glance; `nil` where something is missing.
    public var value: String?
    /// What is wrong, one sentence without the place.
    public var message: String
    /// What to do about it.
    public var mend: String

    public init(
        _ severity: Severity = .error, file: String, line: Int?, field: String = "", value: String? = nil, message: String,
        mend: String
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.field = field
        self.value = value.map { $0.utf8.count > 80 ? String($0.prefix(77)) + "…" : $0 }
        self.message = message
        self.mend = mend
    }
}

extension Problem: CustomStringConvertible {
    /// `site.yaml:12: rateTables[0].currency: "USX": ISO 4217 knows no such currency. Write a code such as USD.`
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        text += ": "
        if severity == .warning { text += "warning: " }
        if !field.isEmpty { text += field + ": " }
        if let value { text += "\"" + Printable.escaped(value) + "\": " }
        return text + message + (mend.isEmpty ? "" : " " + mend)
    }
}

/// All that is wrong with what was read, at once.
public struct Problems: Error, Sendable, CustomStringConvertible {
    public private(set) var list: [Problem] = []

    public init() {}
    public init(_ problem: Problem) { list = [problem] }

    public mutating func add(_ problem: Problem) { list.append(problem) }
    public mutating func add(_ other: Problems) { list += other.list }

    public var errors: [Problem] { list.filter { $0.severity == .error } }
    public var warnings: [Problem] { list.filter { $0.severity == .warning } }
    public var hasErrors: Bool { list.contains { $0.severity == .error } }
    public var description: String { list.map(\.description).joined(separator: "\n") }
}

/// Texts from outside, made safe to show on a terminal or in a log (CHECKLIST O4): control, escape and bidi characters as `\u{…}`.
public enum Printable {
    public static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let hidden =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
                default: false
                }
            if hidden { result += "\\u{" + String(scalar.value, radix: 16) + "}" } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
