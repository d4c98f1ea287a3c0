/// The name of a file of the log: the logical offset of its first byte in 20 digits, so that names sort as the stream runs.
struct SegmentName: Hashable, Comparable {
    let first: Int64

    init(first: Int64) { self.first = first }

    /// `nil` for any other file.
    init?(_ name: String) {
        guard name.hasPrefix("0"), name.dropFirst(20) == ".raw" || name.dropFirst(20) == ".raw.gz" else { return nil }
        guard let first = decimal(name.utf8.prefix(20).dropFirst(), leadingZeros: true) else { return nil }
        self.first = first
    }

    var digits: String { padded(Int(first), 20) }
    var text: String { digits + ".raw" }
    /// The same file packed. Where both are there packing was cut off behind its name; either is good.
    var packed: String { text + ".gz" }
    var unfinishedPacked: String { digits + ".gz.new" }
    /// The same file while it is being made; it counts only when it was renamed.
    var unfinished: String { digits + ".new" }

    static func < (left: SegmentName, right: SegmentName) -> Bool { left.first < right.first }

    /// The files of a source in the order of the stream. What a removal that was cut off left behind does not count.
    static func all(in folder: String, disk: Disk) throws(RawLogError) -> [SegmentName] {
        let names = try disk.list(folder)
        let files = Set(names.compactMap { SegmentName($0) }).sorted()
        guard names.contains(RemovedNote.name), let note = try? RemovedNote.read(in: folder, disk: disk) else { return files }
        return files.filter { $0.first >= note.through }
    }
}
