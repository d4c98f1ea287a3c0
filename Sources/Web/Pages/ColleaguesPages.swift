internal import Hummingbird
internal import Model
internal import Service

extension ServicePages {
    func importsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response { throw PageError.notFound }
    func importResultPage(_ visit: Visit, _ book: OpenBook, _ number: Int64) async throws -> Response { throw PageError.notFound }
    func problemsPage(_ visit: Visit, _ book: OpenBook, _ kind: ProblemKind) async throws -> Response { throw PageError.notFound }
    func tariffsPage(_ visit: Visit, _ book: OpenBook) async throws -> Response { throw PageError.notFound }
    func tariffPage(_ visit: Visit, _ book: OpenBook, _ table: RateTableID) async throws -> Response { throw PageError.notFound }
    func journalPage(_ visit: Visit, _ book: OpenBook) async throws -> Response { throw PageError.notFound }
    func keysPage(_ visit: Visit, _ book: OpenBook) async throws -> Response { throw PageError.notFound }
}
