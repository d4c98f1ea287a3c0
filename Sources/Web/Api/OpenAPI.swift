internal import Document
internal import Model
internal import Rendering

/// The OpenAPI 3.1 document, made of the table that the server answers by.
enum OpenAPI {
    /// One page of each kind that gives data; `x` and `1` stand where something varies.
    static let pages: [BookPage] = [
        .calls, .call("x"), .changes, .bills, .partyBill(PartyID("x")), .organisationBill(NodeID("x")), .issuedBills, .issuedBill(1),
        .billRun(1),
        .reports, .report("x"), .selection, .testCall, .whatIf, .timeline, .reratings, .rerating(1), .sources, .alerts,
    ]

    static var json: String { String(decoding: JSONText.render(tree, indent: true), as: UTF8.self) + "\n" }

    static var tree: DataTree {
        .object([
            "openapi": .text("3.1.0"),
            "info": .object([
                "title": .text("Tollbook"), "version": .text("1"),
                "description": .text(
                    "Calls, charges, bills and reports of a book. Ask with `Accept: application/json` or `?as=json`. Amounts are texts, so "
                        + "that nothing rounds them. Keys may be added to objects; none is taken away or changes its meaning."),
            ]),
            "paths": .object(pages.compactMap(path) + [intake, document]),
            "components": .object([
                "schemas": .object(DataSchemas.all.map { .init($0.name, $0.schema.tree) }),
                "securitySchemes": .object([
                    "key": .object([
                        "type": .text("http"), "scheme": .text("bearer"),
                        "description": .text("A key of the page of keys; what it may read is its scopes."),
                    ]),
                    "sourceKey": .object([
                        "type": .text("http"), "scheme": .text("bearer"), "description": .text("The key of the source alone."),
                    ]),
                ]),
            ]),
        ])
    }

    private static let bookParameter = DataTree.object([
        "name": .text("book"), "in": .text("path"), "required": .flag(true), "description": .text("The book's id."),
        "schema": DataSchema.text.tree,
    ])

    /// The address with names in braces where something varies.
    static func template(_ page: BookPage) -> String {
        guard let part = page.data?.part else { return "/b/{book}/" + page.path }
        return "/b/{book}/" + page.path.split(separator: "/").dropLast().joined(separator: "/") + "/{\(part.name)}"
    }

    private static func path(_ page: BookPage) -> DataTree.Entry? {
        guard let data = page.data else { return nil }
        var parameters = [bookParameter]
        if let part = data.part {
            parameters.append(
                .object([
                    "name": .text(part.name), "in": .text("path"), "required": .flag(true), "description": .text(part.what),
                    "schema": part.schema.tree,
                ]))
        }
        let form = DataParameter("as", .words(data.forms.map(\.rawValue)), "The form, in the place of `Accept`.")
        let operation = DataTree.object([
            "operationId": .text(data.name), "summary": .text(data.summary),
            "security": .list([.object([.init("key", .list([.text(data.scope.rawValue)]))])]),
            "parameters": .list(parameters + (data.parameters + [form]).map(\.tree)),
            "responses": .object([.init("200", ok(data))] + faults),
        ])
        return .init(template(page), .object([.init("get", operation)]))
    }

    private static func ok(_ data: DataAnswer) -> DataTree {
        .object([
            "description": .text("What was asked for."),
            "content": .object(
                data.forms.map { form in
                    form == .json
                        ? .init("application/json", .object(["schema": data.schema.tree])) : .init(form.mediaType, .object([:]))
                }),
        ])
    }

    /// What any address may answer.
    private static let faults: [DataTree.Entry] = [
        ("400", "A part of the address means nothing."), ("401", "No key, or one that is unknown, revoked or expired."),
        ("403", "The key has no such scope or right, or comes from another address than it may."), ("404", "There is no such thing."),
        ("410", "The cursor is of another state of the book, or too old: begin without it."),
        ("429", "The key asks too often: wait as many seconds as `Retry-After` says."), ("503", "Busy: try again."),
    ].map { status, words in
        .init(
            status,
            .object([
                "description": .text(words),
                "content": .object(["application/json": .object(["schema": DataSchema.named("Error").tree])]),
            ]))
    }

    private static func simple(_ summary: String, _ name: String, _ security: String, _ more: [DataTree.Entry]) -> DataTree {
        .object(
            [
                .init("operationId", .text(name)), .init("summary", .text(summary)),
                .init("security", .list([.object([.init(security, .list([]))])])),
            ] + more)
    }

    private static var intake: DataTree.Entry {
        let source = DataTree.object([
            "name": .text("source"), "in": .text("path"), "required": .flag(true), "schema": DataSchema.text.tree,
        ])
        let body = DataTree.object(["content": .object(["application/octet-stream": .object([:])])])
        let responses = DataTree.object([.init("200", .object(["description": .text("All of it is kept durably.")]))] + faults)
        let post = simple(
            "Records for a source that takes them over HTTP.", "intake", "sourceKey",
            [.init("parameters", .list([bookParameter, source])), .init("requestBody", body), .init("responses", responses)])
        return .init("/b/{book}/intake/{source}", .object([.init("post", post)]))
    }

    private static var document: DataTree.Entry {
        let ok = DataTree.object([
            "description": .text("OpenAPI 3.1"), "content": .object(["application/json": .object([:])]),
        ])
        let get = simple("This document.", "openapi", "key", [.init("responses", .object([.init("200", ok)] + faults))])
        return .init(Route.api.path, .object([.init("get", get)]))
    }
}

extension DataForm {
    /// As the head of an answer names it.
    var mediaType: String {
        switch self {
        case .html: "text/html"
        case .json: "application/json"
        case .csv: "text/csv"
        case .pdf: "application/pdf"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}
