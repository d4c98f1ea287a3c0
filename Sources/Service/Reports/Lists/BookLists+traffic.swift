import Document
import Model
import Reporting
import Store
import Time

extension BookLists {
    private static let halfHour: Int64 = 1800
    private static let hour: Int64 = 3600

    /// Lines in use in each half hour with traffic.
    func channels(_ ask: ListAsk, _ list: inout ListCollector) throws {
        let traffic = try TrunkTraffic(book, ask, length: Self.halfHour)
        if traffic.isCut { list.cut() }
        let lines = ask.state.lines
        for slot in traffic.slots {
            let own = lines[slot.group] ?? 0
            let isAdded = list.add([
                .text(slot.group), ask.time(Instant(seconds: slot.begin)), .count(slot.most),
                .ratio(slot.seconds, Self.halfHour, digits: 3), .count(own), .percent(slot.most, of: Int64(own)),
            ])
            guard isAdded else { return }
        }
    }

    /// The busiest hour of each day and trunk group by carried traffic, of equals the first. Rank 1 is the group's busiest day.
    func busyHours(_ ask: ListAsk, _ list: inout ListCollector) throws {
        let traffic = try TrunkTraffic(book, ask, length: Self.hour)
        if traffic.isCut { list.cut() }
        var busiest: [String: [CivilDay: Occupancy.Slot]] = [:]
        for slot in traffic.slots {
            let day = ask.zone.wall(Instant(seconds: slot.begin)).day
            if let known = busiest[slot.group]?[day], known.seconds >= slot.seconds { continue }
            busiest[slot.group, default: [:]][day] = slot
        }
        let lines = ask.state.lines
        for (group, days) in busiest.sorted(by: { $0.key < $1.key }) {
            let ranked = days.values.sorted { ($1.seconds, $0.begin) < ($0.seconds, $1.begin) }
            let ranks = Dictionary(ranked.enumerated().map { ($1.begin, $0 + 1) }) { first, _ in first }
            for (day, slot) in days.sorted(by: { $0.key < $1.key }) {
                let begun = traffic.begun[TrunkTraffic.Place(group: group, begin: slot.begin)] ?? TrunkTraffic.Begun()
                let row = Self.busyHour(slot, day, begun, lines: lines[group] ?? 0, ask)
                guard list.add(row + [.count(ranks[slot.begin] ?? 0)]) else { return }
            }
        }
    }

    private static func busyHour(
        _ slot: Occupancy.Slot, _ day: CivilDay, _ begun: TrunkTraffic.Begun, lines: Int, _ ask: ListAsk
    ) -> [Cell] {
        let begin = ask.zone.wall(Instant(seconds: slot.begin))
        let clock = String(DurationText.dayAndTime(begin).dropFirst(11).prefix(5))
        let erlangs = Double(slot.seconds) / Double(hour)
        let blocking = lines > 0 ? ErlangB.blocking(erlangs: erlangs, lines: lines) : nil
        func needed(_ share: Double) -> Cell { ErlangB.lines(erlangs: erlangs, blocking: share).map { .count($0) } ?? .empty }
        return [
            .text(slot.group), .day(day), .text(clock), .count(begun.calls), .ratio(slot.seconds, hour, digits: 3),
            begun.answered > 0 ? .duration((begun.talk * 2 + begun.answered) / (begun.answered * 2)) : .empty,
            .percent(begun.answered, of: begun.calls), .count(lines),
            blocking.map { Cell(.decimal(Int64(($0 * 10_000).rounded()), digits: 2)) } ?? .empty, needed(0.01), needed(0.05),
        ]
    }

    /// Days behind the last one on which a call back still counts.
    private static let patience = 7

    /// Callers of the days whom nobody answered, those with most missed calls first.
    func unreturned(_ ask: ListAsk, _ list: inout ListCollector) throws {
        guard !ask.isNobody else { return }
        var missed = MissedCalls()
        // Of the first missed call of each number: by its dial plan the number is a contact's.
        var switches: [String: NameNumber] = [:]
        var isCut = false
        var filter = CallFilter(days: DayRange(ask.days.first, ask.days.last + Self.patience))
        filter.directions = [.in, .out]
        filter.states = [.rated, .free, .unrated, .writtenOff]
        filter.records = .calls
        let names = book.store.names
        try book.store.eachSpan(filter, texts: true) { row, texts in
            switch (row.direction, row.answered) {
            case (.out, let answered): missed.callBack(texts.called(row), at: row.start, answered: answered)
            case (.in, true): missed.getThrough(texts.calling(row), at: row.start)
            case (.in, false) where ask.days.contains(row.day) && ask.concerns(names.text(.party, row.party), on: row.day):
                let destination = row.extension == .none ? texts.called(row) : names.text(.extension, row.extension)
                let number = texts.calling(row)
                missed.miss(number, at: row.start, destination: destination)
                if switches[number] == nil { switches[number] = row.switch }
            default: break
            }
            isCut = missed.callers.count > ListCollector.most
            return !isCut
        }
        if isCut { list.cut() }
        let judge = try book.fieldJudge()
        for caller in missed.callers.sorted(by: { ($1.missed, $0.last) < ($0.missed, $1.last) }) {
            let home = switches[caller.number].map { names.text(.switch, $0) } ?? ""
            let isAdded = list.add([
                .number(caller.number), .text(judge.contactName(caller.number, of: home, isCaller: true) ?? ""), .count(caller.missed),
                ask.time(caller.last), .number(caller.destination),
                ask.time(caller.returned), .count(caller.attempts),
            ])
            guard isAdded else { return }
        }
    }
}
