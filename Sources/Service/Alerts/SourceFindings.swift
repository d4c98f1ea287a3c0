import Delivery
import Model
import Site
import Time

extension SourceFinding {
    /// What is wrong with the sources of a site at a moment. A finding keeps its name as long as it lasts.
    static func all(_ views: [SourceView], at now: Instant, _ zone: Zone) -> [SourceFinding] {
        views.filter(\.source.isOn).flatMap { view in failures(view, now, zone) + silences(view, now, zone) + losses(view) }
    }

    private static func failures(_ view: SourceView, _ now: Instant, _ zone: Zone) -> [SourceFinding] {
        // What has no begin is told of once a day.
        let today = "on \(zone.wall(now).day)"
        switch view.state {
        case .failed, .stalled:
            let name = view.since.map { "since \($0.seconds)" } ?? today
            return [SourceFinding(source: view.id, trouble: .failed, name: name, words: view.fault ?? "It cannot run.")]
        case .running, .waiting, .silent, .unknown, .off: break
        }
        guard view.lag > SourceView.mostLag else { return [] }
        let words = "What came more than a minute ago is not in the book. It waits in the raw log. "
        return [SourceFinding(source: view.id, trouble: .failed, name: today, words: words + (view.fault ?? "Look at the page Sources."))]
    }

    private static func silences(_ view: SourceView, _ now: Instant, _ zone: Zone) -> [SourceFinding] {
        guard let heard = view.lastByte ?? view.since else { return [] }
        let isOver = view.source.silentAfter.map { now.seconds - heard.seconds > Int64($0) } ?? false
        guard isOver || view.findings.contains(where: { $0.kind == .silent }) else { return [] }
        let why = isOver ? "longer than its \(view.source.silentAfter ?? 0) s" : "much longer than usual"
        let since = zone.wall(heard).description.replacing("T", with: " ")
        let words = "Nothing came since \(since), \(why). Look after the switch and the line."
        return [SourceFinding(source: view.id, trouble: .silent, name: "since \(heard.seconds)", words: words)]
    }

    /// Records by their running numbers, datagrams by the system's count.
    private static func losses(_ view: SourceView) -> [SourceFinding] {
        var found: [SourceFinding] = []
        // The newest gap gives the name: one that is partly filled is not told of again.
        if view.record.missing > 0, let newest = view.record.gaps.first {
            let numbers = view.record.gaps.prefix(5).map { $0.first == $0.last ? "\($0.first)" : "\($0.first) to \($0.last)" }
            let more = view.record.gapCount > 5 ? " and more" : ""
            let count = "\(view.record.missing) " + (view.record.missing == 1 ? "record" : "records")
            let words = "\(count) never came: \(numbers.joined(separator: ", "))\(more). "
            let mend = "Read them out of the switch again, or import its file: that closes the gap."
            found.append(SourceFinding(source: view.id, trouble: .gap, name: "seen \(newest.seen)", words: words + mend))
        }
        if view.lost > 0 {
            let words = "\(view.lost) datagrams were lost before they could be taken. Fetch the records from the switch and import them."
            // Told of once, and again each time that it is ten times as many.
            let name = "lost since \(view.since?.seconds ?? 0), a number of \(String(view.lost).count) digits"
            found.append(SourceFinding(source: view.id, trouble: .gap, name: name, words: words))
        }
        return found
    }
}
