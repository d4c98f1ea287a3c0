/// The paths that a definition names in its JSON documents, behind one reference and in flat lists.
final class JSONPaths: Sendable {
    struct Part {
        var name: Constant
        /// Which value of a list.
        var index: Int32
    }

    struct Path {
        var parts: Run
        var field: Int32
    }

    let names: Flat<UInt8>
    let parts: Flat<Part>
    let paths: Flat<Path>
    /// A bit for each path.
    let all: UInt64
    /// For each depth and each length of a name the paths whose part there is so long.
    private let byLength: Flat<UInt64>
    private let memory = FlatMemory()
    /// Longer names share the last place.
    private static let longest = 63

    /// - Parameter rules: at most 64.
    init(_ rules: [PathRule]) {
        var (names, parts, paths): ([UInt8], [Part], [Path]) = ([], [], [])
        var byLength = Array(repeating: UInt64(0), count: (rules.map(\.parts.count).max() ?? 0) * (Self.longest + 1))
        for (index, rule) in rules.prefix(64).enumerated() {
            paths.append(Path(parts: Run(start: Int32(parts.count), count: Int32(rule.parts.count)), field: rule.field))
            for (depth, part) in rule.parts.enumerated() {
                parts.append(
                    Part(name: Constant(start: Int32(names.count), count: Int32(part.name.count)), index: max(0, part.index)))
                names += part.name
                byLength[Self.place(depth, part.name.count)] |= 1 << UInt64(index)
            }
        }
        self.names = Flat(names, in: memory)
        self.parts = Flat(parts, in: memory)
        self.paths = Flat(paths, in: memory)
        self.byLength = Flat(byLength, in: memory)
        all = paths.count == 64 ? .max : (1 << UInt64(paths.count)) - 1
    }

    private static func place(_ depth: Int, _ length: Int) -> Int { depth * (longest + 1) + min(length, longest) }

    /// Of the paths that are open those whose part at a depth has the name.
    func matching(_ open: UInt64, _ depth: Int, _ name: UnsafeRawBufferPointer) -> UInt64 {
        let place = Self.place(depth, name.count)
        guard open != 0, place < byLength.count else { return 0 }
        return filter(open & byLength[place]) { Self.equal(name, names.bytes(part($0, depth).name)) }
    }

    /// Of paths with a part at a depth those that mean the value at a place of a list.
    func at(_ place: Int32, _ open: UInt64, _ depth: Int) -> UInt64 { filter(open) { part($0, depth).index == place } }

    @inline(__always)
    private static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }

    private func part(_ path: Int, _ depth: Int) -> Part { parts[Int(paths[path].parts.start) + depth] }

    @inline(__always)
    private func filter(_ open: UInt64, _ test: (Int) -> Bool) -> UInt64 {
        var (rest, found) = (open, UInt64(0))
        while rest != 0 {
            let lowest = rest & (0 &- rest)
            if test(rest.trailingZeroBitCount) { found |= lowest }
            rest ^= lowest
        }
        return found
    }
}
