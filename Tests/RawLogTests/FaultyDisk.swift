import Glibc
import Synchronization

@testable import RawLog

/// A disk in memory that knows what was made durable: its n-th operation fails, its power goes, its process is killed.
final class FaultyDisk: Sendable {
    struct Fault {
        /// The operation that fails first, counted from 1, and how many fail.
        var first: Int
        var count = 1
        var code: Int32
    }

    private enum Change {
        case write([UInt8], at: Int)
        case size(Int)
    }

    private struct Node {
        var cache: [UInt8] = []
        var durable: [UInt8] = []
        var unsynced: [Change] = []
    }

    private enum Naming {
        case folder(String)
        case add(String, Int)
        case move(String, String, Int)
        case remove(String)

        var path: String {
            switch self {
            case .folder(let path), .add(let path, _), .move(_, let path, _), .remove(let path): path
            }
        }
    }

    private struct State {
        var nodes: [Node] = []
        var names: [String: Int] = [:]
        var folders: Set<String> = ["/book"]
        var durableNames: [String: Int] = [:]
        var durableFolders: Set<String> = ["/book"]
        var namings: [Naming] = []
        var open: [Int32: (node: Int, path: String)] = [:]
        var locks: [Int32: String] = [:]
        var lastDescriptor: Int32 = 2
        var operations = 0
        var fault: Fault?
        var fired: [String] = []

        /// Counts the operation; `true` where it shall fail.
        mutating func fails(_ operation: String) -> Bool {
            operations += 1
            guard let fault, operations >= fault.first, operations < fault.first + fault.count else { return false }
            fired.append(operation)
            return true
        }
    }

    private let state = Mutex(State())

    var operations: Int { state.withLock { $0.operations } }
    var fired: [String] { state.withLock { $0.fired } }
    /// Files still open.
    var openFiles: Int { state.withLock { $0.open.count } }

    func set(_ fault: Fault?) {
        state.withLock { state in
            state.fault = fault
            state.operations = 0
            state.fired = []
        }
    }

    func contents(_ path: String) -> [UInt8]? { state.withLock { state in state.names[path].map { state.nodes[$0].cache } } }

