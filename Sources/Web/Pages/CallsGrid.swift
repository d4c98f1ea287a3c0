internal import Document
internal import Model
internal import Money
internal import Rendering
internal import Service
internal import Time

/// Calls as a table: the list of calls, and the records of one call.
struct CallsGrid {
    let rows: [CallRow]
    let directory: BookDirectory
    let book: BookID
    /// `nil`: not to be sorted.
    var address: CallAddress?
    var pager: Pager?
    /// The call that the page is about already.
    var here: String?

    func render(_ texts: Texts) -> HTMLText {
        let costs = Set(rows.compactMap { $0.cost.charge?.currency })
        // The currency stands once in the heading, where all amounts have the same one.
        let costCurrency = costs.count == 1 ? costs.first : directory.currency
        let hasCost = !costs.isEmpty
        let margins = Set(rows.compactMap { $0.margin?.currency })
        let marginCurrency = margins.count == 1 ? margins.first : margins.isEmpty ? nil : directory.currency
        var columns = [
            column(texts.calls.start, .time, phone: .when), column(texts.calls.party, .party, phone: .who),
            column(texts.calls.number, .called, phone: .where), column(texts.calls.destination, .destination),
            column(texts.calls.type, .callType), column(texts.calls.trunk, .trunk),
            column(texts.calls.length, .duration, isFigure: true),
            column(texts.calls.price, .price, unit: directory.currency.code, isFigure: true, phone: .amount),
        ]
        if hasCost { columns.append(column(texts.calls.cost, .cost, unit: costCurrency?.code ?? "", isFigure: true)) }
        if let marginCurrency { columns.append(.init(texts.calls.margin, unit: marginCurrency.code, isFigure: true)) }
        return DataGrid(
            caption: texts.calls.title, columns: columns,
            rows: rows.map { row($0, cost: hasCost ? costCurrency : nil, margin: marginCurrency, texts) }, pager: pager
        ).render(
            texts.pieces)
    }

    private func column(
        _ title: String, _ sort: CallSort, unit: String = "", isFigure: Bool = false, phone: DataGrid.Column.Phone = .hidden
    ) -> DataGrid.Column {
        let sorted: DataGrid.Column.Sorted? = address?.sort == sort ? (address?.descending == true ? .descending : .ascending) : nil
        return .init(title, unit: unit, isFigure: isFigure, phone: phone, sortLink: address?.sorted(by: sort).link(book), sorted: sorted)
    }

    /// - Parameters:
    ///   - cost: the currency of the column of costs; `nil`: there is none.
    ///   - margin: likewise of the column of margins.
    private func row(_ call: CallRow, cost: Currency?, margin: Currency?, _ texts: Texts) -> DataGrid.Row {
        let isIncoming = call.direction == .in
        var cells = [
            together { directory.zone.wall(call.start).shown },
            party(call, texts),
            element("span", .class("moment")) {
                if isIncoming { element("span", .class("quiet")) { texts.calls.from.lowercased() + " " } }
                element("bdi", .class("number")) { isIncoming ? call.calling : call.called }
            },
            together { element("bdi") { call.destination } },
            call.callType.isEmpty
                ? element("span", .class("quiet")) { texts.calls.direction(call.direction) }
                : TypeName.render(id: call.callType, name: directory.callTypeName(call.callType)),
            together { element("bdi") { call.trunk } },
            call.talk == 0 && !call.answered ? Figures.none(texts.pieces) : together { Figures.duration(call.duration) },
            charge(call.price, texts),
        ]
        if let cost {
            cells.append(call.cost.text(heading: cost).map { text in together { text } } ?? Figures.none(texts.pieces))
        }
        if let margin {
            cells.append(call.margin.map { left in together { left.text(heading: margin) } } ?? Figures.none(texts.pieces))
        }
        return DataGrid.Row(
            cells, link: call.id == here ? nil : Route.book(book, .call(call.id)).link(), type: call.callType.isEmpty ? nil : call.callType,
            isBold: call.id == here || directory.isOver(call))
    }

    private func party(_ call: CallRow, _ texts: Texts) -> HTMLText {
        guard directory.knows(party: call.party), let month = address?.filter.days ?? call.day.month else {
            return together {
                if !call.extension.isEmpty { element("bdi") { call.extension + " " } }
                Badge(texts.calls.nobody, .warning).render()
            }
        }
        let link = Route.book(book, .partyBill(PartyID(call.party))).link([("from", "\(month.first)"), ("to", "\(month.last)")])
        return together {
            element("a", .href(link)) { PartyName.render(call.party, directory) }
            if call.isPrivate {
                " "
                Badge(texts.corrections.privateMark).render()
            }
        }
    }

    private func charge(_ outcome: Outcome, _ texts: Texts) -> HTMLText {
        switch outcome.state {
        case .rated: together { outcome.text(heading: directory.currency) ?? "" }
        case .free: element("span", .class("none"), .text("title", texts.calls.state(.free) + ": " + outcome.reason.name)) { "–" }
        case .writtenOff: Badge(texts.calls.state(outcome.state)).render()
        default: Badge(texts.calls.state(outcome.state), .warning).render()
        }
    }
}
