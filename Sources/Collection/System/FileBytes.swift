import Glibc

/// What a file is, beside its name.
struct FileFacts: Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    /// Last change of the content, in nanoseconds since 1970.
    var changed: Int64
    /// Last change of what it is, its rights too, in nanoseconds since 1970: one that could not be read may be readable now.
    var touched: Int64
    var isRegular: Bool

    init?(_ descriptor: Descriptor) {
        var status = stat()
        guard descriptor.number >= 0, fstat(descriptor.number, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Of a name in a folder, a link's own; nothing is opened.
    init?(_ name: FileName, in folder: String) {
        var status = stat()
        guard lstat(name.path(in: folder), &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        changed = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        touched = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether it is the same file, whatever is in it.
    func isSame(as other: FileFacts) -> Bool { device == other.device && inode == other.inode }
}

/// Reading files that others write.
enum FileBytes {
    /// Opens a file to read. Never waits, as a pipe would make it; of a link only where it may be one.
    static func open(_ path: String, following: Bool = false) -> Descriptor? {
        let number = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (following ? 0 : O_NOFOLLOW))
        return number >= 0 ? Descriptor(number) : nil
    }

    /// Opens a file of a folder; never a link.
    static func open(_ name: FileName, in folder: String) -> Descriptor? {
        let number = Glibc.open(name.path(in: folder), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW)
        return number >= 0 ? Descriptor(number) : nil
    }

    /// So many bytes at a place, fewer at the end; `nil` where it cannot be read.
    static func read(_ file: Descriptor, count: Int, at place: Int64) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { room in
                pread(file.number, room.baseAddress.map { $0 + done }, count - done, off_t(place) + off_t(done))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            done += got
        }
        bytes.removeLast(count - done)
        return bytes
    }

    /// A whole small file; `nil` where there is none or it is longer than `limit`.
    static func all(_ path: String, limit: Int) -> [UInt8]? {
        guard let file = open(path), let facts = FileFacts(file), facts.isRegular, facts.size <= Int64(limit) else { return nil }
        return read(file, count: Int(facts.size), at: 0)
    }

    /// The names in a folder, sorted by their bytes; `nil` where it cannot be read.
    static func names(in folder: String) -> [FileName]? {
        guard let open = opendir(folder) else { return nil }
        defer { closedir(open) }
        var names: [FileName] = []
        while let entry = readdir(open) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes != [46], bytes != [46, 46] { names.append(FileName(bytes: bytes)) }
        }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}

/// A name as the file system has it: any bytes but the slash and 0.
struct FileName: Hashable {
    var bytes: [UInt8]

    /// To show; broken characters are replaced.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The path as the system's calls want it.
    func path(in folder: String) -> [CChar] { (Array(folder.utf8) + [UInt8(ascii: "/")] + bytes + [0]).map { CChar(bitPattern: $0) } }

    func hasPrefix(_ text: some Sequence<UInt8>) -> Bool { bytes.starts(with: text) }
    func hasSuffix(_ text: String) -> Bool { bytes.reversed().starts(with: text.utf8.reversed()) }
}
