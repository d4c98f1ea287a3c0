import Collection
public import Model

/// What a posted body is answered with.
public struct PostAnswer: Sendable {
    /// Of HTTP.
    public var status: Int
    /// One line: that it is durable, or why not, with what to do.
    public var text: String
    /// Whether the sender is told to show a key.
    public var asksForKey: Bool { status == 401 }

    init(_ refusal: PostRefusal) { (status, text) = (refusal.status, refusal.description) }

    init() { (status, text) = (200, "stored") }
}

extension SourceService {
    /// Takes what was posted to a source. The key is looked at before a byte of the body is read; the answer comes when the body is
    /// durable. A source that is not there is answered as a wrong key is.
    /// - Parameters:
    ///   - encoding: the request's Content-Encoding.
    ///   - peer: the sender's address.
    ///   - body: reads the body, at most so many bytes; `nil`: it is longer.
    public func receive(
        for id: SourceID, key: String?, encoding: String?, from peer: String, body: (Int) async throws -> [UInt8]?
    ) async throws -> PostAnswer {
        guard let door = await door(of: id) else { return PostAnswer(PostRefusal.wrongKey) }
        do throws(PostRefusal) { try door.admit(key: key) } catch { return PostAnswer(error) }
        guard let bytes = try await body(door.limit) else { return PostAnswer(door.tooLong()) }
        do throws(PostRefusal) {
            try await door.take(bytes, key: key, encoding: encoding, from: peer)
            return PostAnswer()
        } catch {
            return PostAnswer(error)
        }
    }

    private func door(of id: SourceID) async -> PostDoor? { await running?.door(of: id) }
}
