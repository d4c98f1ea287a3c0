public import Mediation
import Model
public import Rating
public import RawLog
public import Store
public import Time

/// The way in: raw bytes are made durable, then decoded, charged and stored, with the position reached in the same transaction.
/// Decoding and charging run on one core while the batch before is stored on the other.
public struct Importer: Sendable {
    /// Calls in one transaction; a chunk of so many is sorted by key before it is stored.
    static let batchSize = 10_000
    /// Bytes read, kept and decoded at a time.
    static let pieceSize = 1 << 20

    let book: Book
    let raw: RawFolder
    let rater: Rater
    /// The book's number of the site document that the rater was made of; 0 for none.
    let site: Int64
    let zone: Zone
    let clock: @Sendable () -> Instant
    /// Looks at the calls that are stored; `nil`: nobody is to be told of any.
    let watch: CallWatch?

    /// - Parameters:
    ///   - site: the book's number of the site document that the rater was made of.
    ///   - zone: the site's, whose days the raw log's files follow.
    ///   - clock: what time it is.
    ///   - watch: looks at the calls that are stored, in their transaction.
    public init(
        book: Book, raw: RawFolder, rater: Rater, site: Int64 = 0, zone: Zone, clock: @escaping @Sendable () -> Instant,
        watch: CallWatch? = nil
    ) {
        self.book = book
        self.raw = raw
        self.rater = rater
        self.site = site
        self.zone = zone
        self.clock = clock
        self.watch = watch
    }

    /// Imports everything that `bytes` gives. An import of the same name that was cut off is gone on with where it was.
    /// - Parameter progress: is told the sums after each batch, and the bytes taken.
    /// - Returns: the import's sums.
    public func run(
        _ request: ImportRequest, from bytes: some ImportBytes, progress: (ImportInfo, Int64) -> Void
    ) async throws -> ImportInfo {
        try await Lane(self, request).run(from: bytes, progress)
    }

    /// Stores what imports that were cut off left in the raw log, and ends them: what came last may be half a record, which is left
    /// out. Importing the file again brings the rest.
    public func finishCutOff(formats: (String) -> (format: Format, version: Int64)?) async throws {
        for info in try book.runningImports() {
            guard let (format, version) = formats(info.start.format), RawFolder.isSource(info.sourceName) else {
                try book.finishImport(info.number, .failed, message: "The format \(info.start.format) is not known any more.", at: clock())
                continue
            }
            var request = ImportRequest(
                format: format, switch: SwitchID(info.start.switch), source: info.sourceName, name: info.start.name, year: nil,
                actor: info.start.actor)
            request.formatVersion = version
            if LiveState.isLive(try book.position(of: info.start.source)?.decoder ?? []) {
                try finishLive(request)
            } else {
                try await Lane(self, request).finish(info)
            }
        }
    }

    /// A source that was on when the server ended: what its raw log has is stored. Half a record stays for whoever goes on.
    private func finishLive(_ request: ImportRequest) throws {
        let lane = try LiveLane(self, request)
        // Opening it to write mends what a power cut left half-written.
        let end = try raw.writer(of: request.source).durable
        _ = try lane.take(through: end)
        try lane.close()
    }

    var arrival: RawArrival {
        let now = clock()
        return RawArrival(seconds: now.seconds, day: zone.wall(now).day.number)
    }
}
