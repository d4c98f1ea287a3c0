public import Model

extension Rater {
    /// Index of the switch of a line of `tollbook rate`: the one it names, else its trunk's, else the first.
    /// - Returns: `nil` where it names a switch that the site does not know.
    public func switchIndex(named name: String?, trunk: String?) -> Int32? {
        if let name { return switchIndex(of: SwitchID(name)) }
        guard let trunk else { return 0 }
        for index in switches.indices {
            let number = Int32(truncatingIfNeeded: index)
            let text = Array(trunk.utf8)
            if names.find(text.span, 0..<text.count, tag: number) >= 0 { return number }
        }
        return 0
    }

    /// One line of `tollbook rate`: a call of its own (its link is not looked at), in one scheme.
    /// - Parameter time: by `siteTime`: its start is of the site's zone.
    public func rate(
        _ record: CallRecord, _ bytes: Span<UInt8>, scheme: Scheme, on switchIndex: Int32, at time: ResolvedTime
    ) -> Explanation {
        explain(scheme, CallFacts(record, switchIndex: switchIndex, start: time.start), bytes, quarantine: time.reason)
    }
}
