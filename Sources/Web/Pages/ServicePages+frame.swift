internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

extension ServicePages {
    /// Style sheets and scripts of a book's pages: the program's, then the colours of the book's call types.
    func links(_ book: OpenBook) -> AssetLinks {
        var links = assets.links
        links.types = Route.book(book.id, .typeColours).link()
        return links
    }

    /// The frame of a page, with the count of what waits.
    func frame(_ visit: Visit, _ book: OpenBook, _ place: Frame.Place, waiting: Int64) async throws -> Frame {
        let caller = try visit.asker
        let books = try await books(for: caller)
        var frame = Frame(
            book: books.first { $0.id == book.id } ?? BookLink(id: book.id, name: book.displayName), books: books, place: place)
        frame.waiting = waiting
        frame.alerts = try await blocking { try book.openAlerts(caller: caller) }
        return frame
    }

    func typeColours(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        return .css(CallTypeStyle.css(try await blocking { try book.directory(caller: caller).callTypes }))
    }
}

extension Visit {
    /// Who asks: no page of a book is reached without one.
    var asker: Caller {
        get throws(PageError) {
            guard let caller else { throw .forbidden }
            return caller
        }
    }
}
