import Delivery
import Model
import Site
import Time

extension SourceFinding {
    /// What is wrong with the sources of a site at a moment. A finding keeps its name as long as it lasts.
    static func all(_ views: [SourceView], at now: Instant, _ zone: Zone) -> [SourceFinding] {
        views.filter(\.source.isOn).flatMap { view -> [SourceFinding] in
            var found: [SourceFinding] = []
            func add(_ trouble: AlertCondition.Trouble, since: Instant?, _ words: String) {
                // What has no begin is told of once a day.
                let name = since.map { "since \($0.seconds)" } ?? "on \(zone.wall(now).day)"
                found.append(SourceFinding(source: view.id, trouble: trouble, name: name, words: words))
            }
            switch view.state {
            case .failed, .stalled: add(.failed, since: view.since, view.fault ?? "It cannot run.")
            case .running, .waiting, .silent, .unknown, .off: break
            }
            if let limit = view.source.silentAfter, let heard = view.lastByte ?? view.since, now.seconds - heard.seconds > Int64(limit) {
                let since = zone.wall(heard).description.replacing("T", with: " ")
                add(.silent, since: heard, "Nothing came since \(since), longer than its \(limit) s. Look after the switch and the line.")
            }
            if view.lost > 0 {
                found.append(
                    SourceFinding(
                        source: view.id, trouble: .gap, name: "\(view.lost) lost since \(view.since?.seconds ?? 0)",
                        words: "\(view.lost) records were sent and never received. Fetch them from the switch and import them."))
            }
            return found
        }
    }
}
