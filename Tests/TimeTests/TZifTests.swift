import Testing

@testable import Time

struct TZifTests {
    @Test(arguments: Samples.names)
    func cutFilesAreRefused(name: String) throws {
        let bytes = try Samples.bytes(name)
        _ = try TZif.read(name: name, bytes: bytes)
        for length in 0..<bytes.count {
            #expect(throws: TZif.Failure.self) { try TZif.read(name: name, bytes: Array(bytes[..<length])) }
        }
    }

    /// A damaged file gives a zone or an error, never a trap.
    @Test(arguments: Samples.names)
    func damagedFilesDoNotTrap(name: String) throws {
        let bytes = try Samples.bytes(name)
        for seed in 0..<500 as Range<UInt64> {
            var random = Dice(seed: seed)
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            do throws(TZif.Failure) {
                let zone = try TZif.read(name: name, bytes: damaged)
                let instant = Instant(seconds: Int64.random(in: -5_000_000_000...5_000_000_000, using: &random))
                let wall = zone.wall(instant)
                #expect(zone.resolve(wall).earliest <= instant, "seed \(seed)")
            } catch {
                #expect([.notTZif, .cutShort, .notAZone].contains(error) || error.isBadRule, "seed \(seed)")
            }
        }
    }

    @Test func otherFilesAreNamedSo() {
        #expect(throws: TZif.Failure.notTZif) { try TZif.read(name: "x", bytes: Array("a line of text".utf8)) }
        #expect(throws: TZif.Failure.cutShort) { try TZif.read(name: "x", bytes: Array("TZif".utf8)) }
    }

    @Test func firstVersionHasNoRule() throws {
        // Version 1, one change at 100 from UTC to UTC + 1 h.
        let head: [UInt8] = Array("TZif".utf8) + Array(repeating: 0, count: 16)
        let counts: [UInt8] = [0, 0, 0, 1, 2, 4].flatMap { [0, 0, 0, $0] }
        let change: [UInt8] = [0, 0, 0, 100, 1]
        let types: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0x0e, 0x10, 1, 0]
        let zone = try TZif.read(name: "x", bytes: head + counts + change + types + Array("UTC\0".utf8))
        #expect(zone == Zone(name: "x", changes: [100], offsets: [0, 3600]))
    }

    @Test func clocksTooFarFromUTCAreRefused() {
        let head: [UInt8] = Array("TZif".utf8) + Array(repeating: 0, count: 16)
        let counts: [UInt8] = [0, 0, 0, 0, 1, 0].flatMap { [0, 0, 0, $0] }
        let bytes = head + counts + [0x7f, 0, 0, 0, 0, 0]
        #expect(throws: TZif.Failure.notAZone) { try TZif.read(name: "x", bytes: bytes) }
    }
}

extension TZif.Failure {
    fileprivate var isBadRule: Bool {
        if case .badRule = self { true } else { false }
    }
}
