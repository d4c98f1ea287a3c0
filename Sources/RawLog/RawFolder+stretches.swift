extension RawFolder {
    /// Stretches that lie no farther from each other are read in one go.
    private static let near: Int64 = 1 << 20

    /// A stretch that has begun and goes on in a later block of its part.
    private struct Open {
        let place: Int
        let part: Int64
        var bytes: [UInt8]
    }

    /// The bytes of many stretches of a source, as `bytes(at:count:)` gives each: such as the raw lines of a page. What lies between
    /// those near each other is gone through once. `nil` where the log does not have one any more, or cannot give it back.
    public func bytes(of source: String, at stretches: [(offset: Int64, count: Int)]) -> [[UInt8]?] {
        let order = stretches.indices.sorted { stretches[$0].offset < stretches[$1].offset }
        var found = [[UInt8]?](repeating: nil, count: stretches.count)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, stretches[order[end]].offset - stretches[order[end - 1]].offset <= Self.near { end += 1 }
            let run = order[first..<end]
            // What a damaged block hides from the others is looked for one by one.
            try? read(source, run, stretches, &found)
            for place in run where found[place] == nil {
                found[place] = try? bytes(
                    at: RawPosition(source: source, offset: stretches[place].offset), count: stretches[place].count)
            }
            first = end
        }
        return found
    }

    /// - Parameter run: places in the order of their offsets.
    private func read(
        _ source: String, _ run: ArraySlice<Int>, _ stretches: [(offset: Int64, count: Int)], _ found: inout [[UInt8]?]
    ) throws(RawLogError) {
        guard let begin = run.first else { return }
        let reader = try reader(of: source, from: stretches[begin].offset)
        var waiting = run
        var open: [Open] = []
        while !(waiting.isEmpty && open.isEmpty), let block = try reader.next() {
            if block.kind == .end {
                for one in open where one.part == block.part { found[one.place] = one.bytes }
                open.removeAll { $0.part == block.part }
            }
            guard block.kind == .data else { continue }
            for index in open.indices where open[index].part == block.part {
                open[index].bytes += block.bytes.prefix(stretches[open[index].place].count - open[index].bytes.count)
            }
            let end = block.offset + Int64(block.bytes.count)
            while let place = waiting.first, stretches[place].offset < end {
                waiting.removeFirst()
                let skipped = stretches[place].offset - block.offset
                // A log that was begun anew has nothing of what was before.
                guard skipped >= 0 else { continue }
                let bytes = Array(block.bytes.dropFirst(Int(skipped)).prefix(stretches[place].count))
                open.append(Open(place: place, part: block.part, bytes: bytes))
            }
            for one in open where one.bytes.count >= stretches[one.place].count { found[one.place] = one.bytes }
            open.removeAll { $0.bytes.count >= stretches[$0.place].count }
        }
        for one in open where !one.bytes.isEmpty { found[one.place] = one.bytes }
    }
}
