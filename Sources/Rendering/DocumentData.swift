public import Document
import Money

/// A document as data for programs. The keys are stable (docs/reports.md).
public enum DocumentData {
    public static func tree(_ document: Document) -> DataTree {
        .object([
            "title": .text(document.title),
            "sentence": .text(document.sentence),
            "language": .text(document.language),
            "letterhead": .list(document.letterhead.map(DataTree.text)),
            "facts": .list(document.facts.map { .object(["id": .text($0.id), "label": .text($0.label), "value": value($0.cell.value)]) }),
            "notices": .list(document.notices.map { .object(["kind": .text($0.kind.rawValue), "text": .text($0.text)]) }),
            "sections": .list(document.sections.map(section)),
            "part": document.part.map(part) ?? .null,
            "tieOut": document.tieOut.map { .object(["ties": .flag($0.ties), "text": .text($0.text)]) } ?? .null,
            "notes": .list(document.notes.map(DataTree.text)),
            "slip": .list(document.slip.map(DataTree.text)),
            "footer": .list(document.footer.map(DataTree.text)),
        ])
    }

    /// `{"document":{…}}`.
    public static func json(_ document: Document, indent: Bool = true) -> [UInt8] {
        JSONText.render(.object(["document": tree(document)]), indent: indent)
    }

    private static func part(_ part: Part) -> DataTree {
        .object([
            "page": .integer(Int64(part.page)), "pages": .integer(Int64(part.pages)), "first": .integer(Int64(part.first)),
            "last": .integer(Int64(part.last)), "of": .integer(Int64(part.total)),
        ])
    }

    private static func section(_ section: Section) -> DataTree {
        .object([
            "id": .text(section.id),
            "title": .text(section.title),
            "tables": .list(section.tables.map(table)),
            "charts": .list(section.charts.map { table($0.table) }),
            "notes": .list(section.notes.map(DataTree.text)),
        ])
    }

    private static func table(_ table: Table) -> DataTree {
        .object([
            "id": .text(table.id),
            "caption": .text(table.caption),
            "columns": .list(
                table.columns.map { column in
                    .object([
                        "id": .text(column.id), "title": .text(column.title), "kind": .text(column.kind.name),
                        "currency": .text(orNull: column.kind.currency?.code),
                    ])
                }),
            "rows": .list(table.rows.map { row($0, table.columns) }),
        ])
    }

    private static func row(_ row: Row, _ columns: [Column]) -> DataTree {
        let cells = zip(columns, row.cells).map { DataTree.Entry($0.id, value($1.value)) }
        return .object([
            "kind": .text(row.kind.rawValue),
            "level": .integer(Int64(row.level)),
            "callType": .text(orNull: row.mark?.id),
            "bold": .flag(row.isBold),
            "cells": .object(cells),
        ])
    }

    /// Counts are numbers, durations have seconds and text, amounts are texts with the currency beside.
    private static func value(_ value: Value) -> DataTree {
        switch value {
        case .empty: .null
        case .count(let count): .integer(count)
        case .duration(let seconds): .object(["seconds": .integer(seconds), "text": .text(value.text)])
        case .money(let money): .object(["amount": .text(money.text), "currency": .text(money.currency.code)])
        case .text, .number, .day, .time, .decimal, .word: .text(value.text)
        }
    }
}
