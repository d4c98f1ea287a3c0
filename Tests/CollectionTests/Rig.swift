import Foundation
import Model
import RawLog
import Synchronization
import Testing
import Time

@testable import Collection

/// A collector with a book's folder of its own, running until it is stopped.
final class Rig: Sendable {
    let folder: String
    let collector: Collector
    private let task: Task<Void, Never>
    private let durable = Mutex<[SourceID: Int64]>([:])
    private let keepsFolder: Bool

    /// - Parameter folder: of a rig before, to go on with what it left.
    init(folder: String? = nil, disk: Disk = .live, keepsFolder: Bool = false) {
        self.folder = folder ?? NSTemporaryDirectory() + "collection-" + UUID().uuidString
        self.keepsFolder = keepsFolder
        mkdir(self.folder, 0o700)
        let announce = Announcer()
        let house = CollectorHouse(
            raw: RawFolder(path: self.folder + "/raw", disk: disk), folder: self.folder + "/collection",
            clock: .live(zone: .utc), onDurable: { id, offset in announce.rig?.durable.withLock { $0[id] = offset } })
        let collector = Collector(house)
        self.collector = collector
        task = Task { await collector.run() }
        announce.set(self)
    }

    deinit { if !keepsFolder { try? FileManager.default.removeItem(atPath: folder) } }

    func stop() async {
        task.cancel()
        await task.value
    }

    func health(_ id: String) async -> SourceHealth { await collector.health[SourceID(id)] ?? SourceHealth() }

    func trace(_ id: String) async -> String { await collector.desk(of: SourceID(id))?.trace.joined(separator: "\n") ?? "" }

    /// The logical offset announced last.
    func announced(_ id: String) -> Int64? { durable.withLock { $0[SourceID(id)] } }

    /// Waits until the source runs, and gives the port it listens at.
    func port(_ id: String) async throws -> UInt16 {
        try await eventually("\(id) listens") {
            let health = await self.health(id)
            return health.port != nil && health.state == .running
        }
        let health = await health(id)
        return try #require(health.port)
    }

    /// What is durable of a source, part by part.
    func parts(_ id: String) async throws -> [Part] {
        let durable = await health(id).durable
        guard durable > 0 else { return [] }
        let reader = try RawFolder(path: folder + "/raw").reader(of: id, through: durable)
        var parts: [Part] = []
        while let block = try reader.next() {
            switch block.kind {
            case .begin: parts.append(Part(number: block.part, name: block.name))
            case .data:
                guard let index = parts.firstIndex(where: { $0.number == block.part }) else { continue }
                parts[index].text += String(decoding: block.bytes, as: UTF8.self)
            case .end:
                guard let index = parts.firstIndex(where: { $0.number == block.part }) else { continue }
                parts[index].hasEnded = true
            case .file: break
            }
        }
        return parts
    }

    /// All bytes that are durable, in the order of the log.
    func text(_ id: String) async throws -> String { try await parts(id).map(\.text).joined() }

    struct Part {
        var number: Int64
        var name: String
        var text = ""
        var hasEnded = false
    }

    private final class Announcer: Sendable {
        private let held = Mutex<WeakRig>(WeakRig())
        var rig: Rig? { held.withLock { $0.rig } }
        func set(_ rig: Rig) { held.withLock { $0.rig = rig } }
    }

    private struct WeakRig { weak var rig: Rig? }
}

/// Waits until something is so; fails after ten seconds.
func eventually(_ what: String, within seconds: Int64 = 10, _ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await holds() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    let holds = try await holds()
    try #require(holds, "\(what): not within \(seconds) s")
}

func definition(_ id: String, _ transport: Transport) -> SourceDefinition {
    SourceDefinition(id: SourceID(id), switch: SwitchID("main"), format: FormatID("any"), transport: transport)
}

/// A folder that is gone with the test.
final class Folder {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "watched-" + UUID().uuidString
        mkdir(path, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }
    func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name)) }

    func append(_ name: String, _ text: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + name))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    func rename(_ from: String, _ to: String) throws {
        try FileManager.default.moveItem(atPath: path + "/" + from, toPath: path + "/" + to)
    }
}
