import Document
import Model
import Reading
import Time

/// The words of a report in one language: the definition's own, then the common ones, then English.
public struct ReportTexts: Sendable {
    public let language: String
    private let layers: [[String: String]]
    private let form: FigureForm

    /// - Parameter definition: whose own words go first. Where it has none in the language, words that fit every report stand in its
    ///   place, so that no document is half in one language.
    init(language: String, _ definition: ReportDefinition, common: [String: [String: String]]) {
        self.language = language
        form = FigureForm(language: language)
        let (own, words) = (definition.texts, common[language] ?? [:])
        let general = ReportTexts.general(definition, words)
        layers = [own[language], language == "en" ? nil : general, words, own["en"], common["en"], general].compactMap { $0 }
    }

    /// The text under a key; the key itself where nobody wrote one.
    public subscript(_ key: String) -> String { written(key) ?? key }

    private func written(_ key: String) -> String? {
        for layer in layers {
            if let text = layer[key] { return text }
        }
        return nil
    }

    /// The text with `{name}` replaced. What is put in is not looked at again.
    func fill(_ key: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = Substring(self[key])
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            result += rest[..<open]
            let inside = rest[rest.utf8.index(after: open)...]
            guard let close = inside.utf8.firstIndex(of: UInt8(ascii: "}")) else { return result + rest[open...] }
            let name = String(inside[..<close])
            result += values[name] ?? "{" + name + "}"
            rest = inside[inside.utf8.index(after: close)...]
        }
        return result + rest
    }

    /// "1 call", "412 calls". In French nothing is one too.
    func counted(_ key: String, _ count: Int64) -> String {
        let isOne = count == 1 || (count == 0 && language == "fr")
        return fill(key + (isOne ? ".one" : ".other"), ["n": language == "en" ? String(count) : form.figure(String(count))])
    }

    /// A figure inside a sentence.
    func figure(_ text: String) -> String { language == "en" ? text : form.figure(text) }

    func day(_ day: CivilDay) -> String { form.day(day) }

    /// Why a call is free or without rate.
    func reason(_ reason: Reason) -> String { reason == .none ? "" : self["reason.\(reason)"] }

    private static let reasons = Dictionary(Reason.allCases.map { ($0.name, $0) }) { first, _ in first }

    /// What lists say in words that programs know: a state, with a reason behind `: `, or several with `, ` between. What is none of these
    /// words is from outside and stays as it is.
    func words(_ text: String) -> String {
        text.split(separator: ", ", omittingEmptySubsequences: false).map { part in
            part.split(separator: ": ", omittingEmptySubsequences: false).map { word(String($0)) }.joined(separator: ": ")
        }.joined(separator: ", ")
    }

    private func word(_ word: String) -> String {
        written("word." + word) ?? written("state." + word) ?? ReportTexts.reasons[word].map(reason) ?? word
    }

    /// Title, caption and counting rule for a report that has none in the language: the rule says what its figures are.
    private static func general(_ definition: ReportDefinition, _ words: [String: String]) -> [String: String] {
        func holds(_ measures: Measure...) -> Bool {
            measures.contains { measure in
                definition.measures.contains(measure) || definition.columns.contains { $0.measure == measure }
            }
        }
        let states = definition.filter.states
        var rule = [definition.dataSet == .list ? "rule.list" : "rule.calls"]
        if definition.dataSet != .list {
            if !states.isEmpty, !states.contains(.free) { rule.append("rule.noFree") }
            if holds(.duration) { rule.append("rule.duration") }
            if holds(.price) { rule.append("rule.price") }
            if holds(.surcharges) { rule.append("rule.surcharges") }
            if holds(.discount) { rule.append("rule.discount") }
            if holds(.final) { rule.append("rule.final") }
            if definition.totals == .bill { rule.append("rule.bill") }
            if states.isEmpty || states.contains(.unrated) { rule.append("rule.unrated") }
        }
        // Chinese sentences follow each other without a blank.
        let blank = words["sentenceBlank"] ?? " "
        return [
            "title": words[definition.isBill ? "general.bill" : "general.title"] ?? "title",
            "caption": words[definition.dataSet == .list ? "general.list" : "general.caption"] ?? "",
            "countingRule": rule.compactMap { words[$0] }.joined(separator: blank),
        ]
    }

    static func words(_ fields: Fields, _ problems: inout Problems) -> [String: String] {
        var fields = fields
        var words: [String: String] = [:]
        for entry in fields.node.map ?? [] { words[entry.key] = fields.text(entry.key, &problems) }
        return words
    }
}
