/// The raw logs of a book: one folder for each source below `path`.
public struct RawFolder: Sendable {
    /// The book's folder `raw`.
    public let path: String
    let disk: Disk

    public init(path: String, disk: Disk = .live) {
        self.path = path
        self.disk = disk
    }

    /// Whether `source` can name a source: 1 to 64 of `a-z`, `0-9` and `-`.
    public static func isSource(_ source: String) -> Bool {
        (1...64).contains(source.utf8.count)
            && source.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }

    /// The ids of the sources that have a log, sorted; none where the folder is not there yet.
    public func sources() throws(RawLogError) -> [String] {
        do throws(RawLogError) {
            return try disk.list(path).filter(Self.isSource).sorted()
        } catch {
            if error.kind == .missing { return [] }
            throw error
        }
    }

    /// The note that the book was restored without its raw logs: they go on where the book stands.
    public static let restored = "RESTORED"

    /// Whether that note is there.
    public var isRestored: Bool {
        get throws(RawLogError) {
            do throws(RawLogError) { return try disk.list(path).contains(Self.restored) } catch {
                if error.kind == .missing { return false }
                throw error
            }
        }
    }

    /// Opens the source's log to write, made new where there is none. Only one writer a source; a second gets `.inUse`.
    ///
    /// - Parameter expecting: the logical offset that somebody relies on (a book's committed position). A log that ends
    ///   before it gives `.lost` and is left as it is.
    public func writer(
        of source: String, expecting: Int64 = 0, options: RawOptions = RawOptions()
    ) throws(RawLogError) -> RawWriter {
        try RawWriter(
            folder: folder(of: source), parents: (path, parent), source: source, expecting: expecting, options: options,
            disk: disk)
    }

    /// Reads the source's log from a logical offset on.
    ///
    /// - Parameter through: reading ends at this logical offset; for a log that is being written the writer's `durable`.
    public func reader(of source: String, from offset: Int64 = 0, through: Int64? = nil) throws(RawLogError) -> RawReader {
        try RawReader(folder: folder(of: source), source: source, from: offset, through: through, disk: disk)
    }

    /// The bytes of one part from a logical offset on, such as a call's raw line: those of other parts between them are
    /// stepped over. Fewer than `count` where the part ends before.
    public func bytes(at position: RawPosition, count: Int) throws(RawLogError) -> [UInt8] {
        let reader = try reader(of: position.source, from: position.offset)
        var part: Int64?
        var found: [UInt8] = []
        while found.count < count, let block = try reader.next() {
            if block.kind == .end, block.part == part { break }
            guard block.kind == .data, part == nil || block.part == part else { continue }
            // A log that was begun anew has nothing of what was before.
            if part == nil, block.offset > position.offset { break }
            part = block.part
            found += block.bytes.prefix(count - found.count)
        }
        if count > 0, found.isEmpty { throw reader.beyond(position.offset) }
        return found
    }

    func folder(of source: String) throws(RawLogError) -> String {
        guard Self.isSource(source) else {
            let shown = PartName.escaped(String(source.prefix(80)))
            throw RawLogError(
                .wrongUse, "\"\(shown)\" cannot name a source", path: path, mend: "Use 1 to 64 of the characters a-z, 0-9 and -.")
        }
        return path + "/" + source
    }

    private var parent: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// How a log is cut.
public struct RawOptions: Hashable, Sendable {
    /// Bytes after which a new file begins (256 MiB).
    public var fileSize: Int64 = 256 << 20
    /// The longest payload of a block, 1 … 1,048,576 bytes.
    public var blockSize: Int = 1 << 20
    /// Bytes taken but not yet durable, after which the writer makes them durable by itself (8 MiB).
    public var unsyncedSize: Int = 8 << 20
    /// A log of which nothing is there begins at the offset that is expected: its beginning is lost for good. Else that is `.lost`.
    public var beginsAnew = false

    public init() {}
}
