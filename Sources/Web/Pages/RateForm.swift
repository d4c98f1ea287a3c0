internal import Model
internal import Rendering
internal import Service

/// The form that adds a rate to the version in force.
struct RateForm {
    var rate: NewRate
    var fault: NewRate.Fault?
    /// Asked for by a link: it stands open.
    var isOpen = false

    /// With what a link from the page of unrated calls knows already.
    init(_ query: Query) {
        rate = NewRate(
            table: RateTableID(""), prefix: query["prefix"] ?? "", name: query["name"] ?? "", price: "", first: "60", next: "60",
            minimum: "")
        isOpen = query["add"] == "1"
    }

    init(_ rate: NewRate, fault: NewRate.Fault) {
        self.rate = rate
        self.fault = fault
        isOpen = true
    }

    func faults(_ visit: Visit) -> HTMLText {
        fault.map { ErrorSummary(visit.texts.pieces, [.init(field: $0.field, text: $0.text)]).render() } ?? HTMLText()
    }

    func render(_ visit: Visit, _ tariff: TariffView, _ book: BookID) -> HTMLText {
        let texts = visit.texts.tariffs
        return element("section", .class("mend"), .id("add")) {
            element("details", isOpen ? .flag("open") : nil) {
                element("summary") { element("h2") { texts.add } }
                element("p", .class("quiet")) { texts.addText }
                element("form", .class("stack"), .text("method", "post"), .action(Route.book(book, .tariff(tariff.summary.id)).link())) {
                    visit.formToken
                    element("div", .class("fields")) {
                        field("prefix", texts.addPrefix, rate.prefix)
                        field("name", texts.name, rate.name)
                        if tariff.summary.isPulse {
                            field("first", texts.pulseEvery, rate.first)
                        } else {
                            field("price", texts.perMinute + ", " + tariff.summary.currency, rate.price)
                            field("first", texts.first, rate.first)
                            field("next", texts.next, rate.next)
                            field("minimum", texts.minimum + ", " + tariff.summary.currency, rate.minimum, isRequired: false)
                        }
                        element("button", .class("main")) { texts.addButton }
                    }
                    element("p", .class("quiet")) { texts.addPrefixHint }
                }
            }
        }
    }

    private func field(_ name: String, _ label: String, _ value: String, isRequired: Bool = true) -> HTMLText {
        Field(name, label, value: value, isFaulty: fault?.field == name, isRequired: isRequired).render()
    }
}

extension NewRate {
    /// As typed, blanks at the ends left out.
    init(_ form: Form, table: RateTableID) {
        func text(_ name: String) -> String {
            String(form[name].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        self.init(
            table: table, prefix: text("prefix"), name: text("name"), price: text("price"), first: text("first"), next: text("next"),
            minimum: text("minimum"))
    }
}
