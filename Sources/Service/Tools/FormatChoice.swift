public import Mediation
import Reading

/// Which format to read with.
public enum FormatChoice: Sendable, Hashable {
    /// A built-in one, or one that the book holds.
    case id(String)
    /// A definition in a file.
    case file(String)

    /// Loads the format.
    /// - Throws: that there is no such format, or everything that is wrong with the definition.
    public func load() throws -> Format {
        switch self {
        case .id(let id):
            if let format = FormatCatalogue.format(id) { return format }
            throw UnknownFormat(id: id)
        case .file(let path):
            return try FormatCatalogue.load(file: path, bytes: InputFile(path).readAll(limit: 4 << 20))
        }
    }
}

public struct UnknownFormat: Error, CustomStringConvertible {
    public let id: String
    public var description: String {
        let near = FormatCatalogue.builtIn.map(\.id).filter { $0.hasPrefix(id.prefix(3)) }
        let hint =
            near.isEmpty ? "`tollbook formats` lists them" : "Did you mean \(near.joined(separator: " or "))? `tollbook formats` lists all"
        return "there is no format \"\(id)\". \(hint); --format-file FILE takes a definition of your own."
    }
}

/// What `tollbook formats` prints.
public enum FormatList {
    public static var text: String {
        let formats = FormatCatalogue.builtIn
        let width = formats.map(\.id.utf8.count).max() ?? 0
        return formats.map { format in
            let pad = String(repeating: " ", count: width - format.id.utf8.count + 2)
            let note = format.confirmed == .yes ? "" : " (confirmed: \(format.confirmed.rawValue))"
            return format.id + pad + format.name + note + "\n"
        }.joined()
    }

    public static var json: String {
        var lines: [String] = []
        for format in FormatCatalogue.builtIn {
            var line = JSONLine()
            line.begin()
            line.field("id", format.id)
            line.field("name", format.name)
            line.field("confirmed", format.confirmed.rawValue)
            line.end()
            lines.append(String(decoding: line.take().dropLast(), as: UTF8.self))
        }
        return "[" + lines.joined(separator: ",\n ") + "]\n"
    }
}
