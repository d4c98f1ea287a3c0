internal import HTTPTypes
public import Hummingbird
public import Model
public import Service

/// The pages of the books of this server: one function a page, each in a file of its own.
public struct ServicePages: BookPages {
    private let open: [BookID: OpenBook]
    /// In the order of the switcher.
    private let links: [BookLink]
    /// The sources that this server runs.
    let services: [BookID: SourceService]
    let assets = Assets()

    public init(_ books: [OpenBook], sources: [BookID: SourceService] = [:]) {
        services = sources
        open = Dictionary(books.map { ($0.id, $0) }) { first, _ in first }
        links = books.map { BookLink(id: $0.id, name: $0.displayName) }
    }

    public func books(for caller: Caller) async throws -> [BookLink] { links.filter { caller.may(.see, in: $0.id) } }

    public func metrics() async throws -> String {
        var text = ""
        for link in links { text += try await services[link.id]?.metrics() ?? "" }
        return text
    }

    public func answer(_ visit: Visit, book id: BookID, page: BookPage) async throws -> Response {
        guard let book = open[id] else { throw PageError.notFound }
        do {
            return try await dispatch(visit, book, page)
        } catch {
            throw Self.told(error)
        }
    }

    /// What can be told to a person as such; anything else stays what it is, for the log.
    private static func told(_ error: any Error) -> any Error {
        guard !(error is PageError), let refusal = Refusal(error) else { return error }
        return switch refusal.kind {
        case .missing: PageError(.notFound, refusal.text)
        case .forbidden: PageError(.forbidden, refusal.text)
        case .bad: PageError(.badRequest, refusal.text)
        case .gone: PageError(.gone, refusal.text)
        case .busy: PageError(.serviceUnavailable, refusal.text)
        }
    }

    private func dispatch(_ visit: Visit, _ book: OpenBook, _ page: BookPage) async throws -> Response {
        switch page {
        case .dashboard: try await dashboardPage(visit, book)
        case .calls: try await callsPage(visit, book)
        case .call(let id): try await callPage(visit, book, id)
        case .changes: try await changesPage(visit, book)
        case .bills: try await organisationBillPage(visit, book, nil)
        case .partyBill(let party): try await partyBillPage(visit, book, party)
        case .organisationBill(let node): try await organisationBillPage(visit, book, node)
        case .issuedBills: try await issuedBillsPage(visit, book)
        case .issuedBill(let number): try await issuedBillPage(visit, book, number)
        case .billRun(let number): try await billRunPage(visit, book, number)
        case .logo(let digest): try await logo(visit, book, digest)
        case .reports: try await reportsPage(visit, book)
        case .report(let id): try await reportPage(visit, book, id)
        case .reportFile(let id): try await reportFilePage(visit, book, id)
        case .schedules: try await schedulesPage(visit, book)
        case .sources: try await sourcesPage(visit, book)
        case .sourceForm(let source): try await sourceFormPage(visit, book, source)
        case .intake(let source): try await receive(visit, book, source)
        case .imports: try await importsPage(visit, book)
        case .importResult(let number): try await importResultPage(visit, book, number)
        case .problems(let kind): try await problemsPage(visit, book, kind)
        case .directory: try await directoryPage(visit, book)
        case .tariffs: try await tariffsPage(visit, book)
        case .tariff(let table): try await tariffPage(visit, book, table)
        case .selection: try await selectionPage(visit, book)
        case .testCall: try await testCallPage(visit, book)
        case .whatIf: try await whatIfPage(visit, book)
        case .timeline: try await timelinePage(visit, book)
        case .reratings: try await reratingsPage(visit, book)
        case .rerating(let number): try await reratingPage(visit, book, number)
        case .alerts: try await alertsPage(visit, book)
        case .journal: try await journalPage(visit, book)
        case .keys: try await keysPage(visit, book)
        case .formats: try await formatsPage(visit, book)
        case .format(let id): try await workbenchPage(visit, book, id)
        case .typeColours: try await typeColours(visit, book)
        }
    }
}
