/// The bytes of a file of the log, packed or not: read at any place.
final class SegmentBytes {
    private struct Member {
        var head: GzipMember
        /// Where it begins in the packed file, and its first byte in the plain one.
        var place: Int64
        var first: Int64
    }

    let file: DiskFile
    let disk: Disk
    /// `nil`: the file is not packed.
    private let members: [Member]?
    /// The member that was unpacked last.
    private var unpacked: (index: Int, bytes: [UInt8])?

    /// Opens a file, packed or not.
    convenience init(_ name: SegmentName, in folder: String, disk: Disk, _ access: DiskAccess = .read) throws(RawLogError) {
        let plain: DiskFile
        do throws(RawLogError) {
            plain = try disk.open(folder + "/" + name.text, access)
        } catch {
            guard error.kind == .missing, let packed = try? disk.open(folder + "/" + name.packed, .read) else { throw error }
            try self.init(packed: packed, disk: disk)
            return
        }
        self.init(plain: plain, disk: disk)
    }

    init(plain file: DiskFile, disk: Disk) {
        (self.file, self.disk, members) = (file, disk, nil)
    }

    /// Reads the heads of all members; closes the file where one is not right.
    init(packed file: DiskFile, disk: Disk) throws(RawLogError) {
        (self.file, self.disk) = (file, disk)
        do throws(RawLogError) {
            members = try Self.members(file, disk)
        } catch {
            disk.close(file)
            throw error
        }
    }

    private static func members(_ file: DiskFile, _ disk: Disk) throws(RawLogError) -> [Member] {
        let size = try disk.size(file)
        var (place, first) = (Int64(0), Int64(0))
        var members: [Member] = []
        while place < size {
            guard let head = GzipMember(head: try disk.readAll(file, count: GzipMember.headLength, at: place)),
                place + Int64(head.length) <= size
            else { throw .damaged("damage in the raw log: a packed piece that is not whole", path: file.path, place: place) }
            members.append(Member(head: head, place: place, first: first))
            place += Int64(head.length)
            first += Int64(head.contentLength)
        }
        return members
    }

    var isPacked: Bool { members != nil }

    /// Bytes of the plain file.
    var size: Int64 {
        get throws(RawLogError) {
            guard let members else { return try disk.size(file) }
            return members.last.map { $0.first + Int64($0.head.contentLength) } ?? 0
        }
    }

    /// Up to `count` bytes at a place of the plain file; fewer only where it ends.
    func read(count: Int, at place: Int64) throws(RawLogError) -> [UInt8] {
        guard let members else { return try disk.readAll(file, count: count, at: place) }
        var found: [UInt8] = []
        var index = max(members.partitioning { $0.first > place } - 1, 0)
        while found.count < count, index < members.count {
            let bytes = try unpack(index, members[index])
            let from = Int(place + Int64(found.count) - members[index].first)
            guard from < bytes.count else { break }
            found += bytes[from..<min(from + count - found.count, bytes.count)]
            index += 1
        }
        return found
    }

    private func unpack(_ index: Int, _ member: Member) throws(RawLogError) -> [UInt8] {
        if let unpacked, unpacked.index == index { return unpacked.bytes }
        let packed = try disk.readAll(file, count: member.head.length, at: member.place)
        guard let bytes = member.head.unpack(packed) else {
            throw .damaged("damage in the raw log: bytes that are not those that were packed", path: file.path, place: member.place)
        }
        unpacked = (index, bytes)
        return bytes
    }

    func close() { disk.close(file) }
}
