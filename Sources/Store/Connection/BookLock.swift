internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Keeps a book for one process: a lock of the kernel on the file `lock`, which ends with the process however that ends, and in
/// it the process's number for the message to others. A file left behind by a dead process is no lock.
final class BookLock: Sendable {
    /// -1 once it has been given back.
    private let file: Mutex<Int32>

    init(folder: String) throws(StoreError) {
        let path = folder + "/lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileSystem.failure(path, "open the lock") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let pid = BookLock.holder(file)
            close(file)
            guard code == EWOULDBLOCK else { throw .folder(path: path, operation: "lock", code: code) }
            throw .inUse(path: folder, pid: pid)
        }
        let pid = Array("\(getpid())\n".utf8)
        guard fchmod(file, 0o600) == 0, ftruncate(file, 0) == 0,
            pid.withUnsafeBytes({ pwrite(file, $0.baseAddress, $0.count, 0) }) == pid.count
        else {
            let failure = FileSystem.failure(path, "write the lock")
            close(file)
            throw failure
        }
        self.file = Mutex(file)
    }

    /// The process number in the file, 0 where there is none.
    private static func holder(_ file: Int32) -> Int32 {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        let digits = bytes.prefix(max(count, 0)).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return Int32(String(decoding: digits, as: UTF8.self)) ?? 0
    }

    /// Gives the book back before the process ends.
    func release() {
        file.withLock { file in
            // Said in so many words: a child that is just being started holds the file too, and closing ours alone would leave it locked.
            if file >= 0 { _ = (flock(file, LOCK_UN), close(file)) }
            file = -1
        }
    }

    deinit { release() }
}
