import Document
import Model
import Site
import Testing
import Time

@testable import Reporting

/// The words of reports in every language.
@Suite("Languages of documents")
struct LanguageTests {
    private static func places(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
            $0.split(separator: "}").first.map(String.init)
        }.sorted()
    }

    @Test("Every language that a layout can name has every word, with the same places to fill in", arguments: BillLanguage.allCases)
    func words(language: BillLanguage) throws {
        let catalogue = try ReportCatalogue()
        let english = try #require(catalogue.words["en"])
        let words = try #require(catalogue.words[language.rawValue])
        #expect(Set(words.keys) == Set(english.keys))
        for (key, text) in english {
            guard let other = words[key] else { continue }
            #expect(Self.places(other) == Self.places(text), "\(language) \(key)")
            #expect(other.isEmpty == text.isEmpty || key == "sentenceBlank", "\(language) \(key)")
        }
        #expect(catalogue.words.count == BillLanguage.allCases.count)
    }

    @Test("No line of a language is left in English", arguments: BillLanguage.allCases.filter { $0 != .en })
    func translated(language: BillLanguage) throws {
        let catalogue = try ReportCatalogue()
        let english = try #require(catalogue.words["en"]), words = try #require(catalogue.words[language.rawValue])
        // Sentences, of which no two languages have one in common.
        for (key, text) in english where text.split(separator: " ").count > 3 && !Self.places(text).contains("subject") {
            #expect(words[key] != text, "\(language) \(key)")
        }
    }

    @Test("Every report has a title, a caption and a counting rule that are not English ones", arguments: BillLanguage.allCases)
    func whole(language: BillLanguage) throws {
        let catalogue = try ReportCatalogue()
        for definition in catalogue.definitions {
            let texts = catalogue.texts(definition, language: language.rawValue)
            for key in ["title", "caption", "countingRule"] {
                #expect(!texts[key].isEmpty && texts[key] != key, "\(language) \(definition.id) \(key)")
                guard language != .en, let english = definition.texts["en"]?[key] else { continue }
                #expect(texts[key] != english, "\(language) \(definition.id) \(key)")
            }
            #expect(Self.places(texts["title"]) == ["subject"] || language == .en, "\(language) \(definition.id)")
        }
    }

    @Test("The bill's own words have the same keys in every language")
    func bill() throws {
        let texts = try ReportCatalogue().definition("a01-party-bill").texts
        let kept = Set(texts["en", default: [:]].keys).subtracting(["name", "purpose"])
        for language in BillLanguage.allCases where language != .en { #expect(Set(texts[language.rawValue, default: [:]].keys) == kept) }
    }

    @Test("Reasons are named as commands name them, in English")
    func reasons() throws {
        let catalogue = try ReportCatalogue()
        let texts = catalogue.texts(try catalogue.definition("a01-party-bill"))
        for reason in Reason.allCases { #expect(texts.reason(reason) == reason.name) }
        for type in CallType.standard { #expect(texts["type." + type.id.text] == type.name) }
    }

    @Test("A count is one or many, and in French none is one")
    func counted() throws {
        let catalogue = try ReportCatalogue()
        let definition = try catalogue.definition("a01-party-bill")
        func words(_ language: String) -> [String] {
            let texts = catalogue.texts(definition, language: language)
            return [0, 1, 2, 1_234].map { texts.counted("calls", $0) }
        }
        #expect(words("en") == ["0 calls", "1 call", "2 calls", "1234 calls"])
        #expect(words("de") == ["0 Anrufe", "1 Anruf", "2 Anrufe", "1.234 Anrufe"])
        #expect(words("fr") == ["0 appel", "1 appel", "2 appels", "1\u{202F}234 appels"])
        #expect(words("xx") == words("en"))
    }
}
