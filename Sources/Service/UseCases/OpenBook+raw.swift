public import Model
import RawLog
import Reading
import Site
import Store
public import Time

/// A place in a source's raw log, as a person says it.
public enum RawPoint: Hashable, Sendable {
    /// So many bytes came before.
    case offset(Int64)
    /// What arrived from then on, by the site's wall.
    case wall(WallTime)

    /// An offset such as `1024`, a day such as `2026-03-01`, or a moment such as `2026-03-01T09:00:00`.
    public init?(text: String) {
        if let offset = Int64(text), offset >= 0 {
            self = .offset(offset)
        } else if let day = CivilDay(text: text) {
            self = .wall(WallTime(day: day, second: 0))
        } else if let wall = WallTime(text: text) {
            self = .wall(wall)
        } else {
            return nil
        }
    }

    /// The same as the end of a stretch: a day is meant whole.
    public static func end(text: String) -> RawPoint? {
        CivilDay(text: text).map { .wall(WallTime(day: $0 + 1, second: 0)) } ?? RawPoint(text: text)
    }
}

extension OpenBook {
    /// Looks through the raw logs of all sources, or of one: each block, each chain, how the files follow on each other.
    public func verifyRaw(_ source: String? = nil, caller: Caller) throws -> [RawReport] {
        try require(.see, caller)
        let sources = try raw.sources()
        if let source, !sources.contains(source) { throw ServiceError.unknown(what: "raw log of a source", name: source) }
        return try sources.filter { source == nil || $0 == source }.map { try report($0) }
    }

    private func report(_ source: String) throws -> RawReport {
        // The position first: an import may be running.
        let taken = try taken(of: source)
        let found = try raw.verify(source)
        var report = RawReport(source: source, removed: found.removed, end: found.end, taken: taken)
        report.files = found.segments.map { segment in
            var file = RawReport.File(path: segment.path, first: segment.first, end: segment.end, blocks: segment.blocks)
            if let damage = found.damages.first(where: { $0.path == segment.path }) {
                (file.state, file.place, file.words) = (.damaged, damage.place, damage.description)
            } else if let place = segment.tornAt {
                (file.state, file.place) = (.torn, place)
                file.words = "a crash tore the end off; the next byte that comes mends it. Nothing that was confirmed is missing."
            }
            return file
        }
        let isKnownLost = try found.files == 0 && raw.isRestored
        if found.damages.isEmpty, found.end < taken, !isKnownLost {
            report.lost = "the raw log of \(source) ends at byte \(found.end), but the book took \(taken): restore it from a copy"
        }
        return report
    }

    /// The offset of the first byte of a source that is left; `nil` where nothing was removed.
    public func removedRaw(_ source: String, caller: Caller) throws -> Int64? {
        try require(.see, caller)
        guard try raw.sources().contains(source) else { return nil }
        let through = try raw.removed(of: source)
        return through > 0 ? through : nil
    }

    /// The bytes of a source from one point to another, as they came.
    /// - Parameters:
    ///   - from: `nil`: from the first byte that is there.
    ///   - to: `nil`: to the last; an offset is that of the first byte that is left out.
    ///   - marks: before each piece a line says when it arrived, in which part, and where it stands.
    public func readRaw(
        _ source: String, from: RawPoint? = nil, to: RawPoint? = nil, marks: Bool, caller: Caller, write: ([UInt8]) -> Void
    ) throws {
        try require(.see, caller)
        guard try raw.sources().contains(source) else { throw ServiceError.unknown(what: "raw log of a source", name: source) }
        let stretch = try RawStretch(from, to, zone: site().site.settings.zone)
        let reader = try raw.reader(of: source, from: stretch.first, through: stretch.last)
        var isAtLineEnd = true
        while let block = try reader.next() {
            guard stretch.contains(block.arrival) else { continue }
            if marks {
                write(Array(((isAtLineEnd ? "" : "\n") + RawStretch.mark(block)).utf8))
                isAtLineEnd = true
            }
            guard !block.bytes.isEmpty else { continue }
            write(block.bytes)
            isAtLineEnd = block.bytes.last == UInt8(ascii: "\n")
        }
    }
}

/// Two points as offsets and moments of arrival. Arrivals may run back where a clock was set: each piece is looked at.
struct RawStretch {
    private(set) var first: Int64 = 0
    private(set) var last: Int64?
    private var earliest = Int64.min
    private var latest = Int64.max

    init(_ from: RawPoint?, _ to: RawPoint?, zone: Zone) throws {
        switch from {
        case .offset(let offset): first = offset
        case .wall(let wall): earliest = zone.resolve(wall).earliest.seconds
        case nil: break
        }
        switch to {
        case .offset(let offset): last = offset
        case .wall(let wall): latest = zone.resolve(wall).earliest.seconds
        case nil: break
        }
        guard first <= last ?? .max, earliest <= latest else { throw ServiceError.refused("the end lies before the beginning.") }
    }

    func contains(_ arrival: Int64) -> Bool { arrival >= earliest && arrival < latest }

    static func mark(_ block: RawBlock) -> String {
        let name = block.name.isEmpty ? "" : " (\(Printable.escaped(block.name)))"
        let what =
            switch block.kind {
            case .begin: "begins"
            case .end: block.isBroken ? "was cut off" : "ends"
            default: "\(block.bytes.count) bytes"
            }
        return "# \(block.arrivalText) byte \(block.offset), part \(block.part)\(name): \(what)\n"
    }
}
