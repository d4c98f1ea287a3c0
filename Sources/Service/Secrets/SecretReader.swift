import Collection
import Site

/// Reads the secrets that the site names, from files or out of the book. What comes out prints nothing.
struct SecretReader: Sendable {
    /// What is sealed under a name.
    let sealed: @Sendable (String) throws -> [UInt8]

    /// - Parameter shortest: fewer characters are refused.
    func secret(at place: SecretPlace, shortest: Int = 1) throws -> Secret {
        let text = try text(at: place)
        guard text.utf8.count >= shortest else {
            throw ServiceError.refused(
                "the secret in \(words(place)) has fewer than \(shortest) characters. Set a longer one there and at the other side.")
        }
        return Secret(text)
    }

    /// One that is sent as part of a line, where a line break in it would begin another.
    func line(at place: SecretPlace) throws -> Secret {
        let text = try text(at: place)
        guard !text.unicodeScalars.contains(where: { $0.value < 32 }), !text.isEmpty else {
            throw ServiceError.refused("the secret in \(words(place)) is empty or has control characters. Set it anew.")
        }
        return Secret(text)
    }

    private func text(at place: SecretPlace) throws -> String {
        switch place {
        case .file(let path): try Self.text(ofFile: path)
        case .sealed(let name): Self.text(try sealed(name))
        }
    }

    /// A secret that stands in a file, without the line end behind it.
    static func text(ofFile path: String) throws -> String { text(try InputFile(path).readAll(limit: 4096)) }

    private static func text(_ bytes: [UInt8]) -> String {
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        while let last = text.last, last.isNewline { text.removeLast() }
        return String(text)
    }

    private func words(_ place: SecretPlace) -> String {
        switch place {
        case .file(let path): path
        case .sealed(let name): "\"\(name)\" of the book"
        }
    }
}
