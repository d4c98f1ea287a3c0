/// Why a body was not taken, for the web server to answer.
public enum PostRefusal: Error, Hashable, Sendable {
    /// The key is missing or not this source's.
    case wrongKey
    /// Longer than allowed, packed or unpacked.
    case tooLong(limit: Int)
    /// Packed in a way that is not taken, or damaged.
    case cannotUnpack
    /// JSON that is nested deeper than allowed.
    case tooDeep(limit: Int)
    case empty
    /// So much waits for the disk that no more is taken at the moment.
    case busy
    /// The source is off, or ended before the body was durable.
    case notRunning

    /// Of the HTTP answer.
    public var status: Int {
        switch self {
        case .wrongKey: 401
        case .tooLong: 413
        case .cannotUnpack: 415
        case .tooDeep, .empty: 400
        case .busy, .notRunning: 503
        }
    }

    /// A few words, the same for every refusal of a kind, under which it is counted.
    var reason: String {
        switch self {
        case .wrongKey: "wrong key"
        case .tooLong: "too long"
        case .cannotUnpack: "cannot be unpacked"
        case .tooDeep: "nested too deep"
        case .empty: "empty"
        case .busy: "too much waited"
        case .notRunning: "source not running"
        }
    }
}

extension PostRefusal: CustomStringConvertible {
    /// One line with its mend.
    public var description: String {
        switch self {
        case .wrongKey: "The key is not this source's. Send it as `Authorization: Bearer KEY`."
        case .tooLong(let limit): "The body is longer than \(limit) bytes. Send it in smaller pieces."
        case .cannotUnpack: "The body cannot be unpacked. Send it plain, or as gzip."
        case .tooDeep(let limit): "The JSON is nested deeper than \(limit). Send the records alone."
        case .empty: "The body is empty. Send records."
        case .busy: "Too much waits for the disk. Send it again in a moment."
        case .notRunning: "The source is off or ended. Send it again when it runs."
        }
    }
}
