internal import Hummingbird
internal import Model
internal import Service

extension ServicePages {
    func dashboardPage(_ visit: Visit, _ book: OpenBook) async throws -> Response { throw PageError.notFound }
    func callsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response { throw PageError.notFound }
    func callPage(_ visit: Visit, _ book: OpenBook, _ id: String) async throws -> Response { throw PageError.notFound }
    func partyBillPage(_ visit: Visit, _ book: OpenBook, _ party: PartyID) async throws -> Response { throw PageError.notFound }
    func organisationBillPage(_ visit: Visit, _ book: OpenBook, _ node: NodeID) async throws -> Response { throw PageError.notFound }
}
