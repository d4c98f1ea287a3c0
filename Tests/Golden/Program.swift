import Foundation
import Testing

/// The built program, run as its user runs it.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        /// One JSON object for each line of the output.
        var objects: [[String: Any]] {
            output.split(separator: "\n").map { line in
                (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] ?? [:]
            }
        }

        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
        }
    }

    /// The build folder holds program and test runner side by side.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("tollbook").path

    /// Files beside these tests.
    static func data(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data/" + name).path
    }

    static func run(_ arguments: String..., input: Data? = nil, folder: String? = nil) throws -> Result {
        try run(arguments, input: input, folder: folder)
    }

    /// Under limits of the system (prlimit), with a umask of 0.
    static func limited(_ limit: String, _ arguments: String...) throws -> Result {
        try run(["-c", "umask 0; exec prlimit \(limit) \"$@\"", "sh", path] + arguments, program: "/bin/bash")
    }

    static func run(
        _ arguments: [String], input: Data? = nil, folder: String? = nil, program: String = Program.path
    ) throws -> Result {
        let process = try start(arguments, folder: folder, program: program)
        let output = process.standardOutput as? Pipe ?? Pipe()
        let errors = process.standardError as? Pipe ?? Pipe()
        let stdin = process.standardInput as? Pipe ?? Pipe()
        let feeding = DispatchQueue(label: "feed")
        feeding.async {
            if let input { try? stdin.fileHandleForWriting.write(contentsOf: input) }
            try? stdin.fileHandleForWriting.close()
        }
        let collected = Collected()
        let reading = DispatchGroup()
        DispatchQueue.global().async(group: reading) { collected.errors = errors.fileHandleForReading.readDataToEndOfFile() }
        let out = output.fileHandleForReading.readDataToEndOfFile()
        reading.wait()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus,
            output: String(decoding: out, as: UTF8.self), errors: String(decoding: collected.errors, as: UTF8.self))
    }

    /// Starts without waiting: for servers and kills.
    static func start(_ arguments: [String], folder: String? = nil, program: String = Program.path) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { _, new in new }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardInput = Pipe()
        process.standardOutput = Pipe()
        process.standardError = Pipe()
        try process.run()
        return process
    }

    /// A server of its own port, once it says where it is.
    static func serve(_ book: String) throws -> Process {
        let process = try start(["serve", "--book", book, "--listen", "127.0.0.1:0"])
        guard let output = process.standardOutput as? Pipe else { return process }
        while true {
            let line = output.fileHandleForReading.availableData
            if line.isEmpty || String(decoding: line, as: UTF8.self).contains("Serving") { return process }
        }
    }

    /// Written by one queue, read after it was joined.
    private final class Collected: @unchecked Sendable {
        var errors = Data()
    }
}

/// A folder that goes away with the test.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tollbook-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The rights of everything below a folder of it, by path.
    func rights(below folder: String) throws -> [String: Int] {
        let paths = FileManager.default.enumerator(atPath: path + "/" + folder)?.allObjects.compactMap { $0 as? String } ?? []
        return try Dictionary(
            uniqueKeysWithValues: paths.map { name in
                let found = try FileManager.default.attributesOfItem(atPath: path + "/" + folder + "/" + name)
                return (name, found[.posixPermissions] as? Int ?? -1)
            })
    }

    func file(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}
