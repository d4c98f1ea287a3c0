/// Names of worksheets as Excel takes them: at most 31 units of UTF-16, without `[ ] : * ? / \`, no apostrophe at an end, each once.
struct SheetNames {
    private var given: Set<String> = ["history"]
    private static let most = 31

    /// - Parameter other: what a table without a name is called.
    mutating func name(_ wanted: String, other: String) -> String {
        var clean = Self.clean(wanted)
        if clean.isEmpty { clean = Self.clean(other) }
        if clean.isEmpty { clean = "1" }
        var name = Self.cut(clean, Self.most)
        var number = 2
        while !given.insert(name.lowercased()).inserted {
            let end = " (\(number))"
            name = Self.cut(clean, Self.most - end.utf16.count) + end
            number += 1
        }
        return name
    }

    private static func clean(_ text: String) -> String {
        let kept = VisibleText.text(text).unicodeScalars.map { scalar -> Unicode.Scalar in
            ["[", "]", ":", "*", "?", "/", "\\"].contains(scalar) ? " " : scalar
        }
        var scalars = kept[...]
        while let first = scalars.first, first == " " || first == "'" { scalars.removeFirst() }
        return trimmedEnd(scalars)
    }

    private static func trimmedEnd(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var scalars = scalars
        while let last = scalars.last, last == " " || last == "'" { scalars.removeLast() }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// The first scalars that fit into so many units.
    private static func cut(_ text: String, _ units: Int) -> String {
        var left = units
        let kept = text.unicodeScalars.prefix { scalar in
            left -= scalar.value > 0xFFFF ? 2 : 1
            return left >= 0
        }
        return trimmedEnd(Array(kept)[...])
    }
}
