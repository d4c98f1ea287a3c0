internal import Hummingbird
internal import Model
internal import Service

/// An upload that was not taken: the form is shown again with its entries.
struct RefusedImport: Error {
    var entries: ImportEntries
}

/// What an upload has come to; used by the one task that receives it.
private final class Receiving {
    var entries = ImportEntries()
    var file: UploadFile?
    var name = ""
}

extension ServicePages {
    /// Most bytes of an uploaded file.
    static var mostUploaded: Int64 { WebLimits().uploadBytes }

    /// Receives the file, and begins its import.
    /// - Returns: the import's number.
    /// - Throws: `RefusedImport` with what is wrong, in words.
    func receiveImport(_ visit: Visit, _ book: OpenBook) async throws -> Int64 {
        let caller = try visit.asker
        let texts = visit.texts.imports
        let (formats, switches) = try await blocking { (try book.formats(caller: caller), try book.switches(caller: caller)) }
        let received = Receiving()
        do {
            try await visit.receiveUpload(limit: Self.mostUploaded) { form, name in
                received.entries = ImportEntries(form, fileName: name, formats: formats, switches: switches, texts: texts)
                guard received.entries.faults.isEmpty else { throw RefusedImport(entries: received.entries) }
                guard book.runner.running == nil else { throw Self.refused(received.entries, texts.busy) }
                received.name = name
                received.file = try book.newUpload(caller: caller)
            } piece: { bytes in
                try received.file?.append(bytes)
            }
            guard let file = received.file else {
                received.entries.faults.append(.init(field: "file", text: texts.chooseFile))
                throw RefusedImport(entries: received.entries)
            }
            if received.entries.format == ImportEntries.findOut {
                let found = try await blocking { try book.findFormat(of: file, caller: caller) }
                guard let id = found.certain else {
                    throw Self.refused(received.entries, texts.uncertain(found.candidates), field: "format")
                }
                received.entries.format = id
            }
            return try await book.runner.start(received.entries.order(name: received.name), file, in: book, caller: caller)
        } catch let error as RefusedImport {
            throw error
        } catch {
            guard let words = PlainWords.of(error) else { throw error }
            throw Self.refused(received.entries, words)
        }
    }

    private static func refused(_ entries: ImportEntries, _ text: String, field: String = "file") -> RefusedImport {
        var entries = entries
        entries.faults.append(.init(field: field, text: text))
        return RefusedImport(entries: entries)
    }
}
