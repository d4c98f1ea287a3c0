import Model
import Reading

extension SiteDraft {
    mutating func readSources(_ root: inout Fields) {
        var seen: [String: Int] = [:]
        var ports: [String: Int] = [:]
        each(&root, "sources") { draft, fields, _ in
            let id = draft.sourceID(&fields, &seen)
            let home = draft.requiredReference(&fields, "switch", .switches, SwitchID.self)
            let format = fields.text(
                "format", &draft.problems, form: Form.isIdentifier, message: "Not a format's id.",
                mend: "Write one that `tollbook formats` lists, or leave it out: then it is the switch's.")
            let isOn = fields.flag("on", &draft.problems) ?? true
            let silentAfter = fields.integer("silentAfter", in: 60...mostSeconds, &draft.problems)
            let way = draft.way(&fields)
            guard let id, let home, let way else { return }
            var source = Source(id: id, switch: home, way: way)
            (source.format, source.isOn, source.silentAfter) = (format.map(FormatID.init), isOn, silentAfter)
            draft.checkFormat(of: source, fields)
            if isOn { draft.checkPort(of: source, fields, &ports) }
            draft.site.sources.append(source)
        }
    }

    /// It names a folder: capitals, `_` and `.` are not for it.
    private mutating func sourceID(_ fields: inout Fields, _ seen: inout [String: Int]) -> SourceID? {
        guard let text = fields.requiredText("id", &problems) else { return nil }
        guard Form.isFolderName(text) else {
            problems.add(fields.problem("id", "A source's id has 1 to 64 of a-z, 0-9 and -.", mend: "Write such an id."))
            return nil
        }
        return isNew(text, fields, &seen) ? SourceID(text) : nil
    }

    /// Of two that listen at one port only one would hear anything, and which one could change with a restart.
    private mutating func checkPort(of source: Source, _ fields: Fields, _ ports: inout [String: Int]) {
        guard let (kind, address, port) = source.way.listens else { return }
        // Whoever names no address listens at all of them.
        let same = ports.filter { place, _ in
            place.hasPrefix(kind + " ") && place.hasSuffix(" \(port)")
                && (address.isEmpty || [address, ""].contains { place == "\(kind) \($0) \(port)" })
        }
        guard let line = same.values.min() else {
            ports["\(kind) \(address) \(port)"] = fields.node.line
            return
        }
        problems.add(
            fields.problem("id", "The source of line \(line) listens at port \(port) already.", mend: "Give one of them another port."))
    }

    private mutating func checkFormat(of source: Source, _ fields: Fields) {
        guard source.format == nil, site.switches.first(where: { $0.id == source.switch })?.format == nil else { return }
        problems.add(
            fields.problem("switch", "Neither the source nor its switch names a format.", mend: "Add `format: …` to one of them."))
    }
}
