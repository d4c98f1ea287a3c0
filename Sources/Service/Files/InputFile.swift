import Glibc

/// A file or standard input, read in pieces.
public final class InputFile {
    public struct Failure: Error, CustomStringConvertible {
        public let path: String
        public let message: String
        public var description: String { path + ": " + message }
    }

    /// As the user named it; `standard input` for `-`.
    public let name: String
    /// Bytes of a regular file, `nil` for pipes and devices.
    public let size: Int64?
    private let descriptor: Int32

    /// - Parameter path: a path, or `-` for standard input.
    public init(_ path: String) throws(Failure) {
        if path == "-" {
            name = "standard input"
            descriptor = 0
        } else {
            name = path
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure(path: path, message: InputFile.words(errno)) }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(path: name, message: InputFile.words(errno)) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw Failure(path: name, message: "is a folder. Name a file in it.")
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    }

    deinit { if descriptor > 2 { close(descriptor) } }

    /// The next bytes, at most `limit`; empty at the end, and where the task is asked to end while a pipe is silent.
    public func read(upTo limit: Int) throws(Failure) -> [UInt8] {
        guard waitForBytes() else { return [] }
        var count = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
            repeat {
                count = Glibc.read(descriptor, buffer.baseAddress, limit)
                code = errno
            } while count < 0 && code == EINTR
            initialized = max(count, 0)
        }
        guard count >= 0 else { throw Failure(path: name, message: InputFile.words(code)) }
        return bytes
    }

    /// A pipe may be silent for ever: looked at five times a second until the task is asked to end.
    private func waitForBytes() -> Bool {
        guard size == nil else { return true }
        var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while !Task.isCancelled {
            // At its end or broken it is ready too: reading tells.
            if poll(&look, 1, 200) != 0 { return true }
        }
        return false
    }

    /// Goes back to the first byte; false for pipes and devices.
    public func rewind() -> Bool { size != nil && lseek(descriptor, 0, SEEK_SET) == 0 }

    /// Everything, at most `limit` bytes.
    public func readAll(limit: Int) throws(Failure) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try read(upTo: 1 << 20)
            if piece.isEmpty { return all }
            guard all.count + piece.count <= limit else {
                throw Failure(path: name, message: "has more than \(limit) bytes. Is it the right file?")
            }
            all.append(contentsOf: piece)
        }
    }

    private static func words(_ code: Int32) -> String {
        switch code {
        case ENOENT: "there is no such file."
        case EACCES: "may not be read by this user."
        case EISDIR: "is a folder. Name a file in it."
        default: String(cString: strerror(code)) + "."
        }
    }
}
