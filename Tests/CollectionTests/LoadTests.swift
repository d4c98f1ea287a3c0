import Foundation
import Model
import Testing

@testable import Collection

/// Many sources at the same time, with bad ones among them.
struct LoadTests {
    /// Records of a source, numbered, in pieces of any size.
    private func pieces(_ source: Int, count: Int) -> [[UInt8]] {
        var state = UInt32(truncatingIfNeeded: source &* 2_654_435_761 | 1)
        func next(_ limit: Int) -> Int {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int(state >> 8) % limit
        }
        let text = (0..<count).map { "source \(source) record \($0) \(String(repeating: "x", count: next(60)))\r\n" }.joined()
        var rest = Array(text.utf8)[...]
        var found: [[UInt8]] = []
        while !rest.isEmpty {
            let size = 1 + next(next(4) == 0 ? 3_000 : 40)
            found.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return found
    }

    @Test func eachByteOfEachSourceWhateverTheOthersDo() async throws {
        let rig = Rig()
        let settings = TCPServerSettings(port: 0, allowed: try AddressList(["127.0.0.1"]))
        let good = (0..<8).map { definition("good-\($0)", .tcpServer(settings)) }
        var taken = settings
        let squatter = try Listener()
        (taken.port, taken.address) = (squatter.port, "127.0.0.1")
        let broken = [
            definition("taken", .tcpServer(taken)), definition("absent", .serial(SerialSettings(device: "/dev/none", speed: 9_600))),
            definition("garbage", .tcpServer(settings)), definition("no source id!", .tcpServer(settings)),
        ]
        await rig.collector.apply(good + broken)
        let garbagePort = try await rig.port("garbage")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in good.indices {
                let port = try await rig.port("good-\(index)")
                group.addTask {
                    let client = try Client(tcp: port)
                    for (number, piece) in self.pieces(index, count: 300).enumerated() {
                        try #require(client.send(piece))
                        if number % 16 == 0 { try await Task.sleep(for: .milliseconds(1)) }
                    }
                }
            }
            group.addTask {
                let noise = try Client(tcp: garbagePort)
                for round in 0..<200 {
                    noise.send((0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ round) })
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
            try await group.waitForAll()
        }
        for index in good.indices {
            let sent = String(decoding: pieces(index, count: 300).joined(), as: UTF8.self)
            try await eventually("all of source \(index) is durable") {
                await rig.health("good-\(index)").durable >= Int64(sent.utf8.count)
            }
            #expect(try await rig.text("good-\(index)") == sent)
        }
        try await eventually("garbage is kept as well") { await rig.health("garbage").durable == 400_000 }
        #expect(await rig.health("taken").state == .failed)
        #expect(await rig.health("absent").state == .waiting)
        #expect(await rig.health("no source id!").lastError?.contains("cannot name a source") == true)
        await rig.stop()
    }
}
