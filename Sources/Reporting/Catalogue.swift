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

    /// The file of a report of the program, as it is written.
    public static func file(_ id: String) -> [UInt8]? {
        for file in EmbeddedFiles.encoded {
            guard "\(file.path)".split(separator: "/").last == "\(id).yaml" else { continue }
            return Data(base64Encoded: "\(file.base64)").map { Array($0) }
        }
        return nil
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

    /// By id, or by its number in the catalogue: `A01` is the one whose id begins with `a01-`.
    public func definition(_ id: String) throws(ReportFailure) -> ReportDefinition {
        if let found = definitions.first(where: { $0.id == id }) { return found }
        let begin = id.lowercased() + "-"
        let numbered = definitions.filter { $0.id.hasPrefix(begin) }
        guard id.utf8.count == 3, numbered.count == 1 else { throw .unknownReport(id) }
        return numbered[0]
    }

    /// The words for a definition; a language that nobody wrote falls back to English.
    public func texts(_ definition: ReportDefinition, language: String = "en") -> ReportTexts {
        ReportTexts(language: words[language] == nil ? "en" : language, definition, common: words)
    }
}
