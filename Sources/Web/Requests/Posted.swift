internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// What stands in the head of a request that brings records to a source.
struct Posted: Sendable {
    /// As the sender showed it: `Authorization: Bearer KEY`, or the password of `Authorization: Basic …`, which is all that some switches
    /// can say. Never in the address, which is logged by others.
    let key: String?
    /// How the body is packed.
    let encoding: String?
    /// The sender's whole address.
    let peer: String

    init(_ request: Request, peer: String) {
        key = Self.key(request.headers[.authorization] ?? "")
        encoding = request.headers[.contentEncoding]
        self.peer = peer
    }

    private static func key(_ field: String) -> String? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": return String(parts[1])
        case "basic":
            guard let bytes = Data(base64Encoded: String(parts[1])), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            return String(validating: bytes[bytes.index(after: colon)...], as: UTF8.self)
        default: return nil
        }
    }
}

extension Route {
    /// Whether what is posted there are records and no form.
    var takesRecords: Bool {
        if case .book(_, .intake) = self { true } else { false }
    }
}
