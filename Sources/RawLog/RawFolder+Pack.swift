/// What packing the closed files of a source did.
public struct RawPacking: Hashable, Sendable {
    public var files = 0
    /// Bytes before and after.
    public var before: Int64 = 0
    public var after: Int64 = 0

    public init() {}
}

extension RawFolder {
    /// Packs every file that has a follower, for nothing is written to it any more. Each is read and checked first, packed aside, made
    /// durable, read again, named, and only then the plain one is removed: whatever stops it, one good file is there.
    ///
    /// - Throws: damage of a file, which is left as it is.
    public func pack(_ source: String) throws(RawLogError) -> RawPacking {
        let folder = try folder(of: source)
        var done = RawPacking()
        let names = try SegmentName.all(in: folder, disk: disk)
        let there = try Set(disk.list(folder))
        for (name, next) in zip(names, names.dropFirst()) where there.contains(name.text) {
            let follower = try SegmentWalker.open(next, in: folder, source: source, disk: disk)
            follower.bytes.close()
            guard let previous = follower.note?.previous, previous.name == name.text else {
                throw .damaged("the file that goes before this one is missing", path: follower.file.path, place: 0)
            }
            try check(name, previous, folder, source)
            done.before += previous.length
            done.after += try pack(name, previous.length, folder)
            done.files += 1
        }
        return done
    }

    /// Reads all of a file up to where its follower says that it counts.
    private func check(
        _ name: SegmentName, _ previous: FileNote.Previous, _ folder: String, _ source: String
    ) throws(RawLogError) {
        var walker = try SegmentWalker.open(name, in: folder, source: source, disk: disk)
        defer { walker.bytes.close() }
        walker.limit = previous.length
        while true {
            switch try walker.next(wanting: { _ in true }) {
            case .block: continue
            case .flaw(let flaw): throw walker.error(flaw)
            case .end:
                guard walker.place == previous.length, walker.chain == previous.chain else {
                    throw .damaged(
                        "the file ends too early, or is not the one that was written", path: walker.file.path, place: walker.place)
                }
                return
            }
        }
    }

    private func pack(_ name: SegmentName, _ length: Int64, _ folder: String) throws(RawLogError) -> Int64 {
        let (plain, unfinished) = (folder + "/" + name.text, folder + "/" + name.unfinishedPacked)
        let file = try disk.open(plain, .read)
        defer { disk.close(file) }
        try disk.removeIfThere(unfinished)
        let aside = try disk.open(unfinished, .create)
        var isNamed = false
        defer {
            disk.close(aside)
            if !isNamed { try? disk.remove(unfinished) }
        }
        let size = try write(file, length, to: aside)
        try disk.sync(aside)
        try compare(file, length, with: unfinished)
        try disk.rename(unfinished, folder + "/" + name.packed)
        isNamed = true
        try disk.syncFolder(folder)
        try disk.remove(plain)
        try disk.syncFolder(folder)
        return size
    }

    private func write(_ file: DiskFile, _ length: Int64, to aside: DiskFile) throws(RawLogError) -> Int64 {
        var (place, size) = (Int64(0), Int64(0))
        while place < length {
            let bytes = try disk.readAll(file, count: Int(min(Int64(GzipMember.contentLength), length - place)), at: place)
            guard !bytes.isEmpty else { throw .damaged("the file ends too early", path: file.path, place: place) }
            guard let member = GzipMember.pack(bytes) else {
                throw RawLogError(.exhausted, "cannot pack", path: file.path, mend: "Give the program more memory; it is tried again.")
            }
            try disk.writeAll(aside, member, at: size)
            place += Int64(bytes.count)
            size += Int64(member.count)
        }
        return size
    }

    /// Reads what was packed again: the plain file is removed only where the packed one has each byte of it.
    private func compare(_ file: DiskFile, _ length: Int64, with path: String) throws(RawLogError) {
        let packed = try SegmentBytes(packed: disk.open(path, .read), disk: disk)
        defer { packed.close() }
        var place: Int64 = 0
        while place < length {
            let count = Int(min(Int64(GzipMember.contentLength), length - place))
            guard try packed.read(count: count, at: place) == disk.readAll(file, count: count, at: place) else {
                throw .damaged("what was packed is not what was to be packed", path: path, place: place)
            }
            place += Int64(count)
        }
    }
}
