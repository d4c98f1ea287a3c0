internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

/// A file with a list that was not taken, in words for people.
struct RefusedList: Error {
    var text: String
}

extension DirectoryPage {
    /// A form of its own: a text of many lines does not fit beside a file (`Multipart` takes short fields only).
    func upload(_ visit: Visit, _ texts: DirectoryTexts) -> HTMLText {
        element(
            "form", .class("stack wide"), .text("method", "post"), .text("enctype", "multipart/form-data"),
            .action(Route.book(book, .directory).link())
        ) {
            // The token stands before the file: nothing of it is kept before that was looked at.
            visit.formToken
            Field("file", texts.file, kind: .file, hint: texts.fileHint, isFaulty: faults.contains { $0.field == "file" })
                .accepting(".csv,.tsv,.txt,.xlsx").render()
            element("button") { texts.lookAtFile }
        }
    }
}

extension ServicePages {
    /// What the form of the directory wants. A file becomes the list that it holds, to be looked at: it never does anything by itself,
    /// whatever else the form says, and nothing of it is kept.
    /// - Throws: `RefusedList`, and what `receiveUpload` throws.
    func directoryFields(_ visit: Visit) async throws -> Query {
        guard visit.contentType.hasPrefix("multipart/form-data") else { return visit.form.fields }
        let texts = visit.texts.directory
        var bytes: [UInt8] = []
        var name = ""
        do {
            try await visit.receiveUpload(limit: Int64(ListFile.most)) { _, file in
                name = file
            } piece: { piece in
                bytes += piece
            }
        } catch let error as PageError where error.status == .contentTooLarge {
            throw RefusedList(text: texts.fileTooBig(Figures.count(Int64(ListFile.most))))
        }
        guard !name.isEmpty else { throw RefusedList(text: texts.chooseFile) }
        let list = try await Self.list(bytes)
        // The list comes back in a form; a browser could not send it otherwise.
        guard Self.sentBytes(list) <= WebLimits().formBytes - 4_096 else {
            throw RefusedList(text: texts.listTooLong(lines: Figures.count(Int64(list.utf8.count { $0 == UInt8(ascii: "\n") }))))
        }
        var fields = Query()
        for (name, value) in [("do", "preview"), ("list", list)] { _ = fields.append(name, value) }
        return fields
    }

    private static func list(_ bytes: [UInt8]) async throws -> String {
        do { return try await blocking { try ListFile.text(of: bytes) } } catch {
            guard let words = PlainWords.of(error) else { throw error }
            throw RefusedList(text: words)
        }
    }

    /// Bytes of a text as a browser writes it into a form.
    private static func sentBytes(_ text: String) -> Int {
        text.utf8.reduce(0) { sum, byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"):
                sum + 1
            // CR LF, each as `%0A`.
            case UInt8(ascii: "\n"): sum + 6
            default: sum + 3
            }
        }
    }
}
