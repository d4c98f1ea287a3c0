import Foundation
import Glibc
import Testing

@testable import RawLog

@Suite("Packed files of a raw log")
struct PackTests {
    enum Death: CaseIterable { case none, kill, power }

    /// A log of some files, all of it durable.
    private func log(_ seed: UInt64, acts: Int = 60) -> (FaultyDisk, Scribe, SeededRandom) {
        let disk = FaultyDisk()
        var random = SeededRandom(seed: seed)
        var scribe = Scribe(RawFolder(path: "/book/raw", disk: disk.disk))
        scribe.start()
        repeat { for _ in 0..<acts { scribe.act(&random) } } while plain(disk) < 2
        scribe.sync()
        return (disk, scribe, random)
    }

    private func plain(_ disk: FaultyDisk) -> Int { disk.paths().filter { $0.hasSuffix(".raw") }.count }

    @Test("Packed at any moment, written on, opened again: the stream is the same, and only the last file is plain")
    func sameStream() throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            var (disk, scribe, random) = log(seed)
            for _ in 0..<4 {
                let packing = try scribe.folder.pack("pbx-1")
                #expect(plain(disk) == 1 && packing.files > 0, "seed \(seed)")
                #expect(difference(try pieces(scribe.folder.reader(of: "pbx-1")), scribe.taken) == nil, "seed \(seed)")
                #expect(try scribe.folder.verify("pbx-1").isWhole, "seed \(seed)")
                repeat { for _ in 0..<40 { scribe.act(&random) } } while plain(disk) < 2
                scribe.sync()
            }
            #expect(difference(try pieces(scribe.folder.reader(of: "pbx-1")), scribe.taken) == nil, "seed \(seed)")
        }
    }

    @Test("From any offset, also deep in a file of several packed pieces")
    func offsets() throws {
        let disk = FaultyDisk()
        let folder = RawFolder(path: "/book/raw", disk: disk.disk)
        let writer = try folder.writer(of: "big")
        let part = try writer.begin("x", arrival: RawArrival(seconds: 0, day: 0))
        let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        try writer.append(bytes, part: part, arrival: RawArrival(seconds: 0, day: 0))
        try writer.sync()
        try writer.append([1], part: part, arrival: RawArrival(seconds: 90_000, day: 1))
        try writer.sync()
        #expect(try folder.pack("big").files == 1)
        for offset in [0, 1, 1_048_575, 1_048_576, 3_333_333, 4_999_999] as [Int64] {
            let found = try folder.bytes(at: RawPosition(source: "big", offset: offset), count: 7)
            #expect(found == Array(bytes[Int(offset)...].prefix(7)) + (offset == 4_999_999 ? [1] : []))
        }
    }

    @Test("Each changed byte and each cut of a packed file is found")
    func damage() throws {
        let (disk, scribe, _) = log(3)
        _ = try scribe.folder.pack("pbx-1")
        let files = Dictionary(uniqueKeysWithValues: disk.paths().compactMap { path in disk.contents(path).map { (path, $0) } })
        func isWhole(_ files: [String: [UInt8]]) throws -> Bool {
            let disk = FaultyDisk()
            for (path, bytes) in files { disk.put(path, bytes) }
            return try RawFolder(path: "/book/raw", disk: disk.disk).verify("pbx-1").isWhole
        }
        #expect(try isWhole(files))
        for (path, bytes) in files where path.hasSuffix(".gz") {
            for index in bytes.indices {
                for mask in [UInt8(0x01), 0x80] {
                    var changed = files
                    changed[path]?[index] ^= mask
                    #expect(try !isWhole(changed), "\(path) byte \(index) xor \(mask)")
                }
                var cut = files
                cut[path] = Array(bytes[..<index])
                #expect(try !isWhole(cut), "\(path) cut at \(index)")
            }
            var longer = files
            longer[path] = bytes + [0]
            #expect(try !isWhole(longer))
            var less = files
            less[path] = nil
            #expect(try !isWhole(less), "without \(path)")
        }
    }

    @Test(
        "Each operation of packing fails, or the machine dies there: no byte is lost, and packing again ends it", arguments: Death.allCases)
    func faults(death: Death) throws {
        for code in [EIO, ENOSPC] {
            var nth = 1
            while true {
                var (disk, scribe, random) = log(8, acts: 45)
                let context = "errno \(code), operation \(nth), \(death)"
                disk.set(FaultyDisk.Fault(first: nth, count: death == .none ? 1 : 1_000_000, code: code))
                _ = failure { _ = try scribe.folder.pack("pbx-1") }
                let fired = disk.fired
                disk.set(nil)
                scribe.writer = nil
                if death == .power { disk.losePower(using: &random) }
                if death == .kill { disk.kill() }
                #expect(difference(try pieces(scribe.folder.reader(of: "pbx-1")), scribe.taken) == nil, "\(context)")
                #expect(try scribe.folder.verify("pbx-1").isWhole, "\(context)")
                scribe.start()
                scribe.sync()
                _ = try scribe.folder.pack("pbx-1")
                #expect(plain(disk) == 1, "\(context)")
                disk.losePower(using: &random)
                #expect(difference(try pieces(scribe.folder.reader(of: "pbx-1")), scribe.taken) == nil, "\(context): packed again")
                if fired.isEmpty { break }
                nth += 1
            }
            #expect(nth > 20)
        }
    }

    @Test("A damaged file is not packed")
    func damagedStays() throws {
        let (disk, scribe, _) = log(4)
        let path = try #require(disk.paths().first { $0.hasSuffix(".raw") })
        var bytes = try #require(disk.contents(path))
        bytes[bytes.count / 2] ^= 4
        disk.put(path, bytes)
        #expect(failure { _ = try scribe.folder.pack("pbx-1") }?.kind == .damaged)
        #expect(disk.contents(path) == bytes)
    }

    @Test("What other programs unpack is the plain file")
    func gzip() throws {
        let root = NSTemporaryDirectory() + "pack-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let folder = RawFolder(path: root + "/raw")
        let writer = try folder.writer(of: "pbx")
        let part = try writer.begin("x", arrival: RawArrival(seconds: 0, day: 0))
        try writer.append([UInt8](repeating: 65, count: 3_000_000), part: part, arrival: RawArrival(seconds: 0, day: 0))
        try writer.sync()
        let plain = try Data(contentsOf: URL(fileURLWithPath: root + "/raw/pbx/00000000000000000000.raw"))
        try writer.append([66], part: part, arrival: RawArrival(seconds: 86_400, day: 1))
        try writer.sync()
        let packing = try folder.pack("pbx")
        #expect(packing.before == Int64(plain.count) && packing.after < 100_000)
        let unpack = Process()
        unpack.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
        unpack.arguments = ["-d", "-k", root + "/raw/pbx/00000000000000000000.raw.gz"]
        try unpack.run()
        unpack.waitUntilExit()
        #expect(unpack.terminationStatus == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: root + "/raw/pbx/00000000000000000000.raw")) == plain)
        let mode = try FileManager.default.attributesOfItem(atPath: root + "/raw/pbx/00000000000000000000.raw.gz")[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}
