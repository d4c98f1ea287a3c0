import Mediation
import Model
import Store
import Time

/// Keeps calls of one switch and time from being stored under two formats, whose identities may differ (DOMAIN "Identity").
/// Our own export has the identities of whatever made it, so it goes with every format.
struct FormatGuard {
    private static let ownExport = "tollbook-csv"

    private let book: Book
    private let request: ImportRequest
    private let switchNumber: NameNumber
    /// Sources of the same switch that were read with another format, with that format.
    private let foreign: [NameNumber: String]

    init(_ book: Book, _ request: ImportRequest, source: NameNumber) throws {
        self.book = book
        self.request = request
        switchNumber = book.names.number(.switch, request.switch.text)
        guard !request.isTrusted else {
            foreign = [:]
            return
        }
        let used = try book.formats(of: request.switch.text)
        if let format = used[source], format != request.format.id {
            throw IntakeError.otherFormat(source: request.source, format: format, asked: request.format.id)
        }
        foreign =
            request.format.id == Self.ownExport
            ? [:] : used.filter { $0.key != source && $0.value != request.format.id && $0.value != Self.ownExport }
    }

    var isActive: Bool { !foreign.isEmpty }

    /// - Throws: where the book has calls of another format between the first and the last stamp of the records.
    func check(_ records: RecordBatch) throws {
        guard !foreign.isEmpty, var first = records.records.first?.stamp else { return }
        var last = first
        for record in records.records {
            first = min(first, record.stamp)
            last = max(last, record.stamp)
        }
        guard let other = try book.source(among: Array(foreign.keys), of: switchNumber, from: first, to: last),
            let format = foreign[other]
        else { return }
        throw IntakeError.storedByOther(switch: request.switch.text, format: format, asked: request.format.id)
    }
}
