import Foundation

/// A file of the repository.
struct SourceFile: Sendable {
    /// Below the root of the repository: `Sources/Money/Price.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The room of a file below Sources; empty elsewhere.
    var room: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : ""
    }
    func isBelow(_ folders: String...) -> Bool { folders.contains { path.hasPrefix($0 + "/") } }
}

/// The repository that these tests stand in.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

    /// Swift files below the folders, in order.
    static func swift(_ folders: String...) throws -> [SourceFile] {
        try folders.flatMap { try files($0) { $0.hasSuffix(".swift") } }
    }

    /// Files below a folder whose path `isWanted`, in order; hidden ones and builds are none of the house.
    static func files(_ folder: String, where isWanted: (String) -> Bool) throws -> [SourceFile] {
        let base = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { name in
            isWanted(name) && !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }.sorted().map { SourceFile(path: "\(folder)/\($0)", text: try text("\(folder)/\($0)")) }
    }
}
