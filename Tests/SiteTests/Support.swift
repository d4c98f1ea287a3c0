import Reading
import Site
import Time

#if canImport(Glibc)
    import Glibc
#endif

/// Files beside the tests, zones made by hand, and short ways to read.
enum Sample {
    static let folder = #filePath.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }

    /// `nil` where there is no such file.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(folder + "/" + path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func text(_ path: String) -> String { String(decoding: bytes(path) ?? [], as: UTF8.self) }

    static func write(_ text: String, _ path: String) {
        guard let file = fopen(folder + "/" + path, "wb") else { return }
        defer { fclose(file) }
        fputs(text, file)
    }

    static func folders(_ path: String) -> [String] {
        guard let directory = opendir(folder + "/" + path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static let hanoi = Zone(name: "Asia/Ho_Chi_Minh", changes: [], offsets: [25_200])
    static let berlin = Zone(name: "Europe/Berlin", changes: [1_774_746_000], offsets: [3600, 7200])

    static func zone(_ name: String) -> Zone? { [hanoi, berlin].first { $0.name == name } }

    /// Reads a text as the file `site.yaml` with decks beside it.
    static func read(_ text: String, decks: [String: String] = [:]) -> SiteReading {
        SiteReader.read(file: "site.yaml", bytes: Array(text.utf8), decks: { decks[$0].map { Array($0.utf8) } }, zones: zone)
    }

    static func read(_ files: SiteFiles) -> SiteReading {
        SiteReader.read(
            file: "site.yaml", bytes: files.yaml, decks: { name in files.decks.first { $0.name == name }?.bytes }, zones: zone)
    }

    /// The one table of a text of rate tables.
    static func table(_ text: String, decks: [String: String] = [:]) -> RateTable? {
        read("rateTables:\n" + text, decks: decks).site?.rateTables.first
    }
}

/// Whether expected messages are to be written anew; look at the difference before it is committed.
enum Record {
    static let isAsked = getenv("TOLLBOOK_RECORD") != nil
}

/// Random numbers from a seed, the same everywhere (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
