import Glibc

extension Disk {
    /// The machine's own file system.
    public static let live = Disk(
        makeFolder: { (path) throws(RawLogError) in
            if mkdir(path, 0o700) == 0 {
                // The umask may have taken rights away, never given any; this gives the owner's back.
                _ = try done("set the rights of folder", path, chmod(path, 0o700))
            } else if errno != EEXIST {
                throw .failed("make folder", path, code: errno)
            }
        },
        list: liveList,
        open: liveOpen,
        size: { (file) throws(RawLogError) in
            var status = stat()
            _ = try done("look at", file.path, fstat(file.descriptor, &status))
            return Int64(status.st_size)
        },
        read: { (file, room, place) throws(RawLogError) in
            try again("read", file.path) { pread(file.descriptor, room.baseAddress, room.count, off_t(place)) }
        },
        write: { (file, bytes, place) throws(RawLogError) in
            try again("write", file.path) { pwrite(file.descriptor, bytes.baseAddress, bytes.count, off_t(place)) }
        },
        truncate: { (file, size) throws(RawLogError) in
            _ = try again("cut", file.path) { Int(ftruncate(file.descriptor, off_t(size))) }
        },
        // Not repeated on any error, EINTR neither: a second call may say yes to what the first one lost.
        sync: { (file) throws(RawLogError) in
            _ = try done("make durable", file.path, fdatasync(file.descriptor))
        },
        syncFolder: { (path) throws(RawLogError) in
            let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            _ = try done("open folder", path, folder)
            defer { _ = Glibc.close(folder) }
            _ = try done("make durable the names in", path, fsync(folder))
        },
        rename: { (from, to) throws(RawLogError) in
            _ = try done("rename", from, Glibc.rename(from, to))
        },
        remove: { (path) throws(RawLogError) in
            _ = try done("remove", path, unlink(path))
        },
        close: { file in
            // A lock is given back in so many words: a child that is just being started holds the file too, and closing ours alone would
            // leave it locked for that moment. A file without a lock has none to lose.
            _ = flock(file.descriptor, LOCK_UN)
            // All that matters was synced before; a failing close leaves nothing to do.
            _ = Glibc.close(file.descriptor)
        })

    private static func liveList(_ path: String) throws(RawLogError) -> [String] {
        guard let folder = opendir(path) else { throw .failed("list", path, code: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func liveOpen(_ path: String, _ access: DiskAccess) throws(RawLogError) -> DiskFile {
        let flags: Int32 =
            switch access {
            case .read: O_RDONLY
            case .write: O_RDWR
            case .create: O_RDWR | O_CREAT | O_EXCL
            case .lock: O_RDWR | O_CREAT
            }
        let descriptor = try Int32(again("open", path) { Int(Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)) })
        let file = DiskFile(descriptor: descriptor, path: path)
        do throws(RawLogError) {
            if access == .create || access == .lock {
                _ = try done("set the rights of", path, fchmod(descriptor, 0o600))
            }
            if access == .lock { _ = try done("lock", path, flock(descriptor, LOCK_EX | LOCK_NB)) }
        } catch {
            _ = Glibc.close(descriptor)
            throw error
        }
        return file
    }

    private static func done(_ operation: String, _ path: String, _ result: Int32) throws(RawLogError) -> Int32 {
        guard result >= 0 else { throw .failed(operation, path, code: errno) }
        return result
    }

    /// Repeats a call that a signal interrupted.
    private static func again(_ operation: String, _ path: String, _ call: () -> Int) throws(RawLogError) -> Int {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw .failed(operation, path, code: code) }
        }
    }
}
