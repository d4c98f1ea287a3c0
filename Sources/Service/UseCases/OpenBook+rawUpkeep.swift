import Intake
public import Model
import RawLog
import Site
import Store
import Time

/// What the upkeep of the raw logs did.
public struct RawUpkeep: Sendable {
    public var packed = 0
    public var before: Int64 = 0
    public var after: Int64 = 0
    /// Files that were removed.
    public var removed = 0
    /// What could not be done, in words.
    public var failures: [String] = []

    public var text: String {
        var text = "\(packed) files packed (\(before) bytes became \(after)), \(removed) removed.\n"
        for failure in failures { text += failure + "\n" }
        return text
    }
}

extension OpenBook {
    /// Packs the closed files of all raw logs and removes those that are older than the site keeps them, as the site says. A file goes
    /// only when everything in it is taken, and after an entry in the journal. A source that fails does not stop the others.
    public func keepRawLogs(caller: Caller) throws -> RawUpkeep {
        try require(.configure, caller)
        let (policy, zone) = try (site().site.rawLog, site().site.settings.zone)
        var done = RawUpkeep()
        for source in try raw.sources() {
            do {
                try raw.sweep(source)
                if let days = policy.keepDays { try remove(source, before: zone.wall(clock()).day.number - Int32(days), caller, &done) }
                guard policy.isPacked else { continue }
                let packing = try raw.pack(source)
                done.packed += packing.files
                done.before += packing.before
                done.after += packing.after
            } catch {
                done.failures.append("\(error)")
            }
        }
        return done
    }

    private func remove(_ source: String, before day: Int32, _ caller: Caller, _ done: inout RawUpkeep) throws {
        let position = try store.names.find(.source, source).flatMap { try store.position(of: $0) }
        guard let removal = try raw.removable(source, before: day, taken: RawNeed.begin(position)) else { return }
        let words = "\(removal.files.count) files, bytes \(removal.from) to \(removal.through)"
        try store.append(note(caller, "raw.remove", source, before: words))
        try raw.remove(removal, of: source, at: clock().seconds)
        done.removed += removal.files.count
    }
}
