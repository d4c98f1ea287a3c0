/// Files of a log that are old enough to go.
public struct RawRemoval: Hashable, Sendable {
    public var files: [String]
    /// Logical offsets: of the first byte that goes, and of the first one that is left.
    public var from: Int64
    public var through: Int64
}

extension RawFolder {
    /// The logical offset of the first byte that is left, where older ones were removed on purpose; else 0.
    public func removed(of source: String) throws(RawLogError) -> Int64 {
        try RemovedNote.read(in: folder(of: source), disk: disk)?.through ?? 0
    }

    /// The oldest files of a source, one after the other, of which each is closed, wholly taken, and of a day before `day`.
    ///
    /// - Parameters:
    ///   - day: a civil day of the site, days since 1970-01-01.
    ///   - taken: the logical offset before which nobody needs a byte any more.
    public func removable(_ source: String, before day: Int32, taken: Int64) throws(RawLogError) -> RawRemoval? {
        let folder = try folder(of: source)
        let names = try SegmentName.all(in: folder, disk: disk)
        var files: [String] = []
        var through: Int64 = 0
        for (name, next) in zip(names, names.dropFirst()) where next.first <= taken {
            let walker = try SegmentWalker.open(name, in: folder, source: source, disk: disk)
            walker.bytes.close()
            guard let note = walker.note, note.day < day else { break }
            files.append(name.text)
            through = next.first
        }
        guard let first = names.first, !files.isEmpty else { return nil }
        return RawRemoval(files: files, from: first.first, through: through)
    }

    /// Removes the files, after a note beside the others that says so: what is missing was removed on purpose.
    ///
    /// - Parameter at: seconds since 1970.
    public func remove(_ removal: RawRemoval, of source: String, at: Int64) throws(RawLogError) {
        let folder = try folder(of: source)
        let follower = try SegmentWalker.open(SegmentName(first: removal.through), in: folder, source: source, disk: disk)
        follower.bytes.close()
        guard let previous = follower.note?.previous else {
            throw .damaged("the file does not say what goes before it", path: follower.file.path, place: 0)
        }
        try write(RemovedNote(through: removal.through, at: at, previous: previous), folder)
        try sweep(source)
    }

    /// Removes the files that do not count any more, also those that an earlier removal left because it was cut off.
    public func sweep(_ source: String) throws(RawLogError) {
        let folder = try folder(of: source)
        guard let note = try RemovedNote.read(in: folder, disk: disk) else { return }
        for name in Set(try disk.list(folder).compactMap { SegmentName($0) }).sorted() where name.first < note.through {
            try disk.removeIfThere(folder + "/" + name.text)
            try disk.removeIfThere(folder + "/" + name.packed)
        }
        try disk.syncFolder(folder)
    }

    private func write(_ note: RemovedNote, _ folder: String) throws(RawLogError) {
        let unfinished = folder + "/" + RemovedNote.unfinished
        try disk.removeIfThere(unfinished)
        let file = try disk.open(unfinished, .create)
        var isNamed = false
        defer {
            disk.close(file)
            if !isNamed { try? disk.remove(unfinished) }
        }
        try disk.writeAll(file, Array(note.text.utf8), at: 0)
        try disk.sync(file)
        try disk.rename(unfinished, folder + "/" + RemovedNote.name)
        isNamed = true
        try disk.syncFolder(folder)
    }
}
