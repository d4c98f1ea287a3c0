import Foundation
import Testing

@testable import Time

/// The zone files and the reference figures that lie beside the tests.
enum Samples {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Data")

    static let names = [
        "Africa/Casablanca", "America/New_York", "America/Sao_Paulo", "Asia/Ho_Chi_Minh", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Apia",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let file = name.replacing("/", with: "-") + ".tzif"
        return [UInt8](try Data(contentsOf: folder.appending(path: file)))
    }

    static func zone(_ name: String) throws -> Zone { try TZif.read(name: name, bytes: try bytes(name)) }

    /// Lines of reference.txt (made by make-reference.py with Python's zoneinfo) that begin with `kind`, cut at the blanks.
    static func reference(_ kind: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appending(path: "reference.txt"), encoding: .utf8)
        return text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }.filter { $0[0] == kind }
    }
}
