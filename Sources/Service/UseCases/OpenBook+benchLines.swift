public import Model
import RawLog
import Store

extension OpenBook {
    /// Bytes of the newest lines that are shown where nobody says from where on.
    private static let newest: Int64 = 1 << 14

    /// The sources whose raw logs there are.
    public func rawSources(caller: Caller) throws -> [String] {
        try require(.see, caller)
        return try raw.sources()
    }

    /// A stretch of a source's raw log for the workbench, at most 64 KiB, from the begin of a line on.
    /// - Parameter from: an offset, a day or a moment; empty: the newest lines that were read.
    public func benchLines(of source: String, from: String, caller: Caller) throws -> [UInt8] {
        try require(.see, caller)
        guard try raw.sources().contains(source) else { throw ServiceError.unknown(what: "raw log of a source", name: source) }
        let first = try from.isEmpty ? newestOffset(of: source) : offset(try Self.point(from), of: source)
        let reader = try raw.reader(of: source, from: first)
        var bytes: [UInt8] = []
        while bytes.count < Self.mostLines, let block = try reader.next() { bytes += block.bytes }
        bytes = Array(bytes.prefix(Self.mostLines))
        // Where nobody chose the place it lies inside of a line.
        if from.isEmpty, first > 0, let end = bytes.firstIndex(of: 10) { bytes.removeSubrange(...end) }
        guard !bytes.isEmpty else { throw ServiceError.refused("the raw log of \(source) has nothing from there on.") }
        return bytes
    }

    /// Where a replay or a look begins.
    /// - Throws: what can be written, where it cannot be read.
    public static func point(_ text: String) throws -> RawPoint? {
        guard !text.isEmpty else { return nil }
        guard let point = RawPoint(text: text) else {
            throw ServiceError.refused(
                "\"\(text)\" is no place in a raw log. Write an offset such as 1024, a day such as 2026-03-01, or 2026-03-01T09:00:00.")
        }
        return point
    }

    private func newestOffset(of source: String) throws -> Int64 {
        let end = try taken(of: source)
        return max(try raw.removed(of: source), end - Self.newest)
    }
}
