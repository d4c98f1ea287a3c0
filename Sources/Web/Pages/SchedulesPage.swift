internal import Hummingbird
internal import Model
internal import Rendering
internal import Service
internal import Time

/// What is made by itself: when, for whom, and how it went.
struct SchedulesPage {
    let schedules: [ScheduleView]
    let runs: [ScheduleRun]
    let wall: (Instant) -> String
    let mayDecide: Bool
    let book: BookID

    func content(_ visit: Visit) -> HTMLText {
        let texts = visit.texts.schedules
        guard !schedules.isEmpty || !runs.isEmpty else { return EmptyState(texts.none, texts.noneText).render() }
        return together {
            DataGrid(
                caption: texts.title,
                columns: [
                    .init(texts.schedule, phone: .who), .init(texts.report, phone: .where), .init(texts.receivers),
                    .init(texts.next, phone: .when), .init(texts.last, phone: .amount), .init(""),
                ], rows: schedules.map { row($0, visit, texts) }
            ).render(visit.texts.pieces)
            if !runs.isEmpty {
                DataGrid(
                    caption: texts.history,
                    columns: [
                        .init(texts.schedule, phone: .who), .init(texts.due, phone: .when), .init(texts.state, phone: .amount),
                        .init(texts.messages, isFigure: true), .init(texts.files, isFigure: true), .init(texts.reason, phone: .where),
                    ], rows: runs.map { row($0, texts) }
                ).render(visit.texts.pieces)
            }
        }
    }

    private func row(_ schedule: ScheduleView, _ visit: Visit, _ texts: SchedulesTexts) -> DataGrid.Row {
        DataGrid.Row([
            together { schedule.id.text },
            schedule.report.map { id in element("a", .href(Route.book(book, .report(id)).link())) { id } } ?? together { texts.bills },
            together { element("bdi") { schedule.receivers.joined(separator: ", ") } },
            together { schedule.isPaused ? texts.paused : schedule.next.map(wall) ?? "" },
            schedule.last.map { state($0, texts) } ?? together { texts.never },
            !mayDecide
                ? HTMLText()
                : element("form", .text("method", "post"), .action(Route.book(book, .schedules).link())) {
                    visit.formToken
                    single("input", .text("type", "hidden"), .text("name", "run"), .text("value", schedule.id.text))
                    element("button") { texts.now }
                },
        ])
    }

    private func state(_ run: ScheduleRun, _ texts: SchedulesTexts) -> HTMLText {
        together {
            Badge(texts.states[run.state.rawValue] ?? "", run.state == .failed ? .bad : run.state == .done ? .good : .plain).render()
            if run.missed > 0 { element("div", .class("quiet")) { texts.missed(run.missed) } }
        }
    }

    private func row(_ run: ScheduleRun, _ texts: SchedulesTexts) -> DataGrid.Row {
        DataGrid.Row([
            together { run.schedule.text }, together { wall(run.due) }, state(run, texts), together { "\(run.messages)" },
            together { "\(run.files)" }, together { element("bdi") { run.message } },
        ])
    }
}

extension ServicePages {
    func schedulesPage(_ visit: Visit, _ book: OpenBook) async throws -> Response {
        let caller = try visit.asker
        if visit.method == .change {
            let id = ScheduleID(visit.form["run"])
            _ = try await blocking { try book.runSchedule(id, caller: caller) }
            return .redirect(Route.book(book.id, .schedules).link())
        }
        let (schedules, runs, zone) = try await blocking {
            (try book.schedules(caller: caller), try book.scheduleRuns(caller: caller), try book.zone())
        }
        let page = SchedulesPage(
            schedules: schedules, runs: runs, wall: { String(zone.wall($0).description.replacing("T", with: " ").prefix(16)) },
            mayDecide: caller.may(.decide, in: book.id), book: book.id)
        let texts = visit.texts.schedules
        return try await framed(visit, book, .reports, title: texts.title, sentence: texts.sentence) { page.content(visit) }
    }
}
