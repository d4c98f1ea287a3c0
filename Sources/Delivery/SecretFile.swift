import Glibc

/// A secret in a file of its own, which nobody but the server's user can read.
enum SecretFile {
    private static let most = 4096

    /// The first line.
    static func read(_ path: String, atLeast shortest: Int = 1) throws(DeliveryError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else {
            throw DeliveryError(
                "The secret's file \(path) cannot be read: \(String(cString: strerror(errno)))",
                mend: "Put the secret there and let the server's user own it, with the rights 0600")
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_uid == geteuid() || facts.st_uid == 0,
            facts.st_mode & 0o077 == 0
        else {
            throw DeliveryError(
                "The secret's file \(path) can be read or changed by others", mend: "chown it to the server's user and chmod it to 0600")
        }
        var bytes = [UInt8](repeating: 0, count: most)
        let count = Glibc.read(file, &bytes, most)
        let secret = bytes.prefix(max(count, 0)).prefix { $0 != 10 && $0 != 13 }
        guard secret.count >= shortest, !secret.contains(0) else {
            throw DeliveryError(
                "The secret in \(path) has fewer than \(shortest) characters", mend: "Write a longer one there, on one line")
        }
        return String(decoding: secret, as: UTF8.self)
    }
}
