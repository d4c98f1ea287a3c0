import Glibc

/// A file that somebody sent, on the book's own disk until its import is over. Its name is ours, only we may read it, and it goes away with
/// the last reference: after the import, after an error, after a sender who went away.
public final class UploadFile: Sendable {
    /// Where it is; nothing of what the sender called it is in there.
    public let path: String
    private let descriptor: Int32

    /// - Parameter folder: the book's folder for uploads; it is made where it is missing.
    init(in folder: String) throws(FileSystem.Failure) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw FileSystem.Failure(path: folder, code: errno, what: "make the folder for uploads")
        }
        path = folder + "/upload-" + String(UInt64.random(in: .min ... .max), radix: 16)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileSystem.Failure(path: path, code: errno, what: "keep the file") }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Appends bytes; used by one task.
    /// - Throws: with the machine's word for it, such as a full disk.
    public func append(_ bytes: [UInt8]) throws(FileSystem.Failure) {
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw FileSystem.Failure(path: FileSystem.folder(of: path), code: errno, what: "keep the file") }
            start += written
        }
    }

    /// Removes what a killed process left behind.
    static func removeStrays(in folder: String) {
        guard let names = try? FileSystem.list(folder) else { return }
        for name in names where name.hasPrefix("upload-") { unlink(folder + "/" + name) }
    }
}
