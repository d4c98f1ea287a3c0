internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import Rendering
internal import Service

extension ServicePages {
    func sourceFormPage(_ visit: Visit, _ book: OpenBook, _ id: SourceID?) async throws -> Response {
        let caller = try visit.asker
        guard visit.method == .change else {
            let form = try await blocking {
                try id.map { try book.sourceForm($0, caller: caller) } ?? SourceForm(way: visit.query["way"] ?? "")
            }
            return try await sourceFormPage(visit, book, id, form)
        }
        if let id { _ = try await blocking { try book.sourceForm(id, caller: caller) } }
        do {
            return try await changed(visit, book, id, caller)
        } catch {
            guard let words = PlainWords.of(error) else { throw error }
            return try await sourceFormPage(visit, book, id, Self.form(visit, id), faults: [.init(field: "id", text: words)])
        }
    }

    private func changed(_ visit: Visit, _ book: OpenBook, _ id: SourceID?, _ caller: Caller) async throws -> Response {
        let list = Response.redirect(Route.book(book.id, .sources).link())
        if let id, ["start", "stop", "remove"].contains(visit.form["do"]) {
            try await blocking {
                switch visit.form["do"] {
                case "remove": try book.removeSource(id, caller: caller)
                case let word: try book.switchSource(id, on: word == "start", caller: caller)
                }
            }
            return list
        }
        let form = Self.form(visit, id)
        let faults = try await blocking { try book.faults(of: form, caller: caller) }
        guard faults.isEmpty else {
            var seen: Set<String> = []
            // What a field lacks is said once: the first thing that is wrong with it.
            let first = faults.filter { seen.insert($0.field).inserted }
            let labels = visit.texts.sourceForm
            return try await sourceFormPage(
                visit, book, id, form, faults: first.map { .init(field: $0.field, text: "\(labels.label($0.field)): \($0.text)") })
        }
        guard visit.form["do"] == "test" else {
            try await blocking { try book.save(form, isNew: id == nil, caller: caller) }
            return list
        }
        guard let service = services[book.id] else { throw PageError.notFound }
        return try await sourceFormPage(visit, book, id, form, trial: try await service.trial(form, caller: caller))
    }

    private static func form(_ visit: Visit, _ id: SourceID?) -> SourceForm {
        var form = SourceForm(way: visit.form["way"])
        form.id = id?.text ?? visit.form["id"]
        form.switchID = visit.form["switch"]
        form.format = visit.form["format"]
        form.isOn = visit.form["on"] != "false"
        form.silentAfter = visit.form["silentAfter"]
        for (key, _) in SourceForm.settings(of: form.way) { form[key] = visit.form[key] }
        form.typed = TypedSecret(visit.form["typed"])
        return form
    }

    private func sourceFormPage(
        _ visit: Visit, _ book: OpenBook, _ id: SourceID?, _ form: SourceForm, faults: [ErrorSummary.Fault] = [], trial: SourceTrial? = nil
    ) async throws -> Response {
        let caller = try visit.asker
        let (switches, formats) = try await blocking { (try book.switches(caller: caller), try book.formats(caller: caller)) }
        let page = SourceFormPage(
            form: form, id: id, switches: switches, formats: formats, faults: faults, trial: trial, book: book.id)
        let texts = visit.texts.sourceForm
        let way = texts.wayNames[form.way] ?? ""
        return try await framed(
            visit, book, .sources, title: id.map { texts.changeTitle($0.text) } ?? texts.title, sentence: way,
            status: faults.isEmpty ? .ok : .unprocessableContent
        ) { page.content(visit) }
    }
}
