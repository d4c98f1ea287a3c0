import Glibc
import Synchronization

@testable import RawLog

/// A disk in memory on which every operation succeeds.
final class MemoryDisk: Sendable {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var folders: Set<String> = ["/book", "/book/raw"]
        var open: [Int32: String] = [:]
        var last: Int32 = 2
    }

    private let state = Mutex(State())

    subscript(path: String) -> [UInt8]? {
        get { state.withLock { $0.files[path] } }
        set {
            state.withLock { state in
                state.files[path] = newValue
                state.folders.insert(Self.folder(path))
            }
        }
    }

    /// Files still open.
    var openFiles: Int { state.withLock { $0.open.count } }
    /// The files of the log, in the order of the stream.
    var segments: [String] { state.withLock { $0.files.keys.filter { $0.hasSuffix(".raw") || $0.hasSuffix(".gz") }.sorted() } }

    private static func folder(_ path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private func bytes(_ file: DiskFile) throws(RawLogError) -> [UInt8] {
        guard let bytes = state.withLock({ $0.files[file.path] }) else { throw .failed("read", file.path, code: EBADF) }
        return bytes
    }

    private func open(_ path: String, _ access: DiskAccess) throws(RawLogError) -> DiskFile {
        let descriptor: Int32? = state.withLock { state in
            let makes = access == .create || access == .lock
            guard state.files[path] == nil ? makes : access != .create else { return nil }
            if state.files[path] == nil { state.files[path] = [] }
            state.last += 1
            state.open[state.last] = path
            return state.last
        }
        guard let descriptor else { throw .failed("open", path, code: access == .create ? EEXIST : ENOENT) }
        return DiskFile(descriptor: descriptor, path: path)
    }

    private func write(_ file: DiskFile, _ written: [UInt8], _ place: Int) {
        state.withLock { state in
            var bytes = state.files[file.path] ?? []
            if bytes.count < place + written.count { bytes += [UInt8](repeating: 0, count: place + written.count - bytes.count) }
            bytes.replaceSubrange(place..<place + written.count, with: written)
            state.files[file.path] = bytes
        }
    }

    var disk: Disk {
        Disk(
            makeFolder: { (path) throws(RawLogError) in self.state.withLock { _ = $0.folders.insert(path) } },
            list: { (path) throws(RawLogError) in
                self.state.withLock { state in
                    state.files.keys.filter { Self.folder($0) == path }.map { String($0.dropFirst(path.count + 1)) }
                }
            },
            open: { (path, access) throws(RawLogError) in try self.open(path, access) },
            size: { (file) throws(RawLogError) in Int64(try self.bytes(file).count) },
            read: { (file, room, place) throws(RawLogError) in
                let bytes = try self.bytes(file).dropFirst(Int(place)).prefix(room.count)
                room.copyBytes(from: bytes)
                return bytes.count
            },
            write: { (file, bytes, place) throws(RawLogError) in
                self.write(file, Array(bytes), Int(place))
                return bytes.count
            },
            truncate: { (file, size) throws(RawLogError) in
                let bytes = try self.bytes(file)
                self.state.withLock { $0.files[file.path] = Array(bytes.prefix(Int(size))) }
            },
            sync: { (_) throws(RawLogError) in },
            syncFolder: { (_) throws(RawLogError) in },
            rename: { (from, to) throws(RawLogError) in
                self.state.withLock { $0.files[to] = $0.files.removeValue(forKey: from) }
            },
            remove: { (path) throws(RawLogError) in
                let isThere = self.state.withLock { $0.files.removeValue(forKey: path) != nil }
                if !isThere { throw .failed("remove", path, code: ENOENT) }
            },
            close: { file in self.state.withLock { $0.open[file.descriptor] = nil } })
    }
}
