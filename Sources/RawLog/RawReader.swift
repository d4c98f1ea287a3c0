/// Reads a source's stream block by block, with one block in memory. Used from one task.
public final class RawReader {
    private let folder: String
    private let source: String
    private let disk: Disk
    private var through: Int64?
    /// Data before this is stepped over.
    private var from: Int64
    private var walker: SegmentWalker?

    init(folder: String, source: String, from: Int64, through: Int64?, disk: Disk) throws(RawLogError) {
        self.folder = folder
        self.source = source
        self.disk = disk
        self.from = max(from, 0)
        self.through = through
        let names = try segments()
        // The file before the one that begins at `from` may end with blocks that stand there.
        let index = names.partitioning { $0.first >= self.from }
        guard let name = index > 0 ? names[index - 1] : names.first else { return }
        walker = try open(name, next: names[min(max(index, 1), names.count)...].first)
    }

    deinit {
        if let walker { disk.close(walker.file) }
    }

    /// Lets reading go on to a later offset, where more has become durable.
    public func extend(through offset: Int64) {
        if let through { self.through = max(through, offset) }
    }

    /// The next block that stands at or after the offset asked for; of data that straddles it the part from there on.
    /// `nil` at the log's end; asked again later, it goes on with what was written since.
    public func next() throws(RawLogError) -> RawBlock? {
        if walker == nil, let name = try segments().first { walker = try open(name, next: nil) }
        while let begin = walker {
            if let through, begin.offset >= through, try isBeyond(begin, through) { return nil }
            var now = begin
            walker = nil
            let (from, through) = (from, through ?? .max)
            let before = now.openParts
            let step: SegmentWalker.Step
            do throws(RawLogError) {
                // Not yet checked, a header's offset may be any number.
                step = try now.next { $0.offset < through && from - $0.offset < Int64($0.length) }
                walker = now
            } catch {
                walker = now
                throw error
            }
            switch step {
            case .block(let header, let payload):
                // Written since it was looked ahead: it is read when its turn comes.
                if header.kind == .data, header.offset >= through {
                    walker = begin
                    return nil
                }
                let name = now.openParts[header.part] ?? before[header.part] ?? ""
                if let block = block(header, payload, name) { return block }
            case .end, .flaw:
                if try !advance(past: now, step) { return nil }
            }
        }
        return nil
    }

    /// Whether nothing more that is wanted comes: at `through` itself the blocks without bytes are, up to the next data.
    private func isBeyond(_ walker: SegmentWalker, _ through: Int64) throws(RawLogError) -> Bool {
        guard walker.offset == through else { return true }
        var ahead = walker
        switch try ahead.next(wanting: { _ in false }) {
        case .block(let header, _): return header.kind == .data
        case .end: return false
        // What stands behind the end that was asked for may still be being written.
        case .flaw: return true
        }
    }

    private func block(_ header: BlockHeader, _ payload: [UInt8]?, _ name: String) -> RawBlock? {
        var bytes: [UInt8] = []
        var offset = header.offset
        switch header.kind {
        case .file: return nil
        case .begin, .end: if header.offset < from { return nil }
        case .data:
            guard let payload, header.length > 0 else { return nil }
            let skip = max(from - offset, 0)
            let end = min(Int64(payload.count), (through ?? .max) - offset)
            bytes = skip == 0 && end == payload.count ? payload : Array(payload[Int(skip)..<Int(end)])
            offset += skip
        }
        return RawBlock(
            kind: header.kind, part: header.part, name: name, arrival: header.arrival, offset: offset, bytes: bytes,
            isBroken: header.kind == .end && payload == EndNote.broken)
    }

    /// Goes to the next file; `false` where there is none yet.
    private func advance(past walker: SegmentWalker, _ step: SegmentWalker.Step) throws(RawLogError) -> Bool {
        let names = try segments()
        let index = names.partitioning { $0 > walker.name }
        guard index < names.count else {
            if case .flaw(let flaw) = step, try walker.isDamage(flaw) { throw walker.error(flaw) }
            return false
        }
        let next = try open(names[index], next: names[(index + 1)...].first)
        guard let previous = next.note?.previous, previous.name == walker.name.text, next.name.first == walker.offset else {
            disk.close(next.file)
            if case .flaw(let flaw) = step { throw walker.error(flaw) }
            throw .damaged("the file that goes before this one is missing or cut", path: next.file.path, place: 0)
        }
        // A file that was the last when it was opened is known to count only so far now.
        guard previous.length <= walker.place, previous.length < walker.place || previous.chain == walker.chain else {
            disk.close(next.file)
            if case .flaw(let flaw) = step { throw walker.error(flaw) }
            throw .damaged("the file ends too early, or is another than its follower knows", path: walker.file.path, place: walker.place)
        }
        disk.close(walker.file)
        from = max(from, walker.offset)
        self.walker = next
        return true
    }

    /// Opens a file, reads its note, and learns from its follower how much of it counts.
    private func open(_ name: SegmentName, next: SegmentName?) throws(RawLogError) -> SegmentWalker {
        var walker = try SegmentWalker.open(name, in: folder, source: source, disk: disk)
        guard let next else { return walker }
        let follower: SegmentWalker
        do throws(RawLogError) {
            follower = try SegmentWalker.open(next, in: folder, source: source, disk: disk)
        } catch {
            disk.close(walker.file)
            throw error
        }
        if let previous = follower.note?.previous, previous.name == name.text { walker.limit = previous.length }
        disk.close(follower.file)
        return walker
    }

    private func segments() throws(RawLogError) -> [SegmentName] { try SegmentName.all(in: folder, disk: disk) }

    func beyond(_ offset: Int64) -> RawLogError {
        RawLogError(
            .wrongUse, "the log has no bytes at offset \(offset)", path: folder,
            mend: "It ends at \(walker?.offset ?? 0); ask for an offset before that.")
    }
}

extension SegmentWalker {
    /// Opens a file and reads its note.
    static func open(
        _ name: SegmentName, in folder: String, source: String, disk: Disk, _ access: DiskAccess = .read
    ) throws(RawLogError) -> SegmentWalker {
        let bytes = try SegmentBytes(name, in: folder, disk: disk, access)
        var walker = SegmentWalker(bytes: bytes, name: name, source: source)
        do throws(RawLogError) {
            switch try walker.next(wanting: { _ in true }) {
            case .block: return walker
            case .flaw(let flaw): throw walker.error(flaw)
            case .end: throw .damaged("damage in the raw log: the file is empty", path: walker.file.path, place: 0)
            }
        } catch {
            bytes.close()
            throw error
        }
    }
}

extension Array {
    /// The first index whose element is `true` for a test that holds from some element on.
    func partitioning(_ test: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if test(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
