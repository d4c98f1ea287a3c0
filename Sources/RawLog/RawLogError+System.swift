import Glibc

extension RawLogError {
    /// The error of a failed system call: its number as kind, words and mend.
    public static func failed(_ operation: String, _ path: String, code: Int32) -> RawLogError {
        let (kind, mend) = meaning(of: code)
        return RawLogError(kind, "cannot \(operation)", path: path, code: code, mend: mend)
    }

    static func words(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return "\(String(cString: text)) (\(code))"
    }

    private static func meaning(of code: Int32) -> (Kind, String) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG:
            (.diskFull, "Free space on this file system or raise the quota; collection goes on by itself.")
        case EROFS:
            (.readOnly, "Mount the file system writable again; collection goes on by itself.")
        case EIO, ENXIO, ENODEV, EREMOTEIO:
            (.device, "Look at the system's log for this disk; what was confirmed before is safe as far as the disk is.")
        case EACCES, EPERM:
            (.denied, "Give the user that runs Tollbook the right to read and write here.")
        case ENOENT, ENOTDIR:
            (.missing, "Look whether the book's folder was moved, or its file system is not mounted.")
        case EMFILE, ENFILE, ENOMEM:
            (.exhausted, "Raise the limit of open files or memory of the service.")
        case EWOULDBLOCK:
            (.inUse, "Another Tollbook process writes this source; end it first.")
        default:
            (.other, "Look at the folder and the system's log.")
        }
    }
}
