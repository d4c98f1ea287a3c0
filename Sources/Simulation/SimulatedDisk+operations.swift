import Glibc
import RawLog
import Synchronization

extension SimulatedDisk {
    /// The operations as the raw log knows them.
    var disk: Disk {
        Disk(
            makeFolder: { [self] (path) throws(RawLogError) in
                try act("make folder", path) { state in
                    guard state.folders.contains(Self.folder(path)) else { return .failure(ENOENT) }
                    if state.folders.insert(path).inserted { state.namings.append(.folder(path)) }
                    return .success(())
                }
            },
            list: { [self] (path) throws(RawLogError) in
                try act("list", path) { state in
                    guard state.folders.contains(path) else { return .failure(ENOENT) }
                    let all = state.names.keys.map { String($0) } + state.folders.map { String($0) }
                    return .success(all.filter { Self.folder($0) == path }.map { String($0.dropFirst(path.count + 1)) }.sorted())
                }
            },
            open: { [self] (path, access) throws(RawLogError) in try open(path, access) },
            size: { [self] (file) throws(RawLogError) in
                try onNode("look at", file) { state, node in .success(Int64(state.nodes[node].cache.count)) }
            },
            read: { [self] (file, room, place) throws(RawLogError) in
                let count = room.count
                let bytes = try onNode("read", file) { state, node in
                    .success(Array(state.nodes[node].cache.dropFirst(Int(place)).prefix(count)))
                }
                room.copyBytes(from: bytes)
                return bytes.count
            },
            write: { [self] (file, bytes, place) throws(RawLogError) in
                let written = Array(bytes)
                return try onNode("write", file) { state, node in
                    if state.isFull { return .failure(ENOSPC) }
                    Self.change(written, at: Int(place), &state.nodes[node])
                    return .success(written.count)
                }
            },
            truncate: { [self] (file, size) throws(RawLogError) in
                try onNode("cut", file) { state, node in
                    Self.change(nil, at: Int(size), &state.nodes[node])
                    return .success(())
                }
            },
            sync: { [self] (file) throws(RawLogError) in
                try onNode("make durable", file) { state, node in
                    for (place, bytes) in state.nodes[node].unsynced { Self.write(bytes, at: place, &state.nodes[node].durable) }
                    state.nodes[node].unsynced = []
                    return .success(())
                }
            },
            syncFolder: { [self] (path) throws(RawLogError) in
                try act("make durable the names in", path) { state in
                    for naming in state.namings where Self.folder(naming.path) == path {
                        Self.apply(naming, &state.durableNames, &state.durableFolders)
                    }
                    state.namings.removeAll { Self.folder($0.path) == path }
                    return .success(())
                }
            },
            rename: { [self] (from, to) throws(RawLogError) in
                try act("rename", from) { state in
                    guard let node = state.names.removeValue(forKey: from) else { return .failure(ENOENT) }
                    state.names[to] = node
                    state.namings.append(.move(from, to, node))
                    return .success(())
                }
            },
            remove: { [self] (path) throws(RawLogError) in
                try act("remove", path) { state in
                    guard state.names.removeValue(forKey: path) != nil else { return .failure(ENOENT) }
                    state.namings.append(.name(path, nil))
                    return .success(())
                }
            },
            close: { [self] file in
                state.withLock { state in
                    state.open[file.descriptor] = nil
                    state.locks[file.descriptor] = nil
                }
            })
    }

    private enum Outcome<Value> {
        case success(Value)
        case failure(Int32)
    }

    private static func change(_ bytes: [UInt8]?, at place: Int, _ node: inout Node) {
        write(bytes, at: place, &node.cache)
        node.unsynced.append((place, bytes))
    }

    /// One operation: counted, and refused when the process is dead.
    private func act<Value: Sendable>(
        _ operation: String, _ path: String, _ body: @Sendable (inout State) -> Outcome<Value>
    ) throws(RawLogError) -> Value {
        let outcome: Outcome<Value> = state.withLock { state in
            if let left = state.untilKill {
                guard left > 0 else { return .failure(EIO) }
                state.untilKill = left - 1
            }
            return body(&state)
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let code): throw RawLogError.failed(operation, path, code: code)
        }
    }

    private func onNode<Value: Sendable>(
        _ operation: String, _ file: DiskFile, _ body: @Sendable (inout State, Int) -> Outcome<Value>
    ) throws(RawLogError) -> Value {
        try act(operation, file.path) { state in
            guard let node = state.open[file.descriptor] else { return .failure(EBADF) }
            return body(&state, node)
        }
    }

    private func open(_ path: String, _ access: DiskAccess) throws(RawLogError) -> DiskFile {
        try act("open", path) { state in
            guard state.folders.contains(Self.folder(path)) else { return .failure(ENOENT) }
            if access == .create, state.names[path] != nil { return .failure(EEXIST) }
            if access == .lock, state.locks.values.contains(path) { return .failure(EWOULDBLOCK) }
            if state.names[path] == nil {
                guard access == .create || access == .lock else { return .failure(ENOENT) }
                if state.isFull { return .failure(ENOSPC) }
                state.nodes.append(Node())
                state.names[path] = state.nodes.count - 1
                state.namings.append(.name(path, state.nodes.count - 1))
            }
            state.lastDescriptor += 1
            state.open[state.lastDescriptor] = state.names[path]
            if access == .lock { state.locks[state.lastDescriptor] = path }
            return .success(DiskFile(descriptor: state.lastDescriptor, path: path))
        }
    }
}
