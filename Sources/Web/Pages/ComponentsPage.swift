internal import Model
internal import Rendering
internal import Time

/// Every piece that pages are made of, with sample values: where they are looked at, and where hostile texts are tried on all of them.
enum ComponentsPage {
    /// The texts of the samples; tests put something else in each.
    struct Sample: Sendable {
        var book = "Head office"
        var name = "Sales & Marketing"
        var number = "90049891234"
        var place = "Germany, mobile"
    }

    static func render(_ visit: Visit, assets: Assets, sample: Sample = Sample()) -> HTMLText {
        let book = BookLink(id: BookID("sample"), name: sample.book)
        var frame = Frame(book: book, books: [book, BookLink(id: BookID("other"), name: "Hotel annex")], place: .dashboard)
        frame.waiting = 7
        frame.search = sample.number == Sample().number ? "" : sample.number
        let today = CivilDay(year: 2026, month: 3, day: 17) ?? CivilDay(number: 0)
        if let month = DayRange(year: 2026, month: 3) {
            frame.period = PeriodPicker(days: month, today: today, route: .components, query: [("q", sample.number)])
        }
        let texts = visit.texts.pieces
        return frame.page(
            visit, assets: assets.links, title: "Components",
            sentence: "Every piece that pages are made of; 412 calls of \(sample.name), March 2026, 128.40 USD."
        ) {
            element("a", .class("button"), .href(Route.components.link())) { "Second action" }
            element("button", .class("main"), .text("type", "button")) { "Main action" }
        } content: {
            figures(sample)
            section("Day strip") { dayStrip(sample).render(texts) }
            section("Conservation strip") { conservation.render() }
            section("Data grid") { grid(sample, texts).render(texts) }
            section("Words") { words(sample) }
            section("Form") { form(sample, texts) }
            section("Progress") {
                Progress(
                    "Importing \(sample.name)", thousandths: 640, sentence: "640 000 of 1 000 000 lines, about 12 s left", isRunning: false
                ).render()
            }
            section("Empty state") {
                EmptyState(
                    "No calls yet", "Calls stand here as soon as a file was brought in or a source is connected.",
                    action: ("Bring a file in", Route.components.link())
                ).render()
            }
        }
    }

    private static func section(_ title: String, @HTML content: () -> HTMLText) -> HTMLText {
        element("section") {
            element("h2") { title }
            content()
        }
    }

    private static func figures(_ sample: Sample) -> HTMLText {
        FigureStrip([
            .init("Calls today", Figures.count(1284), note: "1 102 answered", link: Route.components.link()),
            .init("Talk time", Figures.duration(3_723 * 41), unit: "h"),
            .init("Price this month", "12 480.35", unit: "USD", note: sample.name, link: Route.components.link()),
            .init("Without a rate", Figures.count(3), note: "prefix 8497 is in no table", link: Route.components.link(), isWarning: true),
        ]).render()
    }

    private static func dayStrip(_ sample: Sample) -> DayStrip {
        let shape: [Int64] = [0, 0, 0, 1, 0, 2, 4, 11, 38, 61, 72, 66, 41, 48, 70, 69, 52, 33, 12, 0, 0, 3, 1, 0]
        return DayStrip(
            title: "Calls by hour", heading: "Hour",
            shape.enumerated().map { hour, calls in
                .init(
                    hour,
                    [
                        ("local", "Local", calls / 2), ("national", "National", calls / 4), ("mobile", sample.place, calls / 5),
                        ("international", "International", calls / 12),
                    ], isSilent: hour == 19 || hour == 20)
            })
    }

    private static var conservation: ConservationStrip {
        ConservationStrip(
            [
                .init(.new, "new", 41_380, link: Route.components.link()),
                .init(.duplicate, "duplicate", 1_204, link: Route.components.link()),
                .init(.conflict, "in conflict", 3, link: Route.components.link()),
                .init(.quarantined, "quarantined", 12, link: Route.components.link()),
            ], skipped: .init(.skipped, "lines skipped", 96, link: Route.components.link()),
            sentence: "42 599 records = 41 380 new + 1 204 duplicate + 3 in conflict + 12 quarantined")
    }

    private static func grid(_ sample: Sample, _ texts: PieceTexts) -> DataGrid {
        let lines: [(String, String, String, String, String, Int, String, String)] = [
            ("02 Mar 09:15", sample.name, sample.number, sample.place, "mobile", 61, "0.11", "Mobile"),
            ("02 Mar 09:18", "101 Reception", "8497120034", "", "", 312, "", ""),
            ("02 Mar 09:22", "204 Harding", "00441632960110", "United Kingdom", "international", 1_905, "6.3525", "International"),
            ("02 Mar 09:31", "117 Workshop", "5550142", "City", "local", 44, "0.04", "Local"),
            ("02 Mar 09:40", "101 Reception", "18005550199", "Toll-free", "toll-free", 0, "0", "Toll-free"),
        ]
        let rows = lines.map { line in
            DataGrid.Row(
                [
                    together { line.0 }, together { element("bdi") { line.1 } }, together { element("bdi") { line.2 } },
                    line.3.isEmpty ? Badge("no rate: no prefix", .warning).render() : together { element("bdi") { line.3 } },
                    TypeName.render(id: line.4, name: line.7),
                    line.5 == 0 ? Figures.none(texts) : together { Figures.duration(line.5) },
                    line.6 == "0" ? Figures.none(texts) : together { line.6 },
                ], link: Route.components.link(), type: line.4.isEmpty ? nil : line.4, isBold: line.5 > 1_800)
        }
        let total = DataGrid.Row(
            [
                together { "5 calls" }, HTMLText(), HTMLText(), HTMLText(), HTMLText(), together { Figures.duration(2_322) },
                together { "6.5025" },
            ],
            kind: .total)
        return DataGrid(
            caption: "Calls",
            columns: [
                .init("Start", phone: .when, sortLink: Route.components.link(), sorted: .ascending), .init("Party", phone: .who),
                .init("Called", phone: .where), .init("Destination", phone: .hidden), .init("Type", phone: .hidden),
                .init("Duration", isFigure: true, phone: .hidden, sortLink: Route.components.link()),
                .init("Price", unit: "USD", isFigure: true, phone: .amount),
            ], rows: rows + [total], pager: Pager(summary: "1 – 5 of 412", first: Route.components.link(), next: Route.components.link()))
    }

    private static func words(_ sample: Sample) -> HTMLText {
        together {
            Notice(.warning, "3 calls have no rate: prefix 8497 is in no table.", link: ("Add a rate", Route.components.link())).render()
            Notice(.bad, "The source \(sample.name) has been silent since 09:40.").render()
            element("p") {
                for tone in Badge.Tone.allCases {
                    Badge(tone.rawValue, tone).render()
                    " "
                }
            }
        }
    }

    private static func form(_ sample: Sample, _ texts: PieceTexts) -> HTMLText {
        together {
            ErrorSummary(texts, [.init(field: "valid-from", text: "\(sample.name): a date after 2026-03-01 is needed")]).render()
            element("form", .class("stack"), .text("method", "get"), .action(Route.components.link())) {
                element("div", .class("fields")) {
                    Field("party", "Party", value: sample.name, hint: "Name or number").render()
                    Field("valid-from", "Valid from", kind: .date, isFaulty: true).render()
                    Choice("type", "Call type", options: [("", "any"), ("mobile", sample.place)], selected: "mobile").render()
                    element("button", .class("main")) { "Show" }
                    element("button", .class("danger")) { "Write off" }
                }
            }
        }
    }
}
