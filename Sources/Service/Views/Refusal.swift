import Reading
import Rendering
import Reporting
import Store

/// An error that a person can be told, with the kind of answer it is. What is no refusal belongs into the log.
public struct Refusal: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case missing, forbidden, bad, gone, busy }

    public let kind: Kind
    /// A sentence: what is wrong and what to do.
    public let text: String

    public init?(_ error: any Error) {
        switch error {
        case ServiceError.notAllowed: self.init(.forbidden, "\(error)")
        case ServiceError.unknown: self.init(.missing, "\(error)")
        case is ServiceError: self.init(.bad, "\(error)")
        case let error as ReportFailure:
            switch error {
            case .source(let inner): self.init(inner)
            case .unknownNode, .unknownParty: self.init(.missing, "\(error)")
            default: self.init(.bad, "\(error)")
            }
        case let error as Problems: self.init(.bad, error.list.map(\.description).joined(separator: "\n"))
        case let error as RenderingFailure: self.init(.bad, "\(error)")
        case let error as StoreError:
            switch error {
            case .notFound: self.init(.missing, "\(error)")
            case .tooManyToSort, .badCursor, .cannotGroup, .outOfRange: self.init(.bad, "\(error)")
            case .staleCursor: self.init(.gone, "\(error)")
            case .busy, .interrupted, .diskFull, .closed: self.init(.busy, "\(error)")
            default: return nil
            }
        default: return nil
        }
    }

    private init(_ kind: Kind, _ words: String) {
        self.kind = kind
        let ended = words.hasSuffix(".") ? words : words + "."
        text = ended.prefix(1).uppercased() + ended.dropFirst()
    }
}
