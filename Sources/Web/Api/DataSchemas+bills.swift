internal import Document
internal import Model

extension DataSchemas {
    private static let optionalText = DataSchema.orNull(.text)
    private static let number = DataSchema.orNull(.integer)

    private static let billLine: [DataField] =
        [
            DataField("id", .text, "Of the call."), DataField("start", .wall), DataField("called", optionalText),
            DataField("calling", optionalText), DataField("destination", optionalText), DataField("callType", optionalText),
            DataField("duration", .integer), DataField("state", .text), DataField("reason", optionalText),
        ]
        + [DataField](
            ["charge", "base", "surcharges", "adjustment", "packageDiscount", "volumeDiscount", "net", "rate", "final"], .orNull(.amount))
        + [DataField("currency", optionalText)]

    private static let billFields: [DataField] = [
        DataField("party", .text), DataField("name", .text), DataField("from", .day), DataField("to", .day), DataField("currency", .text),
        DataField("hot", .flag, "The period was not over when it was made."),
        DataField("itemised", .flag, "False: it lists no single calls. Not on bills issued before there was a choice.", optional: true),
        DataField("calls", .list(.named("BillLine"))),
        DataField(
            "subtotals",
            .list(
                .object([
                    DataField("callType", optionalText), DataField("currency", optionalText), DataField("calls", .integer),
                    DataField("duration", .integer), DataField("sum", .orNull(.amount)),
                ]))), DataField("unrated", .map(.integer), "Calls without a charge, by reason."),
        DataField("earlierCalls", .list(.named("BillLine")), "Calls of earlier periods that came too late for their bill."),
        DataField("sum", .amount), DataField("earlierSum", .amount),
        DataField(
            "recurring",
            .list(
                .object([
                    DataField("id", .text), DataField("name", .text), DataField("amount", .amount), DataField("from", .day),
                    DataField("to", .day),
                ]))),
        DataField(
            "taxes",
            .list(
                .object([
                    DataField("id", .text), DataField("name", .text), DataField("percent", .amount), DataField("inclusive", .flag),
                    DataField("net", .amount), DataField("tax", .amount),
                ]))), DataField("rounding", .amount), DataField("total", .amount),
        DataField(
            "totals",
            .list(
                .object([
                    DataField("currency", .text), DataField("charges", .amount), DataField("sum", .amount), DataField("rounding", .amount),
                    DataField("total", .amount),
                ]))),
    ]

    private static let issuedNumber = [DataField("number", .integer), DataField("issued", .wall)]

    /// Not on bills issued before there was a slip.
    private static let payment = [
        DataField("due", .orNull(.day), "The last day to pay.", optional: true),
        DataField("reference", .text, "What a payment names: ISO 11649.", optional: true),
    ]

    static let bills: [NamedSchema] = [
        NamedSchema(
            "IssuedBill",
            .object([
                DataField("number", .integer, "Without holes, for ever."),
                DataField("kind", .words(IssuedBill.Kind.allCases.map(\.rawValue))),
                DataField("credits", number, "Of a credit note: the bill's number."), DataField("creditedBy", number),
                DataField("party", .text), DataField("name", .text), DataField("from", .day), DataField("to", .day),
                DataField("issued", .integer, "Seconds since 1970, UTC."), DataField("actor", .text), DataField("reason", .text),
                DataField("calls", .integer), DataField("currency", .text), DataField("total", .amount),
                DataField("hash", .text, "SHA-256 over the bill and the hash of the one before."),
            ])
        ),
        NamedSchema(
            "IssuedBills",
            .object([
                DataField("bills", .list(.named("IssuedBill"))),
                DataField("next", .text, "Where to go on, now or at any later time: put it into `after`."), DataField("more", .flag),
            ])
        ),
        NamedSchema(
            "BillRun",
            .object([
                DataField("number", .integer), DataField("from", .day), DataField("to", .day), DataField("organisation", optionalText),
                DataField("forms", .list(.text)), DataField("folder", optionalText), DataField("mails", .flag), DataField("state", .text),
                DataField("thousandths", .integer, "How much of it is done."), DataField("actor", .text), DataField("message", .text),
                DataField("bills", number), DataField("files", number), DataField("sent", number), DataField("failures", .list(.text)),
            ])
        ),
        NamedSchema(
            "Part",
            .object(["page", "pages", "first", "last", "of"].map { DataField($0, .integer) })
        ),
        NamedSchema("BillLine", .object(billLine)), NamedSchema("Bill", .object([DataField("bill", .object(billFields))])),
        NamedSchema(
            "FrozenBill",
            .either([
                .object([DataField("bill", .object(issuedNumber + payment + billFields))]),
                .object([
                    DataField(
                        "credit",
                        .object(
                            issuedNumber + [
                                DataField("bill", .integer), DataField("party", .text), DataField("from", .day), DataField("to", .day),
                                DataField("reason", .text), DataField("currency", .text), DataField("total", .amount),
                            ]))
                ]),
            ])
        ),
    ]

    static let documents: [NamedSchema] = [
        NamedSchema(
            "Document",
            .object([
                DataField(
                    "document",
                    .object([
                        DataField("title", .text), DataField("sentence", .text), DataField("language", .text),
                        DataField("letterhead", .list(.text)),
                        DataField(
                            "facts",
                            .list(.object([DataField("id", .text), DataField("label", .text), DataField("value", .named("Value"))]))),
                        DataField("notices", .list(.object([DataField("kind", .text), DataField("text", .text)]))),
                        DataField(
                            "sections",
                            .list(
                                .object([
                                    DataField("id", .text), DataField("title", .text), DataField("tables", .list(.named("Table"))),
                                    DataField("charts", .list(.named("Table"))), DataField("notes", .list(.text)),
                                ]))),
                        DataField("part", .orNull(.named("Part"))),
                        DataField("tieOut", .orNull(.object([DataField("ties", .flag), DataField("text", .text)]))),
                        DataField("notes", .list(.text)), DataField("slip", .list(.text), "How to pay."),
                        DataField("footer", .list(.text)),
                    ]))
            ])
        ),
        NamedSchema(
            "Table",
            .object([
                DataField("id", .text), DataField("caption", .text),
                DataField(
                    "columns",
                    .list(
                        .object([
                            DataField("id", .text, "Stable; the cells of a row have it as key."), DataField("title", .text),
                            DataField("kind", .text), DataField("currency", optionalText),
                        ]))),
                DataField(
                    "rows",
                    .list(
                        .object([
                            DataField("kind", .words(Row.Kind.allCases.map(\.rawValue))), DataField("level", .integer),
                            DataField("callType", optionalText), DataField("bold", .flag),
                            DataField("cells", .map(.named("Value"))),
                        ]))),
            ])
        ),
        NamedSchema(
            "Value",
            .orNull(
                .either([
                    .text, .integer, .object([DataField("seconds", .integer), DataField("text", .text)]),
                    .object([DataField("amount", .amount), DataField("currency", .text)]),
                ]))
        ),
        NamedSchema(
            "Reports",
            .list(
                .object([
                    DataField("id", .text), DataField("section", .text), DataField("name", .text), DataField("purpose", .text),
                    DataField("kind", .text), DataField("parameter", .words(["none", "party", "organisation"])), DataField("bill", .flag),
                    DataField("own", .flag, "Made or changed in this book."),
                ]))
        ),
    ]
}
