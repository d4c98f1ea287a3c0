import Reading

extension FormatReader {
    private static let plain: [(name: String, step: CleanStep)] = [
        ("trim", .trim), ("digits", .digitsOnly), ("unguard", .unguard), ("percent", .percent), ("hex", .hex), ("lower", .lower),
        ("upper", .upper),
    ]
    private static let withText = ["strip", "stripEnd", "digitsAfter", "after", "before", "beforeLast", "beforeSecond"]
    private static let withBytes = ["remove", "trimStart", "trimEnd"]
    private static let withCount = ["first", "last", "drop"]
    private static let steps = (plain.map(\.name) + withText + withBytes + withCount + ["find", "lookup", "address"]).joined(
        separator: ", ")

    mutating func cleaning(_ node: Node, _ path: String) -> CleanStep? {
        if let found = Self.plain.first(where: { $0.name == node.text }) { return found.step }
        guard let entry = node.map?.first, node.map?.count == 1, let text = entry.value.text, !text.isEmpty else {
            conditions.add(
                node, path, "There is no such cleaning.",
                "Cleanings: \(Self.steps); those from `strip` on with a value, `{strip: \"<I>\"}`.")
            return nil
        }
        if Self.withText.contains(entry.key) { return textStep(entry.key, conditions.draft.constant(text)) }
        if Self.withBytes.contains(entry.key) { return byteStep(entry.key, ByteSet(conditions.draft.bytes(text))) }
        if Self.withCount.contains(entry.key) {
            if let count = Int32(text), count > 0 { return countStep(entry.key, count) }
            conditions.add(entry.value, path, "Here a number of bytes is expected.", "Write a number such as 3.")
            return nil
        }
        switch entry.key {
        case "find": return conditions.pattern(text, entry.value, path).map { .find($0) }
        case "lookup":
            if let run = conditions.draft.tableNames[text] { return .lookup(run) }
            conditions.add(entry.value, path, "There is no table \(text).", "Write it under `tables`.")
            return nil
        case "address" where ["little", "big"].contains(text): return .address(isLittle: text == "little")
        default:
            conditions.add(node, path, "There is no cleaning \(entry.key).", "Cleanings: \(Self.steps).")
            return nil
        }
    }

    private func textStep(_ name: String, _ constant: Constant) -> CleanStep {
        switch name {
        case "strip": .strip(constant)
        case "stripEnd": .stripEnd(constant)
        case "digitsAfter": .digitsAfter(constant)
        case "after": .after(constant)
        case "before": .before(constant)
        case "beforeLast": .beforeLast(constant)
        default: .beforeSecond(constant)
        }
    }

    private func byteStep(_ name: String, _ set: ByteSet) -> CleanStep {
        switch name {
        case "remove": .remove(set)
        case "trimStart": .trimStart(set)
        default: .trimEnd(set)
        }
    }

    private func countStep(_ name: String, _ count: Int32) -> CleanStep {
        switch name {
        case "first": .first(count)
        case "last": .last(count)
        default: .drop(count)
        }
    }
}
