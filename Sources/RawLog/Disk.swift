/// An open file: its number and, for messages, its path.
public struct DiskFile: Hashable, Sendable {
    public let descriptor: Int32
    public let path: String

    public init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }
}

/// How a file is opened.
public enum DiskAccess: Hashable, Sendable {
    case read
    /// An existing file, to read and write.
    case write
    /// A file that must not exist yet, made with mode 0600 whatever the umask.
    case create
    /// An existing or new file with mode 0600, locked for this opening; fails at once where it is locked.
    case lock
}

/// The few operations on files that the raw log needs, as values, so that a test can let each of them fail.
public struct Disk: Sendable {
    /// Makes a folder with mode 0700 whatever the umask; one that exists is left as it is.
    public var makeFolder: @Sendable (_ path: String) throws(RawLogError) -> Void
    /// The names in a folder, in no order.
    public var list: @Sendable (_ path: String) throws(RawLogError) -> [String]
    public var open: @Sendable (_ path: String, DiskAccess) throws(RawLogError) -> DiskFile
    /// Bytes in the file.
    public var size: @Sendable (DiskFile) throws(RawLogError) -> Int64
    /// Reads at a place; returns the count, 0 at the file's end.
    public var read: @Sendable (DiskFile, UnsafeMutableRawBufferPointer, _ place: Int64) throws(RawLogError) -> Int
    /// Writes at a place; returns the count, which may be less than asked.
    public var write: @Sendable (DiskFile, UnsafeRawBufferPointer, _ place: Int64) throws(RawLogError) -> Int
    public var truncate: @Sendable (DiskFile, _ size: Int64) throws(RawLogError) -> Void
    /// Returns when the file's bytes are on the disk (fdatasync).
    public var sync: @Sendable (DiskFile) throws(RawLogError) -> Void
    /// Returns when a folder's names are on the disk.
    public var syncFolder: @Sendable (_ path: String) throws(RawLogError) -> Void
    public var rename: @Sendable (_ from: String, _ to: String) throws(RawLogError) -> Void
    public var remove: @Sendable (_ path: String) throws(RawLogError) -> Void
    public var close: @Sendable (DiskFile) -> Void

    public init(
        makeFolder: @escaping @Sendable (String) throws(RawLogError) -> Void,
        list: @escaping @Sendable (String) throws(RawLogError) -> [String],
        open: @escaping @Sendable (String, DiskAccess) throws(RawLogError) -> DiskFile,
        size: @escaping @Sendable (DiskFile) throws(RawLogError) -> Int64,
        read: @escaping @Sendable (DiskFile, UnsafeMutableRawBufferPointer, Int64) throws(RawLogError) -> Int,
        write: @escaping @Sendable (DiskFile, UnsafeRawBufferPointer, Int64) throws(RawLogError) -> Int,
        truncate: @escaping @Sendable (DiskFile, Int64) throws(RawLogError) -> Void,
        sync: @escaping @Sendable (DiskFile) throws(RawLogError) -> Void,
        syncFolder: @escaping @Sendable (String) throws(RawLogError) -> Void,
        rename: @escaping @Sendable (String, String) throws(RawLogError) -> Void,
        remove: @escaping @Sendable (String) throws(RawLogError) -> Void,
        close: @escaping @Sendable (DiskFile) -> Void
    ) {
        self.makeFolder = makeFolder
        self.list = list
        self.open = open
        self.size = size
        self.read = read
        self.write = write
        self.truncate = truncate
        self.sync = sync
        self.syncFolder = syncFolder
        self.rename = rename
        self.remove = remove
        self.close = close
    }
}

extension Disk {
    func removeIfThere(_ path: String) throws(RawLogError) {
        do throws(RawLogError) {
            try remove(path)
        } catch {
            if error.kind != .missing { throw error }
        }
    }

    /// Writes all of `bytes` at `place`, however often the system takes only some.
    func writeAll(_ file: DiskFile, _ bytes: [UInt8], at place: Int64) throws(RawLogError) {
        var done = 0
        while done < bytes.count {
            let count = try bytes.span.withUnsafeBytes { (all) throws(RawLogError) in
                try write(file, UnsafeRawBufferPointer(rebasing: all[done...]), place + Int64(done))
            }
            guard count > 0 else { throw .failed("write", file.path, code: 0) }
            done += count
        }
    }

    /// Up to `count` bytes at `place`; fewer only where the file ends.
    func readAll(_ file: DiskFile, count: Int, at place: Int64) throws(RawLogError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            var free = bytes.mutableSpan
            let step = try free.withUnsafeMutableBytes { (room) throws(RawLogError) in
                try read(file, UnsafeMutableRawBufferPointer(rebasing: room[done...]), place + Int64(done))
            }
            guard step > 0 else { break }
            done += step
        }
        if done < count { bytes.removeLast(count - done) }
        return bytes
    }
}
