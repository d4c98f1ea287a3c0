import Model
import Money
public import Site

extension AlertCondition {
    /// What a rule looks for, for people.
    public var words: String {
        var parts: [String] = []
        if let ofParty { parts.append(ofParty.words) }
        if emergency { parts.append("a call to an emergency number") }
        if let longerThan { parts.append("longer than \(longerThan.clock)") }
        if let dearerThan {
            let limit = dearerThan.limit
            parts.append("\(dearerThan.scheme.rawValue) above \(limit.text) \(limit.currency.code)")
        }
        if !called.isEmpty { parts.append("to \(called.joined(separator: ", "))") }
        if !calling.isEmpty { parts.append("from \(calling.joined(separator: ", "))") }
        if !types.isEmpty { parts.append("of type \(types.map(\.text).joined(separator: ", "))") }
        if !directions.isEmpty { parts.append("direction \(directions.compactMap(\.name).joined(separator: ", "))") }
        if !parties.isEmpty { parts.append("by \(parties.map(\.text).joined(separator: ", "))") }
        if !organisation.isEmpty { parts.append("in \(organisation.map(\.text).joined(separator: ", "))") }
        if !week.isEmpty { parts.append("at \(week.joined(separator: ", "))") }
        if isOfSources {
            let which = sources.isEmpty ? "any source" : "source \(sources.map(\.text).joined(separator: ", "))"
            parts.append("\(which): \(troubles.map(\.rawValue).joined(separator: ", "))")
        }
        return parts.joined(separator: "; ")
    }
}
