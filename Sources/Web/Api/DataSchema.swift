internal import Document

/// What a piece of JSON looks like, as far as we promise it; written as a JSON Schema.
indirect enum DataSchema: Sendable {
    case text
    /// A decimal number as a text, with the digits of its currency.
    case amount
    case integer
    case flag
    /// `2026-03-17`.
    case day
    /// `2026-03-17T09:15:00` on the site's wall clock, without a zone.
    case wall
    /// `2026-03-17T02:15:00Z`.
    case utc
    case words([String])
    case always(Bool)
    case list(DataSchema)
    case orNull(DataSchema)
    case either([DataSchema])
    /// One of the document's components.
    case named(String)
    case object([DataField])
    /// An object whose keys are data, all values alike.
    case map(DataSchema)

    var tree: DataTree {
        switch self {
        case .text: .object(["type": .text("string")])
        case .amount: .object(["type": .text("string"), "pattern": .text("^-?[0-9]+(\\.[0-9]+)?$")])
        case .integer: .object(["type": .text("integer")])
        case .flag: .object(["type": .text("boolean")])
        case .day: .object(["type": .text("string"), "pattern": .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")])
        case .wall:
            .object(["type": .text("string"), "pattern": .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$")])
        case .utc: .object(["type": .text("string"), "format": .text("date-time")])
        case .words(let words): .object(["type": .text("string"), "enum": .list(words.map(DataTree.text))])
        case .always(let value): .object(["type": .text("boolean"), "const": .flag(value)])
        case .list(let item): .object(["type": .text("array"), "items": item.tree])
        case .orNull(let schema): .object(["anyOf": .list([schema.tree, .object(["type": .text("null")])])])
        case .either(let schemas): .object(["anyOf": .list(schemas.map(\.tree))])
        case .named(let name): .object(["$ref": .text("#/components/schemas/" + name)])
        case .map(let value): .object(["type": .text("object"), "additionalProperties": value.tree])
        case .object(let fields): Self.object(fields)
        }
    }

    private static func object(_ fields: [DataField]) -> DataTree {
        let required = fields.filter { !$0.isOptional }.map { DataTree.text($0.name) }
        var entries: [DataTree.Entry] = [.init("type", .text("object"))]
        if !required.isEmpty { entries.append(.init("required", .list(required))) }
        entries.append(.init("properties", .object(fields.map { .init($0.name, $0.tree) })))
        return .object(entries)
    }
}

/// A key of an object. All are always there, `null` where nothing is known, but for those that say otherwise.
struct DataField: Sendable {
    let name: String
    let schema: DataSchema
    var what = ""
    var isOptional = false

    init(_ name: String, _ schema: DataSchema, _ what: String = "", optional: Bool = false) {
        (self.name, self.schema, self.what, isOptional) = (name, schema, what, optional)
    }

    var tree: DataTree {
        guard !what.isEmpty, case .object(let entries) = schema.tree else { return schema.tree }
        return .object(entries + [.init("description", .text(what))])
    }
}

/// A part of a query that an address reads.
struct DataParameter: Sendable {
    let name: String
    let schema: DataSchema
    let what: String
    /// May come several times: any of the values.
    var repeats = false

    init(_ name: String, _ schema: DataSchema, _ what: String, repeats: Bool = false) {
        (self.name, self.schema, self.what, self.repeats) = (name, schema, what, repeats)
    }

    var tree: DataTree {
        .object([
            "name": .text(name), "in": .text("query"), "description": .text(what),
            "schema": repeats ? DataSchema.list(schema).tree : schema.tree,
        ])
    }
}

/// A component of the document.
struct NamedSchema: Sendable {
    let name: String
    let schema: DataSchema

    init(_ name: String, _ schema: DataSchema) { (self.name, self.schema) = (name, schema) }
}

extension [DataField] {
    /// Several keys alike.
    init(_ names: [String], _ schema: DataSchema, optional: Bool = false) {
        self = names.map { DataField($0, schema, optional: optional) }
    }
}

extension [DataParameter] {
    /// Several names alike.
    init(_ names: [String], _ schema: DataSchema, _ what: String = "", repeats: Bool = false) {
        self = names.map { DataParameter($0, schema, what, repeats: repeats) }
    }
}
