import Foundation
public import Reading

/// The reports known: those of the program, and a book's own, which go before them.
public struct ReportCatalogue: Sendable {
    public let definitions: [ReportDefinition]
    let words: [String: [String: String]]

    /// - Parameter own: definitions of the book; one with the id of a built-in takes its place.
    public init(own: [ReportDefinition] = []) throws(Problems) {
        var problems = Problems()
        var builtIn: [ReportDefinition] = []
        var words: [String: [String: String]] = [:]
        for file in EmbeddedFiles.encoded {
            let path = "\(file.path)"
            let bytes = Array(Data(base64Encoded: "\(file.base64)") ?? Data())
            let name = path.split(separator: "/").last.map(String.init) ?? path
            guard name.hasSuffix(".yaml") else { continue }
            if name.hasPrefix("texts-") {
                words[String(name.dropFirst(6).dropLast(5))] = Self.words(name, bytes, &problems)
            } else {
                do throws(Problems) { builtIn.append(try ReportDefinition.read(file: name, bytes: bytes)) } catch { problems.add(error) }
            }
        }
        guard !problems.hasErrors else { throw problems }
        let taken = Set(own.map(\.id))
        definitions = (builtIn.filter { !taken.contains($0.id) } + own).sorted { $0.id < $1.id }
        self.words = words
    }

    private static func words(_ file: String, _ bytes: [UInt8], _ problems: inout Problems) -> [String: String] {
        do {
            let fields = Fields(try YAMLReader.read(file: file, bytes: bytes), path: "", file: file, &problems)
            return ReportTexts.words(fields, &problems)
        } catch {
            problems.add(error)
            return [:]
        }
    }

    public func definition(_ id: String) throws(ReportFailure) -> ReportDefinition {
        guard let found = definitions.first(where: { $0.id == id }) else { throw .unknownReport(id) }
        return found
    }

    /// The words for a definition; a language that nobody wrote falls back to English.
    public func texts(_ definition: ReportDefinition, language: String = "en") -> ReportTexts {
        ReportTexts(language: words[language] == nil ? "en" : language, own: definition.texts, common: words)
    }
}
