extension RawFolder {
    /// Copies all files of all sources as they are, each durable before it has its name; a lock is not copied.
    public func copy(to other: RawFolder) throws(RawLogError) {
        try other.disk.makeFolder(other.path)
        for name in try names(in: path) where name == Self.restored { try copy("/" + name, to: other) }
        for source in try sources() {
            try other.disk.makeFolder(other.path + "/" + source)
            for name in try disk.list(path + "/" + source).sorted() where name != "lock" && !name.hasSuffix(".new") {
                try copy("/" + source + "/" + name, to: other)
            }
            try other.disk.syncFolder(other.path + "/" + source)
        }
        try other.disk.syncFolder(other.path)
    }

    private func names(in path: String) throws(RawLogError) -> [String] {
        do throws(RawLogError) { return try disk.list(path) } catch {
            if error.kind == .missing { return [] }
            throw error
        }
    }

    private func copy(_ name: String, to other: RawFolder) throws(RawLogError) {
        let file = try disk.open(path + name, .read)
        defer { disk.close(file) }
        let copy = try other.disk.open(other.path + name, .create)
        defer { other.disk.close(copy) }
        var place: Int64 = 0
        while true {
            let bytes = try disk.readAll(file, count: 1 << 20, at: place)
            guard !bytes.isEmpty else { break }
            try other.disk.writeAll(copy, bytes, at: place)
            place += Int64(bytes.count)
        }
        try other.disk.sync(copy)
    }
}
