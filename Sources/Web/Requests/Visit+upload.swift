internal import Accounts
internal import HTTPTypes
internal import HummingbirdCore
internal import Model
internal import NIOCore

extension Visit {
    /// Reads an uploaded file as it comes. The form's token must stand before the file; nothing of the file is handed on before it
    /// was looked at. Whoever takes the pieces removes what it wrote when this throws: the sender may go away at any byte.
    /// - Parameters:
    ///   - limit: bytes of the file, at most.
    ///   - begin: the fields before the file, and the file's name as the browser said it: for people, never for a path.
    ///   - piece: bytes of the file, in order.
    /// - Returns: all fields.
    /// - Throws: `PageError`, and what `begin` and `piece` throw.
    @discardableResult
    public func receiveUpload(
        limit: Int64, begin: (Form, String) async throws -> Void, piece: ([UInt8]) async throws -> Void
    ) async throws -> Form {
        guard var parser = Multipart(contentType: contentType) else { throw PageError(.unsupportedMediaType) }
        var fields = Query()
        var hasFile = false
        var bytes: Int64 = 0
        do {
            for try await buffer in body {
                for event in try parser.feed(buffer.readableBytesView) {
                    switch event {
                    case .field(let name, let value):
                        guard fields.append(name, value) else { throw PageError.bad() }
                    case .file(_, let name):
                        guard !hasFile else { throw PageError.bad() }
                        hasFile = true
                        try requireToken(fields)
                        try await begin(Form(fields), name)
                    case .piece(let part):
                        bytes += Int64(part.count)
                        guard bytes <= limit else { throw PageError(.contentTooLarge) }
                        try await piece(part)
                    }
                }
            }
            try parser.finish()
        } catch is Multipart.Fault {
            throw PageError.bad()
        }
        try requireToken(fields)
        return Form(fields)
    }

    private func requireToken(_ fields: Query) throws(PageError) {
        guard caller?.kind == .key || token?.accepts(formToken: fields[Form.tokenField] ?? "") == true else {
            throw PageError(.forbidden, texts.errors.staleForm)
        }
    }
}
