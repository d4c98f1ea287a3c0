internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

extension ServicePages {
    /// Calls in the order in which they came or changed. For programs alone: people have the list of calls.
    func changesPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        let values = AddressValues(query: visit.query, texts: visit.texts.calls)
        let (after, limit) = (values.texts("after").first, try values.pageLimit())
        return .bytes(
            try await blocking { try book.changesJSON(try book.changes(after: after, limit: limit, caller: caller), caller: caller) },
            type: "application/json")
    }
}
