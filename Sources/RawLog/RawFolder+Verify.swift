/// What a walk over the whole of a source's log found.
public struct RawVerification: Hashable, Sendable {
    public var files = 0
    public var blocks = 0
    public var parts = 0
    /// Bytes of payload.
    public var bytes: Int64 = 0
    /// The logical offset at which the log ends, as far as it could be read.
    public var end: Int64 = 0
    /// Bytes at the end of the last file that are no whole block: a crash tore them off, the next writer cuts them off.
    public var tornBytes: Int64 = 0
    /// Damage, at most one a file.
    public var damages: [RawLogError] = []
    /// Older bytes up to this logical offset were removed on purpose.
    public var removed: Int64 = 0
    /// What was found file by file, in the order of the stream.
    public var segments: [RawSegmentReport] = []

    /// Each byte is as it was written, and no block is missing between the first and the last one.
    public var isWhole: Bool { damages.isEmpty && tornBytes == 0 }
}

/// What was found in one file of a log.
public struct RawSegmentReport: Hashable, Sendable {
    /// The file.
    public var path: String
    /// The logical offset of its first byte, and that behind the last one that was read and is right.
    public var first: Int64
    public var end: Int64
    /// Whole blocks in it, its note counted.
    public var blocks = 0
    /// Where a torn end begins in the file, in bytes.
    public var tornAt: Int64?
}

extension RawFolder {
    /// Reads all of a source's log and checks each checksum, each chain and how the files follow on each other. Changes nothing.
    public func verify(_ source: String) throws(RawLogError) -> RawVerification {
        let folder = try folder(of: source)
        var report = RawVerification()
        var before: SegmentWalker?
        var isSound = true
        do throws(RawLogError) {
            report.removed = try RemovedNote.read(in: folder, disk: disk)?.through ?? 0
        } catch {
            guard error.kind == .damaged else { throw error }
            report.damages.append(error)
        }
        let there = try Set(disk.list(folder))
        let names = try SegmentName.all(in: folder, disk: disk)
        for (index, name) in names.enumerated() {
            report.files += 1
            let path = folder + "/" + (there.contains(name.text) ? name.text : name.packed)
            report.segments.append(RawSegmentReport(path: path, first: name.first, end: name.first))
            var walker: SegmentWalker
            do throws(RawLogError) {
                walker = try SegmentWalker.open(name, in: folder, source: source, disk: disk)
            } catch {
                guard error.kind == .damaged || error.kind == .newer else { throw error }
                report.damages.append(error)
                (before, isSound) = (nil, false)
                continue
            }
            defer { disk.close(walker.file) }
            if let error = mismatch(walker, after: before, isFirst: index == 0, isSound: isSound) { report.damages.append(error) }
            let limit = index + 1 < names.count ? try counting(names[index + 1], name, folder, source) : nil
            walker.limit = limit
            do throws(RawLogError) {
                isSound = try walk(&walker, isLast: index + 1 == names.count, &report)
            } catch {
                guard error.kind == .damaged else { throw error }
                report.damages.append(error)
                isSound = false
            }
            before = walker
        }
        return report
    }

    /// How much of a file counts, as its follower says.
    private func counting(
        _ next: SegmentName, _ name: SegmentName, _ folder: String, _ source: String
    ) throws(RawLogError) -> Int64? {
        // A damaged follower is reported when its turn comes.
        guard let follower = try? SegmentWalker.open(next, in: folder, source: source, disk: disk) else { return nil }
        defer { disk.close(follower.file) }
        guard let previous = follower.note?.previous, previous.name == name.text else { return nil }
        return previous.length
    }

    /// Walks one file; `false` where it is damaged.
    private func walk(
        _ walker: inout SegmentWalker, isLast: Bool, _ report: inout RawVerification
    ) throws(RawLogError) -> Bool {
        let segment = report.segments.count - 1
        report.blocks += 1
        report.segments[segment].blocks = 1
        defer {
            report.end = walker.offset
            report.segments[segment].end = walker.offset
        }
        while true {
            switch try walker.next(wanting: { _ in true }) {
            case .block(let header, _):
                report.blocks += 1
                report.segments[segment].blocks += 1
                if header.kind == .begin { report.parts += 1 }
                if header.kind == .data { report.bytes += Int64(header.length) }
            case .end:
                return true
            case .flaw(let flaw):
                if isLast, try !walker.isDamage(flaw) {
                    report.tornBytes = try walker.bytes.size - flaw.place
                    report.segments[segment].tornAt = flaw.place
                    return true
                }
                report.damages.append(walker.error(flaw))
                return false
            }
        }
    }

    /// How a file does not follow on the one before; `nil` where it does, or where that one is known to be damaged.
    private func mismatch(
        _ walker: SegmentWalker, after before: SegmentWalker?, isFirst: Bool, isSound: Bool
    ) -> RawLogError? {
        let previous = walker.note?.previous
        guard let before else {
            guard isFirst, let previous else { return nil }
            let folder = String(walker.file.path[..<(walker.file.path.lastIndex(of: "/") ?? walker.file.path.endIndex)])
            if let note = try? RemovedNote.read(in: folder, disk: disk), note.previous == previous { return nil }
            return .damaged("the file \(previous.name) that goes before this one is missing", path: walker.file.path, place: 0)
        }
        guard isSound else { return nil }
        guard previous?.name == before.name.text, walker.name.first == before.offset else {
            return .damaged("a file between \(before.name.text) and this one is missing", path: walker.file.path, place: 0)
        }
        guard previous?.length == before.place, previous?.chain == before.chain else {
            return .damaged("the file ends too early, or is not the one that was written", path: before.file.path, place: before.place)
        }
        return nil
    }
}
