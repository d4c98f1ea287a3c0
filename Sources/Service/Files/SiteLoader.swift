public import Reading
public import Site

/// Files as they were read: the bytes of the site file and of the decks that it names.
public struct LoadedSite: Sendable {
    public var main: [UInt8]
    public var decks: [String: [UInt8]]
    public var site: Site
    public var problems: Problems
    /// Where its parts stand.
    public var lines: SiteLines
}

/// Site files and the decks beside them, on this machine's disk.
public struct SiteLoader: Sendable {
    /// A site file has at most so many bytes, a deck likewise.
    static let limit = 256 << 20

    public let zones: ZoneFiles

    public init(zones: ZoneFiles = ZoneFiles()) { self.zones = zones }

    /// Reads and checks a site file; its decks lie in the same folder.
    /// - Throws: `Problems` with everything that is wrong, or why the file cannot be read.
    public func load(_ path: String) throws -> LoadedSite {
        let main = try InputFile(path).readAll(limit: Self.limit)
        let folder = FileSystem.folder(of: path)
        let reading = read(file: path, main) { name in
            // A deck is a file beside the site file, never one elsewhere.
            guard !name.contains("/"), name != "..", !name.utf8.contains(0) else { return nil }
            return try? InputFile(folder + "/" + name).readAll(limit: Self.limit)
        }
        guard let site = reading.result.site else { throw reading.result.problems }
        return LoadedSite(main: main, decks: reading.decks, site: site, problems: reading.result.problems, lines: reading.result.lines)
    }

    /// Reads a site from bytes that are already here, and tells which decks it asked for.
    public func read(
        file: String, _ bytes: [UInt8], decks: (String) -> [UInt8]?
    ) -> (result: SiteReading, decks: [String: [UInt8]]) {
        let asked = Asked()
        let result = withoutActuallyEscaping(decks) { decks in
            SiteReader.read(
                file: file, bytes: bytes,
                decks: { name in
                    let bytes = decks(name)
                    asked.decks[name] = bytes
                    return bytes
                }, zones: { zones.zone($0) })
        }
        return (result, asked.decks)
    }

    /// Filled in while one site is read, by the task that reads it.
    private final class Asked { var decks: [String: [UInt8]] = [:] }
}
