internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// Calls priced otherwise, beside today, a line for each call type.
struct WhatIfContent {
    let report: WhatIfReport
    let address: WhatIfAddress
    let book: BookID
    let texts: Texts

    private var words: WhatIfTexts { texts.whatIf }

    func render() -> HTMLText {
        guard !report.rows.isEmpty else { return EmptyState(words.none, words.noneText).render() }
        var columns: [DataGrid.Column] = [
            .init(words.type, phone: .who), .init(words.calls, isFigure: true, phone: .where),
            .init(words.talk, isFigure: true, phone: .when), .init(words.today, unit: unit(\.today), isFigure: true, phone: .amount),
        ]
        for (place, alternative) in report.alternatives.enumerated() {
            let currency = unit { $0.alternatives[place] }
            columns.append(.init(title(alternative), unit: currency, isFigure: true, phone: .below))
            columns.append(.init(words.difference, unit: currency, isFigure: true, phone: .below))
        }
        var rows = report.rows.map { DataGrid.Row(cells($0), link: link($0), type: $0.callType.isEmpty ? nil : $0.callType) }
        rows.append(DataGrid.Row(cells(report.total, isTotal: true), kind: .total))
        return element("section", .class("what-if")) {
            DataGrid(caption: words.title, columns: columns, rows: rows).render(texts.pieces)
            element("p", .class("quiet")) { words.explanation }
        }
    }

    private func title(_ alternative: WhatIfReport.Alternative) -> String {
        alternative.kind == .planned ? words.newest : alternative.name
    }

    /// The currency of a column, once in its heading, where all of it is in one.
    private func unit(_ side: (WhatIfReport.Row) -> WhatIfReport.Side) -> String {
        let sums = side(report.total).charges
        return sums.count == 1 ? sums[0].currency.code : ""
    }

    private func cells(_ row: WhatIfReport.Row, isTotal: Bool = false) -> [HTMLText] {
        let name = isTotal ? words.total : row.callType.isEmpty ? words.noType : row.name
        var cells = [
            isTotal || row.callType.isEmpty ? together { name } : TypeName.render(id: row.callType, name: name),
            together { Figures.count(row.calls) },
            row.seconds == 0 ? Figures.none(texts.pieces) : together { Figures.duration(row.seconds) },
            side(row.today, unit: unit(\.today)),
        ]
        for (place, alternative) in row.alternatives.enumerated() {
            let currency = unit { $0.alternatives[place] }
            let title = title(report.alternatives[place])
            cells.append(phoned(title, side(alternative, unit: currency)))
            cells.append(phoned(title + ", " + words.difference, difference(alternative, unit: currency)))
        }
        return cells
    }

    /// A phone has no headings: each alternative says there what it is.
    private func phoned(_ title: String, _ cell: HTMLText) -> HTMLText {
        together {
            element("span", .class("only-phone")) { title + ": " }
            cell
        }
    }

    private func side(_ side: WhatIfReport.Side, unit: String) -> HTMLText {
        together {
            if side.charges.isEmpty { Figures.none(texts.pieces) } else { amounts(side.charges, unit, isSigned: false) }
            if side.unrated > 0 {
                element("div") { Badge(words.unrated(Figures.count(side.unrated)), .warning).render() }
            }
        }
    }

    private func difference(_ side: WhatIfReport.Side, unit: String) -> HTMLText {
        guard let difference = side.difference else { return element("span", .class("quiet")) { words.otherCurrency } }
        guard difference.contains(where: { $0.amount != .zero }) else { return Figures.none(texts.pieces) }
        return together { amounts(difference, unit, isSigned: true) }
    }

    private func amounts(_ sums: [Money], _ unit: String, isSigned: Bool) -> String {
        sums.map { sum in
            (isSigned && sum.amount > .zero ? "+" : "") + Figures.amount(sum.text)
                + (sum.currency.code == unit ? "" : " " + sum.currency.code)
        }.joined(separator: ", ")
    }

    /// The calls of the row.
    private func link(_ row: WhatIfReport.Row) -> LocalPath? {
        guard address.query["organisation"]?.isEmpty ?? true else { return nil }
        var filter = CallFilter(days: report.days)
        filter.callTypes = [row.callType]
        filter.parties = address.query.all("party").filter { !$0.isEmpty }.map { PartyDays($0) }
        filter.trunks = address.query.all("trunk").filter { !$0.isEmpty }
        filter.states = [.rated, .free, .unrated]
        filter.records = .calls
        return CallAddress(filter).link(book)
    }
}
