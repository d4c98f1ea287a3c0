#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The few system calls on folders and files that the room needs, with errors as `StoreError`.
enum FileSystem {
    /// The system's words for an error number.
    static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }

    /// Permission bits.
    static func mode(_ path: String) -> UInt32? {
        var info = stat()
        return stat(path, &info) == 0 ? info.st_mode & 0o7777 : nil
    }

    static func size(_ path: String) -> Int64 {
        var info = stat()
        return stat(path, &info) == 0 ? Int64(info.st_size) : 0
    }

    /// Makes a folder that only its owner may enter, whatever the umask.
    static func makeFolder(_ path: String) throws(StoreError) {
        guard mkdir(path, 0o700) == 0, chmod(path, 0o700) == 0 else { throw failure(path, "make the folder") }
    }

    /// Makes an empty file that only its owner may read, whatever the umask; refuses one that is there.
    static func makeFile(_ path: String) throws(StoreError) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path, "make the file") }
        defer { close(file) }
        guard fchmod(file, 0o600) == 0 else { throw failure(path, "protect the file") }
    }

    /// Makes what was written to a file or folder durable.
    static func sync(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path, "open") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure(path, "make durable") }
    }

    static func move(_ from: String, to path: String) throws(StoreError) {
        guard rename(from, path) == 0 else { throw failure(path, "rename to") }
    }

    static func remove(_ path: String) { unlink(path) }

    static func failure(_ path: String, _ operation: String) -> StoreError {
        .folder(path: path, operation: operation, code: errno)
    }

    /// The folder in which a path lies.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
