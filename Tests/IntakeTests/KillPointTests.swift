import Foundation
import GRDB
import Model
import RawLog
import Store
import Testing

@testable import Intake
@testable import Store

/// A named point of the way in, counted from 1.
struct KillPoint: Codable, Sendable, CustomStringConvertible {
    enum Place: String, Codable, CaseIterable, Sendable {
        /// Before bytes are written to the raw log; before they are synced; behind that.
        case append, sync, synced
        /// Before and behind a commit to the book; behind it the answer has not been given yet.
        case commit, committed
    }

    var place: Place
    var count: Int
    var description: String { "\(place) \(count)" }
}

/// Ends the process at its point as `kill -9` does.
final class Killer: @unchecked Sendable {
    private let point: KillPoint
    private var passed = 0

    init(_ point: KillPoint) { self.point = point }

    func pass(_ place: KillPoint.Place) {
        guard place == point.place else { return }
        passed += 1
        if passed == point.count { kill(getpid(), SIGKILL) }
    }

    var disk: Disk {
        var disk = Disk.live
        disk.write = { [self] (file, bytes, place) throws(RawLogError) in
            pass(.append)
            return try Disk.live.write(file, bytes, place)
        }
        disk.sync = { [self] (file) throws(RawLogError) in
            pass(.sync)
            try Disk.live.sync(file)
            pass(.synced)
        }
        return disk
    }
}

extension Killer: TransactionObserver {
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { pass(.commit) }
    func databaseDidCommit(_ db: Database) { pass(.committed) }
    func databaseDidRollback(_ db: Database) {}
}

@Suite("Killed at a named point of the way in (X1)", .serialized)
struct KillPointTests {
    static let points = KillPoint.Place.allCases.flatMap { place in [1, 2, 3].map { KillPoint(place: place, count: $0) } }

    /// Enough for several pieces and batches.
    static func log() -> [UInt8] {
        var lines = Lines(77)
        return Array(lines.office(24_000).joined().utf8)
    }

    @Test func importedAgainItIsAsUndisturbed() async throws {
        let undisturbed = try Office()
        try await undisturbed.run(Self.log(), pieces: 5)
        let expected = try (undisturbed.calls(), undisturbed.summaries(), undisturbed.book.imports().first?.counts)
        for point in Self.points {
            let folder = NSTemporaryDirectory() + "killed-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            await #expect(processExitsWith: .signal(SIGKILL), "\(point)") { [point = point as KillPoint, folder = folder as String] in
                let office = try Office(path: folder + "/office.book")
                let killer = Killer(point)
                office.disk = killer.disk
                office.book.pool.add(transactionObserver: killer, extent: .databaseLifetime)
                try await office.run(KillPointTests.log(), pieces: 5)
            }
            let office = try Office(path: folder + "/office.book")
            try await office.run(Self.log(), pieces: 5)
            #expect(try office.calls() == expected.0, "\(point)")
            #expect(try office.summaries() == expected.1, "\(point)")
            let imports = try office.book.imports()
            #expect(imports.first?.counts == expected.2, "\(point)")
            #expect(imports.count == 1, "\(point)")
            #expect(try office.book.check() == [], "\(point)")
        }
    }
}
