/// What of a source's log was removed on purpose, because it was old: kept beside the files that are left.
struct RemovedNote: Hashable {
    static let name = "REMOVED"
    static let unfinished = "REMOVED.new"

    /// The logical offset of the first byte that is left.
    var through: Int64
    /// When the last file was removed, in seconds since 1970.
    var at: Int64
    /// The last file that was removed, as its follower names it.
    var previous: FileNote.Previous

    var text: String {
        "Tollbook raw log: older files of this source were removed, as the site asks (docs/raw-log.md).\n"
            + "through \(through)\nat \(RawArrival(seconds: at, day: 0).text)\n"
            + "previous \(previous.name) \(previous.length) \(hex(previous.chain))\n"
    }

    init(through: Int64, at: Int64, previous: FileNote.Previous) { (self.through, self.at, self.previous) = (through, at, previous) }

    /// `nil` where the bytes are not of the form above.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
        guard lines.count == 3, lines[0].count == 2, lines[0][0] == "through", let through = decimal(lines[0][1].utf8),
            lines[1].count == 2, lines[1][0] == "at", let at = RawArrival.seconds(of: lines[1][1].utf8), lines[2].count == 4,
            lines[2][0] == "previous", let length = decimal(lines[2][2].utf8), let chain = number(hex: lines[2][3].utf8)
        else { return nil }
        self.init(through: through, at: at, previous: FileNote.Previous(name: lines[2][1], length: length, chain: chain))
    }

    /// The note of a source; `nil` where nothing was removed.
    static func read(in folder: String, disk: Disk) throws(RawLogError) -> RemovedNote? {
        guard try disk.list(folder).contains(name) else { return nil }
        let file = try disk.open(folder + "/" + name, .read)
        defer { disk.close(file) }
        guard let note = RemovedNote(try disk.readAll(file, count: 4096, at: 0)) else {
            throw .damaged("damage in the raw log: a note that says nothing", path: file.path, place: 0)
        }
        return note
    }
}
