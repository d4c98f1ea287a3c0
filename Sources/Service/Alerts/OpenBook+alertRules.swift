public import Model
import Reading
import Site

extension OpenBook {
    /// Mail server and rules in the words of the site file; empty where there are none.
    public func alertRules(caller: Caller) throws -> String {
        try require(.administer, caller)
        return SiteWriter.alerts(of: try site().site)
    }

    /// Puts `mail` and `alerts` into the place of those of the site: a new version, as importing a file makes one.
    /// - Parameter text: both as the site file has them. Empty, or comments only: there are none any more.
    /// - Returns: all that is wrong, a sentence each with its line in the text; empty: it is saved.
    public func saveAlertRules(_ text: String, caller: Caller) throws -> [String] {
        try require(.administer, caller)
        let former = try site().site
        var edited = former
        (edited.mail, edited.alerts) = (nil, [])
        if !Self.saysNothing(text) {
            if let fault = Self.foreign(text) { return [fault] }
            let files = SiteWriter.write(edited)
            let decks = Dictionary(files.decks.map { ($0.name, $0.bytes) }) { first, _ in first }
            let before = files.yaml.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            let reading = loader.read(file: "form", files.yaml + Array(("\n" + text).utf8)) { decks[$0] }.result
            guard let site = reading.site else {
                return reading.problems.list.filter { $0.severity == .error }.map { $0.words(after: before) }
            }
            (edited.mail, edited.alerts) = (site.mail, site.alerts)
        }
        guard edited.mail != former.mail || edited.alerts != former.alerts else { return [] }
        try change(edited, "alerts.change", "\(edited.alerts.count) rules", caller: caller)
        return []
    }

    private static func saysNothing(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).allSatisfy { line in line.first { !$0.isWhitespace }.map { $0 == "#" } ?? true }
    }

    /// Nothing else of the site is changed by this way.
    private static func foreign(_ text: String) -> String? {
        do throws(Problem) {
            guard case .map(let entries) = try YAMLReader.read(file: "form", bytes: Array(text.utf8)).content else {
                return "Write mail: and alerts: at the begin of their lines, as in the example."
            }
            let keys = ["mail", "alerts"]
            return entries.first { !keys.contains($0.key) }.map {
                "Line \($0.line): \($0.key) does not belong here. Only mail and alerts are changed on this page."
            }
        } catch {
            return error.words(after: 0)
        }
    }
}

extension Problem {
    /// With the line in a text that stands behind so many others, without the name of a file that nobody sees.
    fileprivate func words(after lines: Int) -> String {
        var text = line.map { $0 > lines ? "Line \($0 - lines): " : "" } ?? ""
        if !field.isEmpty { text += field + ": " }
        if let value { text += "\"\(value)\": " }
        return text + message + (mend.isEmpty ? "" : " " + mend)
    }
}
