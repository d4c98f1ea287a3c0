/// Why something with accounts was refused. Storage errors pass as the store threw them.
public enum AccountError: Error, Hashable, Sendable {
    /// Name or password is wrong, or the account is disabled or has to wait: one answer for all of them.
    case refused
    /// Too many log-ins at once; try again in a few seconds.
    case busy
    case nameTaken
    /// Empty, longer than 64 bytes, or with blanks at an end or control characters.
    case nameNotAllowed
    case password(PasswordFault)
    case noSuchUser
    case noSuchKey
    /// The key may not be used from where the request comes.
    case wrongAddress
    /// The key was used as often as it may be in a minute.
    case tooOften(seconds: Int64)
    /// Somebody else changed the same user meanwhile.
    case changedMeanwhile
    /// The last administrator can be neither disabled nor made something else.
    case lastAdministrator
}

/// What is wrong with a password that somebody wants to set.
public enum PasswordFault: Hashable, Sendable {
    /// Fewer than 10 characters.
    case tooShort
    /// More than 1,000 bytes.
    case tooLong
    /// It is the user's name, one character repeated, or among the first that anybody would try.
    case tooEasy
    /// The two entries differ.
    case notTheSame
}

extension PasswordFault {
    static let shortest = 10
    static let longest = 1_000

    /// `nil` for a password that will do.
    static func of(_ password: String, name: String) -> PasswordFault? {
        if password.utf8.count > longest { return .tooLong }
        if password.count < shortest { return .tooShort }
        let plain = password.lowercased()
        let easy = ["password", "123456", "qwerty", "tollbook", "administrator", "letmein", "welcome"]
        if Set(plain).count < 4 || plain == name.lowercased() { return .tooEasy }
        // One of the usual words with little around it.
        if easy.contains(where: { plain.contains($0) && plain.count - $0.count < 5 }) { return .tooEasy }
        return nil
    }
}
