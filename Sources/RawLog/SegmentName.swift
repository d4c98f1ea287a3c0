/// The name of a file of the log: the logical offset of its first byte in 20 digits, so that names sort as the stream runs.
struct SegmentName: Hashable, Comparable {
    let first: Int64

    init(first: Int64) { self.first = first }

    /// `nil` for any other file.
    init?(_ name: String) {
        guard name.hasSuffix(".raw"), name.utf8.count == 24, name.hasPrefix("0") else { return nil }
        guard let first = decimal(name.utf8.dropLast(4).dropFirst(), leadingZeros: true) else { return nil }
        self.first = first
    }

    var digits: String { padded(Int(first), 20) }
    var text: String { digits + ".raw" }
    /// The same file while it is being made; it counts only when it was renamed.
    var unfinished: String { digits + ".new" }

    static func < (left: SegmentName, right: SegmentName) -> Bool { left.first < right.first }

    /// The files of a source in the order of the stream.
    static func all(in folder: String, disk: Disk) throws(RawLogError) -> [SegmentName] {
        try disk.list(folder).compactMap { SegmentName($0) }.sorted()
    }
}
