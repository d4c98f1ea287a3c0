internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

extension WallTime {
    /// `2026-03-02 09:15`.
    var minuteText: String { String(description.prefix(16)).replacing("T", with: " ") }
    /// `2026-03-02 09:15:07`.
    var secondText: String { description.replacing("T", with: " ") }
}

extension ProblemKind {
    /// As pages show them: what needs somebody first.
    static let shown: [ProblemKind] = [.unrated, .unassigned, .conflict, .quarantined, .skipped]

    func count(_ counts: ProblemCounts) -> Int64 {
        switch self {
        case .skipped: counts.skipped
        case .conflict: counts.conflicts
        case .quarantined: counts.quarantined
        case .unassigned: counts.unassigned
        case .unrated: counts.unrated
        }
    }

    /// Lines that were left out are counted all.
    func figure(_ counts: ProblemCounts) -> String {
        self == .skipped ? Figures.count(count(counts)) : Figures.waiting(count(counts))
    }
}

/// The kinds of problems as tabs, each with its count.
struct ProblemTabs {
    let counts: ProblemCounts
    let current: ProblemKind
    let book: BookID

    func render(_ texts: ProblemTexts) -> HTMLText {
        element("nav", .class("tabs"), .text("aria-label", texts.kinds)) {
            for kind in ProblemKind.shown {
                element("a", .href(Route.book(book, .problems(kind)).link()), kind == current ? .text("aria-current", "page") : nil) {
                    texts.tabs[kind.rawValue] ?? kind.rawValue
                    " "
                    element("b") { kind.figure(counts) }
                }
            }
        }
    }
}

extension ServicePages {
    func problemsPage(_ visit: Visit, _ book: OpenBook, _ kind: ProblemKind) async throws -> Response {
        switch kind {
        case .skipped: try await skippedPage(visit, book)
        case .conflict: try await conflictPage(visit, book)
        case .quarantined: try await quarantinedPage(visit, book)
        case .unassigned: try await unassignedPage(visit, book)
        case .unrated: try await unratedPage(visit, book)
        }
    }

    /// A page of problems: tabs, then what the kind has.
    func problems(
        _ visit: Visit, _ book: OpenBook, _ kind: ProblemKind, sentence: String = "", status: HTTPResponse.Status = .ok,
        @HTML content: () -> HTMLText
    ) async throws -> Response {
        let caller = try visit.asker
        let counts = try await blocking { try book.problemCounts(caller: caller) }
        let texts = visit.texts.problems
        let body = content()
        let frame = try await frame(visit, book, .problems, waiting: counts.waiting)
        let page = frame.page(visit, assets: links(book), title: texts.titles[kind.rawValue] ?? kind.rawValue, sentence: sentence) {
            ProblemTabs(counts: counts, current: kind, book: book.id).render(texts)
            body
        }
        return .html(page, status: status)
    }

    /// A page in its frame, with the count of what waits.
    func framed(
        _ visit: Visit, _ book: OpenBook, _ place: Frame.Place, title: String, sentence: String = "", status: HTTPResponse.Status = .ok,
        actions: HTMLText? = nil, @HTML content: () -> HTMLText
    ) async throws -> Response {
        let caller = try visit.asker
        let body = content()
        let waiting = try await blocking { try book.problemCounts(caller: caller).waiting }
        let frame = try await frame(visit, book, place, waiting: waiting)
        let page = frame.page(visit, assets: links(book), title: title, sentence: sentence, actions: { actions }, content: { body })
        return .html(page, status: status)
    }
}
