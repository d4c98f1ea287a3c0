import Intake
import Model
import RawLog
import Store
import Time

extension World {
    /// What must be true of every world in the end.
    func check() throws -> SimulationResult {
        try checkRawLogs()
        let rows = try calls(of: book)
        try checkCalls(rows)
        let problems = try book.check()
        guard problems.isEmpty else { throw SimulationFailure(words: "the book does not agree with itself: \(problems)") }
        try checkRebuild(rows)
        var digest = Fingerprint()
        for row in rows { digest.add("\(row)".utf8) }
        for info in try book.imports(limit: 1_000_000) { digest.add(Self.words(info).utf8) }
        for source in try raw.sources() {
            let bytes = try stream(of: source)
            result.bytes += bytes.count
            digest.add(bytes)
        }
        (result.calls, result.digest) = (rows.count, digest.value)
        return result
    }

    /// An import in a fixed order: a dictionary has another one in each process.
    private static func words(_ info: ImportInfo) -> String {
        let counts = info.counts
        let sums = [counts.lines, counts.linesInRecords, counts.records, counts.new, counts.duplicate, counts.conflict, counts.quarantined]
        let skips = counts.skipped.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(info.number) \(info.start.name) \(info.start.started) \(info.start.partBegin) \(info.state) \(sums) \(skips)"
    }

    private func calls(of book: Book) throws -> [CallRow] {
        var rows: [CallRow] = []
        try book.eachCall(CallFilter()) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    /// Every byte that was taken and confirmed is there, in its order, once.
    private func checkRawLogs() throws {
        for source in try raw.sources() {
            let report = try raw.verify(source)
            guard report.damages.isEmpty else { throw SimulationFailure(words: "damage in the raw log: \(report.damages)") }
        }
        let found = try stream(of: Self.wire)
        guard found == taken, found.count >= confirmed else {
            let place = zip(found, taken).prefix { $0 == $1 }.count
            throw SimulationFailure(words: "the raw log has \(found.count) bytes, taken were \(taken.count); they part at \(place)")
        }
    }

    private func stream(of source: String) throws -> [UInt8] {
        let reader = try raw.reader(of: source)
        var bytes: [UInt8] = []
        while let block = try reader.next() { bytes += block.bytes }
        return bytes
    }

    /// Every line that stands whole in a raw log is a call, once, and nothing else is.
    private func checkCalls(_ rows: [CallRow]) throws {
        var expected: Set<String> = []
        var cut: Set<String> = []
        for line in try wireLines() + fileLines() {
            if let key = network.key(of: line) { expected.insert(key) } else if let key = network.key(ofCut: line) { cut.insert(key) }
        }
        for line in answered {
            if let key = network.keys[line], !expected.contains(key) {
                throw SimulationFailure(words: "of an answered import is gone: \(line)")
            }
        }
        // Calls that a person kept as calls of their own have an identity that no line has.
        let found = rows.filter { !$0.leg.utf8.contains(0) }.map { "\($0.stamp) \($0.called) \($0.calling) \($0.leg)" }
        let lost = expected.subtracting(found)
        guard lost.isEmpty else { throw SimulationFailure(words: "\(lost.count) calls are lost, such as \(lost.sorted()[0])") }
        let strange = Set(found).subtracting(expected).subtracting(cut)
        guard let first = strange.sorted().first else { return }
        let row = rows.first { "\($0.stamp) \($0.called) \($0.calling) \($0.leg)" == first }
        let place = try row.map { row in
            let bytes = try raw.bytes(at: RawLog.RawPosition(source: row.source, offset: row.rawOffset), count: Int(row.rawCount))
            return "byte \(row.rawOffset) of \(row.source): \(String(decoding: bytes, as: UTF8.self))"
        }
        throw SimulationFailure(words: "\(strange.count) calls come from nowhere, such as \(first), \(place ?? "nowhere")")
    }

    /// Lines of each connection; the last one counts also without an end, when the connection has ended.
    private func wireLines() throws -> [String] {
        let reader = try raw.reader(of: Self.wire)
        var parts: [Int64: [UInt8]] = [:]
        while let block = try reader.next() { if block.kind == .data { parts[block.part, default: []] += block.bytes } }
        return parts.values.flatMap { Self.lines($0, isEnded: true) }
    }

    /// Lines of what each import took.
    private func fileLines() throws -> [String] {
        guard let source = book.names.find(.source, Self.file) else { return [] }
        let bytes = try stream(of: Self.file)
        return try book.stretches(of: source).flatMap { stretch in
            Self.lines(Array(bytes[Int(stretch.begin.offset)..<Int(stretch.end.fed)]), isEnded: stretch.end.ending == .whole)
        }
    }

    private static func lines(_ bytes: [UInt8], isEnded: Bool) -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let rest = lines.popLast()
        if isEnded, let rest { lines.append(rest) }
        return lines.map { line in String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self) }
    }

    /// The book made again is the same.
    private func checkRebuild(_ rows: [CallRow]) throws {
        let new = try Book.create(path: folder + "/again.book", like: book)
        defer { try? new.close() }
        let past = BookPast(
            rules: { [rater] _ in SiteRules(rater: rater, zone: SimulatedSite.zone) }, format: { [format] _ in format },
            rerating: { why, _, _ in throw SimulationFailure(words: "nothing was rated again: \(why)") })
        try Rebuilder(from: book, to: new, raw: raw, past: past).run()
        let again = try calls(of: new)
        guard again == rows else {
            throw SimulationFailure(words: "made again the book has other calls: \(again.count), not \(rows.count)")
        }
        guard try new.imports(limit: 1_000_000).map(\.counts) == book.imports(limit: 1_000_000).map(\.counts) else {
            throw SimulationFailure(words: "made again the book counts other things")
        }
        guard try new.check().isEmpty else { throw SimulationFailure(words: "made again the book does not agree with itself") }
    }
}
