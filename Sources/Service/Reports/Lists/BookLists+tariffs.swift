import Document
import Model
import Money
import Reading
import Reporting
import Site
import Store
import Time

extension BookLists {
    /// Every rate in force at the end of the last day: a row for each prefix and time band.
    func rates(_ ask: ListAsk, _ list: inout ListCollector) {
        let end = ask.period.to
        for table in ask.state.site.rateTables {
            let moment = table.zone.wall(end)
            guard let version = table.versions.last(where: { $0.from < moment }) else { continue }
            let words = TariffWords(table: table)
            let head: [Cell] = [.text(table.id.text), .text(table.scheme.rawValue), Cell(.time(version.from))]
            guard table.kind.hasRows else {
                let rule = words.sentences(version).joined(separator: " ")
                list.add(head + [.empty, .empty, .empty, .empty, .text(rule), .text(table.currency.code)])
                continue
            }
            for rate in words.rates(of: version) {
                let connection = rate.connection.flatMap { Exact($0).rounded(.millionth) }
                let tail: [Cell] = [
                    .text(rate.name), .text(rate.band), connection.map { .money($0, table.currency) } ?? .empty, .text(rate.rule),
                    .text(table.currency.code),
                ]
                guard list.add(head + [.number(rate.prefix)] + tail) else { return }
            }
        }
    }

    /// What `tollbook tariff check` says of the site as it is now.
    func tariffProblems(_ list: inout ListCollector) throws {
        guard let document = try book.store.site() else { return }
        let reading = book.loader.read(file: document.name, document.main) { document.files[$0] }.result
        var problems = reading.problems
        if let site = reading.site { problems.add(TariffCheck.check(site, file: document.name, lines: reading.lines)) }
        for problem in problems.list {
            let place = problem.file + (problem.line.map { ":\($0)" } ?? "") + (problem.field.isEmpty ? "" : " " + problem.field)
            let words = (problem.value.map { "\"\($0)\": " } ?? "") + problem.message
            list.add([
                .text(Self.table(in: problem.field)), .text(problem.severity.rawValue), .text(place), .text(words), .text(problem.mend),
            ])
        }
    }

    /// `office` of `rateTables[office].versions[2026-01-01]`.
    private static func table(in field: String) -> String {
        let begin = "rateTables["
        guard field.hasPrefix(begin), let end = field.firstIndex(of: "]") else { return "" }
        return String(field[field.index(field.startIndex, offsetBy: begin.count)..<end])
    }
}
