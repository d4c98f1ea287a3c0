internal import Model
internal import Service

extension DataSchemas {
    private static let optionalText = DataSchema.orNull(.text)
    private static let number = DataSchema.orNull(.integer)
    private static let scheme = DataSchema.words(Scheme.allCases.map(\.rawValue))
    private static let money = DataSchema.object([DataField("amount", .amount), DataField("currency", .text)])

    private static let selected = DataSchema.object([
        DataField(
            "rules",
            .list(
                .object([
                    DataField("rule", .integer), DataField("calls", .text), DataField("table", .text), DataField("reachable", .flag),
                ]))), DataField("then", .list(.text)),
    ])

    private static let way = DataSchema.object([
        DataField("state", .text), DataField("reason", optionalText), DataField("charge", .orNull(.amount)),
        DataField("currency", optionalText), DataField("rateTable", optionalText), DataField("version", optionalText),
        DataField("prefix", optionalText), DataField("rule", number), DataField("fittingRules", .list(.integer)),
        DataField("why", .text), DataField("trace", .list(.named("Step"))),
    ])

    private static var sums: [DataField] {
        let side: [DataField] = [DataField("rated", .integer), DataField("unrated", .integer), DataField("charges", .list(money))]
        return [
            DataField("calls", .integer), DataField("seconds", .integer), DataField("today", .object(side)),
            DataField("alternatives", .list(.object(side + [DataField("difference", .orNull(.list(money)))]))),
        ]
    }

    private static let example = DataSchema.object([
        DataField("what", .words(VersionChanges.Kind.allCases.map(\.rawValue))), DataField("prefix", .text),
        DataField("short", .flag, optional: true), DataField("name", .text), DataField("before", optionalText),
        DataField("after", optionalText),
    ])

    private static let versions = DataSchema.list(
        .object(
            [
                DataField("table", .text), DataField("scheme", scheme), DataField("from", .text), DataField("fromUTC", .utc),
                DataField("state", .words(TariffTimeline.Entry.State.allCases.map(\.rawValue))), DataField("rows", .integer),
            ]
                + [DataField](["added", "removed", "changed"], .integer, optional: true)
                + [DataField](["first", "terms"], .list(example), optional: true)))

    private static let reratingFields: [DataField] =
        [
            DataField("rerating", .integer), DataField("state", .words(ReratingState.allCases.map(\.rawValue))), DataField("from", .day),
            DataField("to", .day),
        ] + [DataField](RerateChoice.Kind.allCases.map(\.rawValue), .list(.text), optional: true) + [
            DataField("at", .wall), DataField("actor", .text), DataField("records", .integer), DataField("differing", .integer),
            DataField("changed", .integer), DataField("anew", .integer), DataField("daysDone", .integer), DataField("days", .integer),
            DataField("outOfDate", .flag), DataField("message", optionalText),
        ]

    private static func reratingLines(_ name: String?) -> DataSchema {
        .list(
            .object(
                [DataField](name.map { [$0] } ?? [], .text) + [
                    DataField("scheme", scheme), DataField("currency", optionalText), DataField("calls", .integer),
                    DataField("newCalls", .integer), DataField("differing", .integer), DataField("old", .amount), DataField("new", .amount),
                    DataField("difference", .orNull(.amount)), DataField("nowRated", .integer), DataField("nowUnrated", .integer),
                ]))
    }

    static let tariffs: [NamedSchema] = [
        NamedSchema(
            "Selection",
            .either([.object([DataField("price", selected), DataField("cost", selected)]), .named("TestedCall")])
        ),
        NamedSchema(
            "TestedCall",
            .object([
                DataField("start", .wall), DataField("zone", .text), DataField("duration", .integer), DataField("ring", number),
                DataField("answered", .flag), DataField("charged", .integer), DataField("direction", optionalText),
                DataField("switch", .text), DataField("trunk", optionalText), DataField("trunkKnown", .flag),
                DataField("account", optionalText), DataField("party", .text), DataField("partyName", .text),
                DataField("partyKnown", .flag), DataField("partyWhy", .text), DataField("called", .text), DataField("number", .text),
                DataField("private", .flag, "There where the code that was dialled marks it so.", optional: true),
                DataField("destination", optionalText), DataField("callType", optionalText), DataField("state", .text),
                DataField("price", way), DataField("cost", way), DataField("margin", .orNull(money)),
            ])
        ),
        NamedSchema(
            "WhatIf",
            .object([
                DataField("from", .day), DataField("to", .day), DataField("scheme", scheme),
                DataField("alternatives", .list(.object([DataField("kind", .text), DataField("name", optionalText)]))),
                DataField(
                    "callTypes",
                    .list(.object([DataField("callType", optionalText), DataField("name", optionalText)] + sums))),
                DataField("total", .object(sums)),
            ])
        ),
        NamedSchema(
            "Versions",
            .object([
                DataField("planned", versions), DataField("inForce", versions), DataField("past", versions), DataField("more", .integer),
            ])
        ), NamedSchema("Rerating", .object(reratingFields)), NamedSchema("Reratings", .list(.named("Rerating"))),
        NamedSchema(
            "ReratingDetail",
            .object(
                reratingFields + [
                    DataField("totals", reratingLines(nil)), DataField("parties", reratingLines("party")),
                    DataField("types", reratingLines("type")),
                    DataField(
                        "credits",
                        .list(
                            .object([
                                DataField("bill", .integer), DataField("party", .text), DataField("calls", .integer),
                                DataField("amounts", .list(money)), DataField("ids", .list(.text)),
                            ]))),
                ])
        ),
    ]

    static let upkeep: [NamedSchema] = [
        NamedSchema(
            "Sources",
            .list(
                .object([
                    DataField("id", .text), DataField("switch", .text), DataField("format", optionalText), DataField("way", .text),
                    DataField("on", .flag), DataField("state", .words(SourceView.State.allCases.map(\.rawValue))),
                    DataField("fault", optionalText), DataField("lastByte", .orNull(.utc)), DataField("lastRecord", .orNull(.utc)),
                    DataField("bytes", .integer), DataField("records", .integer), DataField("behind", .integer),
                    DataField("lost", .integer), DataField("reconnects", .integer), DataField("lag", .integer),
                    DataField("missing", .integer), DataField("gaps", .list(.text)), DataField("openSessions", .integer),
                    DataField("decoded", number, "Thousandths of the lines of the newest import."), DataField("refused", .map(.integer)),
                    DataField("findings", .list(.text)),
                    DataField("import", number),
                ]))
        ),
        NamedSchema(
            "Alerts",
            .object([
                DataField(
                    "server",
                    .object([DataField](["address", "lastState", "lastAnswer", "lastAt"], optionalText))),
                DataField("counts", .map(.integer)),
                DataField("rules", .list(.object([DataField("id", .text), DataField("words", .text), DataField("to", .list(.text))]))),
                DataField("alerts", .list(.named("Alert"))), DataField("next", number, "Put it into `before`."),
            ])
        ),
        NamedSchema(
            "Alert",
            .object(
                [DataField("id", .integer)]
                    + [DataField](["kind", "rule", "cause", "detail", "channel", "recipient", "state"], .text) + [
                        DataField("call", optionalText), DataField("attempts", .integer), DataField("created", .utc),
                        DataField("next", .utc), DataField("tried", .orNull(.utc)), DataField("answer", .text),
                        DataField("messageID", optionalText), DataField("digest", number), DataField("acknowledged", .orNull(.utc)),
                        DataField("acknowledgedBy", .text),
                    ])
        ),
    ]
}
