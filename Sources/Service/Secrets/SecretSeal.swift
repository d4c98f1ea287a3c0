import Crypto

/// Seals what is kept and opens it again: AES-256 in Galois/counter mode. The name and the book are bound to it, so that a sealed value
/// that is moved to another name or another book does not open.
enum SecretSeal {
    static func close(_ secret: [UInt8], name: String, book: String, with key: SymmetricKey) throws -> [UInt8] {
        let box = try AES.GCM.seal(secret, using: key, authenticating: label(name, book))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// `nil`: it was sealed with another key, for another name or book, or is damaged.
    static func open(_ sealed: [UInt8], name: String, book: String, with key: SymmetricKey) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let found = try? AES.GCM.open(box, using: key, authenticating: label(name, book))
        else { return nil }
        return Array(found)
    }

    private static func label(_ name: String, _ book: String) -> [UInt8] { Array("tollbook secret\n\(book)\n\(name)".utf8) }
}
