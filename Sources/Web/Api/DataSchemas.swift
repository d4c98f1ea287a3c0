internal import Document
internal import Model

/// The shapes of what programs get, by name: the components of the OpenAPI document. Tests hold real answers against them.
enum DataSchemas {
    static let all: [NamedSchema] =
        [
            NamedSchema(
                "Error",
                .object([
                    DataField("error", .text, "What is wrong and what to do, in a sentence."),
                    DataField("id", .text, "Finds the request in the server's log."),
                ])
            )
        ] + calls + bills + documents + tariffs + upkeep

    private static let optionalText = DataSchema.orNull(.text)
    private static let number = DataSchema.orNull(.integer)
    private static let currency = DataSchema.orNull(.text)

    private static let direction = DataSchema.orNull(.words(Direction.allCases.compactMap(\.name)))
    private static let state = DataSchema.words(CallState.allCases.map(\.name))
    private static let reason = DataSchema.orNull(.words(Reason.allCases.filter { $0 != .none }.map(\.name)))
    private static let scheme = DataSchema.words(Scheme.allCases.map(\.rawValue))

    // MARK: Calls

    private static let callFields: [DataField] = [
        DataField("start", .wall, "On the site's wall clock."), DataField("startUTC", .utc),
        DataField("stamp", .wall, "As the switch wrote it."), DataField("switch", .text),
        DataField("duration", .integer, "Seconds, as the switch says."), DataField("ring", number, "Seconds."),
        DataField("talk", .integer, "Seconds of the whole call, on the record that stands for it."), DataField("direction", direction),
        DataField("answered", .flag), DataField("calling", optionalText), DataField("called", optionalText),
        DataField("extension", optionalText), DataField("trunk", optionalText), DataField("account", optionalText),
        DataField("sourceIP", optionalText), DataField("pulses", number), DataField("party", optionalText, "Who is charged."),
        DataField("callType", optionalText), DataField("destination", optionalText),
        DataField("link", optionalText, "Records of one switch with the same link are one call."), DataField("leg", .text),
        DataField("state", state), DataField("reason", reason, "Why it is not rated."),
        DataField("private", .flag, "There where a person or the code that was dialled marked it so.", optional: true),
        DataField("price", .orNull(.amount), "What the tariff charges for it."), DataField("priceCurrency", currency),
        DataField("cost", .orNull(.amount), "What the provider charges for it."), DataField("costCurrency", currency),
        DataField("source", .text),
    ]

    private static let id = DataField("id", .text, "Stable: the same record has it for ever, in each book that has the record.")

    private static let changedFields: [DataField] = [
        DataField("discount", .orNull(.amount), "What packages and volumes take off, in the final currency's digits."),
        DataField("final", .orNull(.amount), "What is billed, as the period was settled last; null before that."),
        DataField("finalCurrency", currency), DataField("costDiscount", .orNull(.amount)), DataField("costFinal", .orNull(.amount)),
        DataField("costFinalCurrency", currency), DataField("bill", number, "Number of the issued bill that it stands on."),
    ]

    private static let calls: [NamedSchema] = [
        NamedSchema("Call", .object([id] + callFields)),
        NamedSchema(
            "Calls",
            .object([
                DataField("calls", .list(.named("Call"))), DataField("next", optionalText, "Cursor of the page after: put it into `at`."),
                DataField("previous", optionalText), DataField("searchedUntil", .orNull(.wall), "The filter finds little: `next` goes on."),
                DataField("count", number, "How many there are, on a first page, where that is known."),
                DataField("countIsAtLeast", .flag),
            ])
        ),
        NamedSchema(
            "ChangedCall",
            .either([
                .object([id, DataField("removed", .always(false), "It is a call.")] + callFields + changedFields),
                .object([id, DataField("removed", .always(true), "It is no call any more: take it away.")]),
            ])
        ),
        NamedSchema(
            "Changes",
            .object([
                DataField("calls", .list(.named("ChangedCall"))),
                DataField("next", .text, "Where to go on, now or at any later time: put it into `after`. Keep it when the calls are kept."),
                DataField("more", .flag, "More waits already: ask again at once."),
            ])
        ),
        NamedSchema(
            "CallDetail",
            .object([
                DataField("call", .named("Call")), DataField("priceSteps", .named("Charge")), DataField("costSteps", .named("Charge")),
                DataField("settlement", .orNull(.named("CallSettlement"))),
                DataField(
                    "decoded",
                    .list(
                        .object([
                            DataField("name", .text), DataField("value", .text), DataField("from", number), DataField("to", number),
                        ])), "The record's fields, with their places in the bytes."), DataField("raw", optionalText),
                DataField("legs", .list(.text), "Ids of all records of the call."), DataField("corrections", .list(.named("Correction"))),
            ])
        ),
        NamedSchema(
            "CallSettlement",
            .object(
                [DataField("from", .day), DataField("to", .day), DataField("bill", number)]
                    + [DataField](["charge", "packageDiscount", "volumeDiscount", "net", "rate", "final"], .amount, optional: true) + [
                        DataField("finalCurrency", .text, optional: true),
                        DataField(
                            "steps",
                            .list(
                                .object([
                                    DataField("kind", .text), DataField("of", .text), DataField("rule", .integer),
                                    DataField("off", .amount),
                                ]))),
                    ])
        ),
        NamedSchema(
            "Correction",
            .object([
                DataField("number", .integer), DataField("kind", .words(CorrectionKind.allCases.map(\.rawValue))),
                DataField("value", optionalText), DataField("former", optionalText), DataField("reason", .text), DataField("at", .wall),
                DataField("actor", .text), DataField("undoneAt", .orNull(.wall)), DataField("undoneBy", optionalText),
                DataField("undoneWhy", optionalText),
            ])
        ),
        NamedSchema(
            "Charge",
            .object([
                DataField("state", state), DataField("reason", reason, optional: true), DataField("charge", .amount, optional: true),
                DataField("currency", .text, optional: true), DataField("rateTable", optionalText, optional: true),
                DataField("version", optionalText, optional: true), DataField("prefix", optionalText, optional: true),
                DataField("row", optionalText, optional: true), DataField("destination", optionalText, optional: true),
                DataField("callType", optionalText, optional: true),
                DataField("trace", .list(.named("Step")), "Each step of the arithmetic.", optional: true),
            ])
        ),
        NamedSchema(
            "Step",
            .object(
                [DataField("what", .text), DataField("at", .wall, optional: true)]
                    + [DataField](["text", "band", "price", "amount", "total"], .text, optional: true)
                    + [DataField](["offset", "count", "seconds", "per"], .integer, optional: true))
        ),
    ]
}
