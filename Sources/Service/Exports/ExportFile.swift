import Glibc

/// Appends lines to a file below a book's `drop`, so that after any cut it holds whole lines alone, each once.
struct ExportFile {
    /// Writes bytes at the end and makes them durable; a test fails here.
    typealias Append = @Sendable (_ descriptor: Int32, _ bytes: [UInt8]) throws -> Void

    let folder: String
    var append: Append = ExportFile.write

    init(book: String, folder: String) { self.folder = book + "/drop/" + folder }

    /// Takes away what was written beyond what is sure: the end of a write that was cut.
    func trim(_ name: String, through: Int64) throws {
        // Whoever takes the files may have taken this one.
        guard let descriptor = try existing(name, O_WRONLY) else { return }
        defer { close(descriptor) }
        guard try end(of: descriptor, name) > through else { return }
        guard ftruncate(descriptor, off_t(through)) == 0, fsync(descriptor) == 0 else { throw failure(name, "cut the file") }
    }

    /// How many bytes a file holds; 0 where there is none.
    func length(_ name: String) throws -> Int64 {
        guard let descriptor = try existing(name, O_RDONLY) else { return 0 }
        defer { close(descriptor) }
        return try end(of: descriptor, name)
    }

    /// Opens a file; `nil` where there is none.
    private func existing(_ name: String, _ mode: Int32) throws -> Int32? {
        let descriptor = open(folder + "/" + name, mode | O_CLOEXEC | O_NOFOLLOW)
        if descriptor >= 0 { return descriptor }
        guard errno == ENOENT else { throw failure(name, "open the file") }
        return nil
    }

    private func end(of descriptor: Int32, _ name: String) throws -> Int64 {
        let length = lseek(descriptor, 0, SEEK_END)
        guard length >= 0 else { throw failure(name, "open the file") }
        return Int64(length)
    }

    /// - Parameter header: what a file that is made now begins with.
    /// - Returns: its length afterwards.
    func add(_ bytes: [UInt8], to name: String, header: [UInt8]) throws -> Int64 {
        // The folder of all exports, then this one's.
        try FileSystem.makeFolder(FileSystem.folder(of: folder))
        try FileSystem.makeFolder(folder)
        let descriptor = open(folder + "/" + name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(name, "open the file") }
        defer { close(descriptor) }
        let length = try end(of: descriptor, name)
        let all = length == 0 ? header + bytes : bytes
        do {
            try append(descriptor, all)
            if length == 0 { try syncFolder() }
        } catch {
            // Nobody is to read half a line while the cause is mended.
            _ = ftruncate(descriptor, off_t(length))
            throw error
        }
        return length + Int64(all.count)
    }

    static let write: Append = { descriptor, bytes in
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw FileSystem.Failure(path: "the export's file", code: errno, what: "write") }
            start += written
        }
        guard fsync(descriptor) == 0 else { throw FileSystem.Failure(path: "the export's file", code: errno, what: "make it durable") }
    }

    private func syncFolder() throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("", "open the folder") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("", "make the folder durable") }
    }

    private func failure(_ name: String, _ what: String) -> FileSystem.Failure {
        FileSystem.Failure(path: folder + "/" + name, code: errno, what: what)
    }
}
