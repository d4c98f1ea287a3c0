/// Where the web server hands over what was posted to one source: looks at it, counts what it refuses, and answers when it is durable.
public struct PostDoor: Sendable {
    let settings: PostSettings
    let inlet: PostInlet
    let desk: HealthDesk

    /// Longest body in bytes, packed and unpacked.
    public var limit: Int { settings.limit }

    /// Whether the sender showed this source's key; asked before its body is read.
    public func admit(key: String?) throws(PostRefusal) {
        guard PostCheck.isKey(key, settings) else { throw counted(.wrongKey) }
    }

    /// The body was cut off at the limit.
    public func tooLong() -> PostRefusal { counted(.tooLong(limit: settings.limit)) }

    /// Takes a body; returns when it is durable.
    /// - Parameters:
    ///   - encoding: the request's Content-Encoding.
    ///   - peer: the sender's address.
    public func take(_ body: [UInt8], key: String?, encoding: String?, from peer: String) async throws(PostRefusal) {
        do throws(PostRefusal) {
            let plain = try PostCheck.bytes(of: body, key: key, encoding: encoding, settings)
            _ = try await inlet.take(plain, from: peer)
        } catch {
            throw counted(error)
        }
    }

    private func counted(_ refusal: PostRefusal) -> PostRefusal {
        desk.refuse(refusal.reason)
        return refusal
    }
}
