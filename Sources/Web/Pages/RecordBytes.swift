internal import Rendering
internal import Service

/// The record as it came, each field in a tint of its own, beside what was read from it. Both sides carry the fields' names, by which
/// a script lights one when the other is pointed at; the tints and numbers say the same without.
struct RecordBytes {
    let detail: CallDetail
    let words: CallTexts

    private static let tints = 6

    /// Fields with a place in the bytes, in the order of their places; a field's tint is its place in this list.
    private var placed: [DecodedField] {
        detail.decoded.filter { $0.range != nil }.sorted { ($0.range?.lowerBound ?? 0, $0.name) < ($1.range?.lowerBound ?? 0, $1.name) }
    }

    func render() -> HTMLText {
        element("section") {
            element("h2") { words.raw }
            if let raw = detail.raw {
                element("p", .class("quiet")) { words.rawHint }
                bytes(raw)
            } else {
                Notice(.warning, detail.rawMissing).render()
            }
            if !detail.decoded.isEmpty {
                element("h2") { words.decode }
                table
            }
        }
    }

    private func tint(_ name: String) -> String {
        placed.firstIndex { $0.name == name }.map { "tint-\($0 % Self.tints)" } ?? ""
    }

    private func bytes(_ raw: [UInt8]) -> HTMLText {
        let fields = placed
        var cuts: Set<Int> = [0, raw.count]
        for range in fields.compactMap(\.range) { cuts.formUnion([range.lowerBound, range.upperBound]) }
        let sorted = cuts.filter { 0...raw.count ~= $0 }.sorted()
        return element("pre", .class("bytes record"), .text("tabindex", "0")) {
            for (start, end) in zip(sorted, sorted.dropFirst()) {
                let here = fields.filter { $0.range?.contains(start) == true }
                if let first = here.first {
                    element(
                        "span", .class("cut " + tint(first.name)), .text("data-fields", here.map(\.name).joined(separator: " ")),
                        .text("title", here.map(\.name).joined(separator: ", "))
                    ) { Self.text(raw[start..<end]) }
                } else {
                    Self.text(raw[start..<end])
                }
            }
        }
    }

    /// Bytes as text; a line end is one on the page too, everything else that hides is spelled.
    private static func text(_ bytes: ArraySlice<UInt8>) -> HTMLText {
        var html = HTMLText()
        for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { html.markup("\n") }
            // The end of the record's last line is no sign of its own.
            html.text(bytes: line.last == 13 ? line.dropLast() : line)
        }
        return html
    }

    private var table: HTMLText {
        element("table", .class("ledger decode")) {
            element("thead") {
                element("tr") {
                    for title in [words.field, words.value, words.bytes] { element("th", .text("scope", "col")) { title } }
                }
            }
            element("tbody") {
                for field in detail.decoded where !field.value.isEmpty {
                    element("tr", .text("data-fields", field.name)) {
                        element("td") { element("span", .class("cut " + tint(field.name))) { field.name } }
                        element("td", .class("value")) { element("bdi") { field.value } }
                        element("td", .class("quiet")) {
                            field.range.map { $0.count == 1 ? "\($0.upperBound)" : "\($0.lowerBound + 1)–\($0.upperBound)" }
                                ?? words.computed
                        }
                    }
                }
            }
        }
    }
}
