public import Time

/// The time zones of this machine (Debian's package tzdata).
public struct ZoneFiles: Sendable {
    private let folder: String

    public init(folder: String = "/usr/share/zoneinfo") { self.folder = folder }

    /// `nil` where the machine knows no such zone. A name never leads out of the folder.
    public func zone(_ name: String) -> Zone? {
        if name == "UTC" { return .utc }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let plain = parts.allSatisfy { part in
            !part.isEmpty && part != ".." && part != "."
                && part.utf8.allSatisfy { byte in
                    switch byte {
                    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
                    default: false
                    }
                }
        }
        guard plain, name.utf8.count <= 64 else { return nil }
        guard let file = try? InputFile(folder + "/" + name), let bytes = try? file.readAll(limit: 1 << 20) else { return nil }
        return try? TZif.read(name: name, bytes: bytes)
    }
}
