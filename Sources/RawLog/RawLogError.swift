/// What went wrong with a raw log: what was being done, to which file, why, and what a person can do about it.
public struct RawLogError: Error, Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// No space or quota left. The log goes on by itself when there is space again.
        case diskFull
        /// The file system is mounted read-only. The log goes on by itself when it is writable again.
        case readOnly
        /// The device failed (EIO and the like).
        case device
        /// The user of this process may not do it.
        case denied
        case missing
        /// Too many open files, or memory.
        case exhausted
        /// Another writer has the source.
        case inUse
        /// Bytes on disk are not those that were written.
        case damaged
        /// The log ends before a position that was made durable once.
        case lost
        /// The file was written by a newer Tollbook.
        case newer
        /// A wrong source id, part or offset was asked for.
        case wrongUse
        case other
    }

    public let kind: Kind
    /// What was being done or was found, as the begin of a sentence.
    public let what: String
    /// The file or folder.
    public let path: String
    /// The place in the file in bytes, where there is one.
    public let place: Int64?
    /// The number the system gave, where a system call failed.
    public let code: Int32?
    /// What to do.
    public let mend: String

    init(_ kind: Kind, _ what: String, path: String, place: Int64? = nil, code: Int32? = nil, mend: String) {
        self.kind = kind
        self.what = what
        self.path = path
        self.place = place
        self.code = code
        self.mend = mend
    }

    static func damaged(_ what: String, path: String, place: Int64) -> RawLogError {
        RawLogError(
            .damaged, what, path: path, place: place,
            mend: "Keep the file as it is, run `tollbook book check` and restore this file from a copy.")
    }
}

extension RawLogError: CustomStringConvertible {
    /// One line: what, file, place, the system's words, the mend.
    public var description: String {
        var text = "\(what): \(path)"
        if let place { text += ", byte \(place)" }
        if let code { text += ": \(Self.words(code))" }
        return text + ". " + mend
    }
}
