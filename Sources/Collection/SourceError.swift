import Glibc
public import RawLog

/// Why a source cannot go on: what was being done, to what, why, and what a person can do about it.
public struct SourceError: Error, Hashable, Sendable {
    /// What was being done or was found, as the begin of a sentence.
    public let what: String
    /// The number that the system gave, where a system call failed.
    public let code: Int32?
    /// What to do.
    public let mend: String

    init(_ what: String, code: Int32? = nil, mend: String) {
        self.what = what
        self.code = code
        self.mend = mend
    }
}

extension SourceError {
    /// Of the raw log.
    public init(_ error: RawLogError) {
        let place = error.place.map { ", byte \($0)" } ?? ""
        self.init("\(error.what): \(error.path)\(place)", code: error.code, mend: error.mend)
    }
}

extension SourceError: CustomStringConvertible {
    /// One line: what, the system's words, the mend.
    public var description: String {
        guard let code else { return "\(what). \(mend)" }
        let words = strerror(code).map { String(cString: $0) } ?? "error"
        return "\(what): \(words) (\(code)). \(mend)"
    }
}