    /// Puts a durable file there.
    func put(_ path: String, _ bytes: [UInt8]) {
        state.withLock { state in
            state.folders.insert("/book/raw")
            state.folders.insert(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
            state.durableFolders = state.folders
            state.nodes.append(Node(cache: bytes, durable: bytes))
            state.names[path] = state.nodes.count - 1
            state.durableNames[path] = state.nodes.count - 1
        }
    }

    func paths() -> [String] { state.withLock { $0.names.keys.sorted() } }

    /// `kill -9`: the system keeps what it has.
    func kill() {
        state.withLock { state in
            state.open = [:]
            state.locks = [:]
        }
    }

    /// Of what was not synced each piece is on the disk or not, in no order.
    func losePower(using random: inout SeededRandom) {
        var random2 = random
        state.withLock { state in
            for naming in state.namings where Bool.random(using: &random2) {
                Self.apply(naming, &state.durableNames, &state.durableFolders)
            }
            state.namings = []
            state.names = state.durableNames
            state.folders = state.durableFolders
            for index in state.nodes.indices {
                for change in state.nodes[index].unsynced { Self.tear(change, &state.nodes[index].durable, &random2) }
                state.nodes[index].unsynced = []
                state.nodes[index].cache = state.nodes[index].durable
            }
            state.open = [:]
            state.locks = [:]
        }
        random = random2
    }

    private static func apply(_ naming: Naming, _ names: inout [String: Int], _ folders: inout Set<String>) {
        switch naming {
        case .folder(let path): folders.insert(path)
        case .add(let path, let node): names[path] = node
        case .move(let from, let to, let node):
            names[from] = nil
            names[to] = node
        case .remove(let path): names[path] = nil
        }
    }

    private static func apply(_ change: Change, _ bytes: inout [UInt8]) {
        switch change {
        case .size(let size):
            bytes = Array(bytes.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
        case .write(let written, let place):
            if place > bytes.count { bytes += [UInt8](repeating: 0, count: place - bytes.count) }
            bytes.replaceSubrange(place..<min(place + written.count, bytes.count), with: written)
        }
    }

    private static func tear(_ change: Change, _ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard case .write(let written, let place) = change else {
            if Bool.random(using: &random) { apply(change, &bytes) }
            return
        }
        var from = 0
        while from < written.count {
            let to = min(from + Int.random(in: 1...64, using: &random), written.count)
            if Bool.random(using: &random) { apply(.write(Array(written[from..<to]), at: place + from), &bytes) }
            from = to
        }
    }

    private static func folder(_ path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
}

extension FaultyDisk {
    private func change<Value: Sendable>(
        _ operation: String, _ path: String, _ body: @Sendable (inout State, Int32?) -> Result<Value, RawLogError>
    ) throws(RawLogError) -> Value {
        let result = state.withLock { state in
            let code = state.fails(operation) ? state.fault?.code : nil
            return body(&state, code)
        }
        return try result.get()
    }

    private static func failure<Value>(_ operation: String, _ path: String, _ code: Int32) -> Result<Value, RawLogError> {
        .failure(.failed(operation, path, code: code))
    }

    var disk: Disk {
        Disk(
            makeFolder: { (path) throws(RawLogError) in
                try self.change("make folder", path) { state, code in
                    if let code { return Self.failure("make folder", path, code) }
                    guard state.folders.contains(Self.folder(path)) else { return Self.failure("make folder", path, ENOENT) }
                    if state.folders.insert(path).inserted { state.namings.append(.folder(path)) }
                    return .success(())
                }
            },
            list: { (path) throws(RawLogError) in
                try self.change("list", path) { state, code in
                    if let code { return Self.failure("list", path, code) }
                    guard state.folders.contains(path) else { return Self.failure("list", path, ENOENT) }
                    let all = state.names.keys.map { String($0) } + state.folders.map { String($0) }
                    return .success(all.filter { Self.folder($0) == path }.map { String($0.dropFirst(path.count + 1)) })
                }
            },
            open: { (path, access) throws(RawLogError) in try self.open(path, access) },
            size: { (file) throws(RawLogError) in
                try self.change("look at", file.path) { state, code in
                    if let code { return Self.failure("look at", file.path, code) }
                    guard let node = state.open[file.descriptor]?.node else { return Self.failure("look at", file.path, EBADF) }
                    return .success(Int64(state.nodes[node].cache.count))
                }
            },
            read: { (file, room, place) throws(RawLogError) in
                let bytes: [UInt8] = try self.change("read", file.path) { [count = room.count] state, code in
                    if let code { return Self.failure("read", file.path, code) }
                    guard let node = state.open[file.descriptor]?.node else { return Self.failure("read", file.path, EBADF) }
                    return .success(Array(state.nodes[node].cache.dropFirst(Int(place)).prefix(count)))
                }
                room.copyBytes(from: bytes)
                return bytes.count
            },
            write: { (file, bytes, place) throws(RawLogError) in try self.write(file, Array(bytes), Int(place)) },
            truncate: { (file, size) throws(RawLogError) in
                try self.change("cut", file.path) { state, code in
                    if let code { return Self.failure("cut", file.path, code) }
                    guard let node = state.open[file.descriptor]?.node else { return Self.failure("cut", file.path, EBADF) }
                    Self.apply(.size(Int(size)), &state.nodes[node].cache)
                    state.nodes[node].unsynced.append(.size(Int(size)))
                    return .success(())
                }
            },
            sync: { (file) throws(RawLogError) in
                try self.change("make durable", file.path) { state, code in
                    guard let node = state.open[file.descriptor]?.node else { return Self.failure("make durable", file.path, EBADF) }
                    let changes = state.nodes[node].unsynced
                    // A failed sync forgets: the next one says yes, and the bytes are not there.
                    state.nodes[node].unsynced = []
                    if let code { return Self.failure("make durable", file.path, code) }
                    for change in changes { Self.apply(change, &state.nodes[node].durable) }
                    return .success(())
                }
            },
            syncFolder: { (path) throws(RawLogError) in
                try self.change("make durable the names in", path) { state, code in
                    // Names are in a file system's own journal: those of a failed sync are still to be written.
                    if let code { return Self.failure("make durable the names in", path, code) }
                    for naming in state.namings where Self.folder(naming.path) == path {
                        Self.apply(naming, &state.durableNames, &state.durableFolders)
                    }
                    state.namings.removeAll { Self.folder($0.path) == path }
                    return .success(())
                }
            },
            rename: { (from, to) throws(RawLogError) in
                try self.change("rename", from) { state, code in
                    if let code { return Self.failure("rename", from, code) }
                    guard let node = state.names.removeValue(forKey: from) else { return Self.failure("rename", from, ENOENT) }
                    state.names[to] = node
                    state.namings.append(.move(from, to, node))
                    return .success(())
                }
            },
            remove: { (path) throws(RawLogError) in
                try self.change("remove", path) { state, code in
                    if let code { return Self.failure("remove", path, code) }
                    guard state.names.removeValue(forKey: path) != nil else { return Self.failure("remove", path, ENOENT) }
                    state.namings.append(.remove(path))
                    return .success(())
                }
            },
            close: { file in
                self.state.withLock { state in
                    state.open[file.descriptor] = nil
                    state.locks[file.descriptor] = nil
                }
            })
    }

    private func open(_ path: String, _ access: DiskAccess) throws(RawLogError) -> DiskFile {
        try change("open", path) { state, code in
            if let code { return Self.failure("open", path, code) }
            guard state.folders.contains(Self.folder(path)) else { return Self.failure("open", path, ENOENT) }
            if access == .create, state.names[path] != nil { return Self.failure("open", path, EEXIST) }
            if access == .lock, state.locks.values.contains(path) { return Self.failure("lock", path, EWOULDBLOCK) }
            if state.names[path] == nil {
                guard access == .create || access == .lock else { return Self.failure("open", path, ENOENT) }
                state.nodes.append(Node())
                state.names[path] = state.nodes.count - 1
                state.namings.append(.add(path, state.nodes.count - 1))
            }
            state.lastDescriptor += 1
            if let node = state.names[path] { state.open[state.lastDescriptor] = (node, path) }
            if access == .lock { state.locks[state.lastDescriptor] = path }
            return .success(DiskFile(descriptor: state.lastDescriptor, path: path))
        }
    }

    /// A failing write leaves half of its bytes behind.
    private func write(_ file: DiskFile, _ bytes: [UInt8], _ place: Int) throws(RawLogError) -> Int {
        try change("write", file.path) { state, code in
            guard let node = state.open[file.descriptor]?.node else { return Self.failure("write", file.path, EBADF) }
            let taken = Array(code == nil ? bytes : Array(bytes.prefix(bytes.count / 2)))
            Self.apply(.write(taken, at: place), &state.nodes[node].cache)
            state.nodes[node].unsynced.append(.write(taken, at: place))
            if let code { return Self.failure("write", file.path, code) }
            return .success(bytes.count)
        }
    }
}
