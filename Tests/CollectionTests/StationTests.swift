import Foundation
import RawLog
import Synchronization
import Testing
import Time

@testable import Collection

/// A clock that a test moves.
private final class Hands: Sendable {
    private let state = Mutex<(seconds: Int64, milliseconds: Int64)>((1_772_442_000, 0))

    func advance(milliseconds: Int64) {
        state.withLock { state in
            state.milliseconds += milliseconds
            state.seconds += milliseconds / 1_000
        }
    }

    var clock: SourceClock {
        SourceClock(
            now: { Instant(seconds: self.state.withLock { $0.seconds }) }, milliseconds: { self.state.withLock { $0.milliseconds } },
            zone: .utc)
    }
}

struct StationTests {
    private let folder = Folder()
    private let hands = Hands()
    private let announced = Announced()

    private final class Announced: Sendable {
        let offsets = Mutex<[Int64]>([])
        var all: [Int64] { offsets.withLock { $0 } }
    }

    private func station() throws -> Station {
        let writer = try RawFolder(path: folder.path + "/raw").writer(of: "x")
        let announced = announced
        return Station(writer: writer, clock: hands.clock, control: try SourceControl(), desk: HealthDesk()) { offset in
            announced.offsets.withLock { $0.append(offset) }
        }
    }

    @Test func whatWasTakenIsDurableInTime() throws {
        let station = try station()
        let part = try station.begin("a")
        try station.append([1, 2, 3], part: part)
        try station.wait(atMost: 0)
        #expect(announced.all.isEmpty)
        hands.advance(milliseconds: 24)
        try station.append([4], part: part)
        try station.wait(atMost: 0)
        #expect(announced.all.isEmpty)
        hands.advance(milliseconds: 1)
        try station.wait(atMost: 0)
        // Together, 25 ms after the first came.
        #expect(announced.all == [4])
        hands.advance(milliseconds: 1_000)
        try station.wait(atMost: 0)
        #expect(announced.all == [4])
    }

    @Test func nothingIsAcknowledgedWhileTheDiskIsFull() async throws {
        let full = FullDisk()
        let rig = Rig(disk: full.disk)
        await rig.collector.apply([definition("pbx", .tcpServer(TCPServerSettings(port: 0, allowed: try AddressList(["any"]))))])
        let client = try Client(tcp: try await rig.port("pbx"))
        client.send("before\n")
        try await eventually("durable") { await rig.health("pbx").durable == 7 }
        full.fill(true)
        client.send("kept back\n")
        try await eventually("it is said") { await rig.health("pbx").state == .stalled }
        #expect(await rig.health("pbx").lastError?.contains("No space left") == true)
        #expect(try await rig.text("pbx") == "before\n" && rig.announced("pbx") == 7)
        client.send("and more\n")
        full.fill(false)
        try await eventually("it goes on by itself") { try await rig.text("pbx") == "before\nkept back\nand more\n" }
        try await eventually("and says so") { await rig.health("pbx").state == .running }
        await rig.stop()
    }

    @Test func aFullDiskDoesNotKeepASourceFromEnding() async throws {
        let full = FullDisk()
        let rig = Rig(disk: full.disk)
        await rig.collector.apply([definition("pbx", .tcpServer(TCPServerSettings(port: 0, allowed: try AddressList(["any"]))))])
        let client = try Client(tcp: try await rig.port("pbx"))
        full.fill(true)
        client.send("lost with us, but never acknowledged\n")
        try await eventually("it waits for the disk") { await rig.health("pbx").state == .stalled }
        await rig.stop()
        #expect(await rig.health("pbx").state == .stopped)
        #expect(rig.announced("pbx") == nil)
    }

    @Test func stoppingWakesWhoWaits() async throws {
        let control = try SourceControl()
        let begun = ContinuousClock.now
        let folder = folder.path
        let end = Gate()
        let task = Task {
            await onThread {
                guard let writer = try? RawFolder(path: folder + "/raw").writer(of: "y") else { return }
                let station = Station(writer: writer, clock: .live(zone: .utc), control: control, desk: HealthDesk()) { _ in }
                _ = try? station.wait(atMost: 60_000)
                end.open()
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        control.stop()
        await end.wait()
        #expect(await task.value)
        #expect(ContinuousClock.now - begun < .seconds(10))
    }
}

/// A disk that can be full.
final class FullDisk: Sendable {
    private let isFull = Mutex(false)

    func fill(_ full: Bool) { isFull.withLock { $0 = full } }

    var disk: Disk {
        var disk = Disk.live
        disk.write = { [self] (file, bytes, place) throws(RawLogError) in
            if isFull.withLock({ $0 }) { throw .failed("write", file.path, code: ENOSPC) }
            return try Disk.live.write(file, bytes, place)
        }
        return disk
    }
}
