public import Glibc

/// Small acts on files, each with words for what went wrong.
public enum FileSystem {
    public struct Failure: Error, CustomStringConvertible {
        public let path: String
        public let code: Int32
        public let what: String
        public var description: String { "\(path): cannot \(what): \(String(cString: strerror(code)))." }
    }

    /// Path of the running program.
    public static func programPath() throws(Failure) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        guard count > 0 else { throw Failure(path: "/proc/self/exe", code: errno, what: "find the program") }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The path from the root on. It need not exist yet.
    public static func absolute(_ path: String) throws(Failure) -> String {
        if path.hasPrefix("/") { return path }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard getcwd(&buffer, buffer.count) != nil else { throw Failure(path: path, code: errno, what: "find the current folder") }
        let here = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return here + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    }

    /// Writes a whole file aside, makes it durable and renames it into place: whoever reads sees the old or the new one.
    public static func writeAside(_ text: String, to path: String, mode: mode_t, durable: Bool = true) throws(Failure) {
        try writeAside(Array(text.utf8), to: path, mode: mode, durable: durable)
    }

    /// - Parameter durable: `false` for what is worth nothing after a power cut.
    public static func writeAside(_ bytes: [UInt8], to path: String, mode: mode_t, durable: Bool = true) throws(Failure) {
        let aside = path + ".new"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(path: aside, code: errno, what: "write the file") }
        defer { close(descriptor) }
        guard fchmod(descriptor, mode) == 0 else { throw Failure(path: aside, code: errno, what: "set the file's rights") }
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Failure(path: aside, code: errno, what: "write the file") }
            start += written
        }
        guard !durable || fsync(descriptor) == 0 else { throw Failure(path: aside, code: errno, what: "make the file durable") }
        guard rename(aside, path) == 0 else { throw Failure(path: path, code: errno, what: "put the file in place") }
    }

    /// - Throws: that the process can open no file more, with what to do. Where a missing file has a meaning of its own, asking this
    ///   tells the two apart.
    static func requireRoom() throws(ServiceError) {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return
        }
        throw .refused(
            "no file can be opened: \(String(cString: strerror(errno))). Raise the limit of open files (LimitNOFILE, ulimit -n).")
    }

    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a folder that only its owner may look into; one that is there is fine.
    public static func makeFolder(_ path: String) throws(Failure) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw Failure(path: path, code: errno, what: "make the folder") }
    }

    /// Names in a folder, without `.` and `..`.
    public static func list(_ path: String) throws(Failure) -> [String] {
        guard let folder = opendir(path) else { throw Failure(path: path, code: errno, what: "list the folder") }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Folder part of a path, `.` where it has none.
    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
