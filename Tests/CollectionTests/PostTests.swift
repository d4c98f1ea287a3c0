import Foundation
import Model
import Testing

@testable import Collection

struct PostTests {
    private let settings: PostSettings = {
        var settings = PostSettings(key: Secret("key-of-this-source"))
        settings.limit = 10_000
        return settings
    }()

    private func take(_ body: [UInt8], key: String? = "key-of-this-source", encoding: String? = nil) throws -> [UInt8] {
        try PostCheck.bytes(of: body, key: key, encoding: encoding, settings)
    }

    @Test func onlyWithTheKeyOfThisSource() throws {
        #expect(try take(Array("{}".utf8)) == Array("{}".utf8))
        for key in [nil, "", "key-of-this-sourc", "key-of-this-source ", "KEY-OF-THIS-SOURCE"] {
            #expect(throws: PostRefusal.wrongKey) { try take([65], key: key) }
        }
        #expect(throws: PostRefusal.wrongKey) { try PostCheck.bytes(of: [65], key: "", encoding: nil, PostSettings(key: Secret(""))) }
        #expect(PostRefusal.wrongKey.status == 401)
    }

    @Test func onlySoLong() throws {
        #expect(try take([UInt8](repeating: 65, count: 10_000)).count == 10_000)
        #expect(throws: PostRefusal.tooLong(limit: 10_000)) { try take([UInt8](repeating: 65, count: 10_001)) }
        for empty in ["", " \r\n\t"] { #expect(throws: PostRefusal.empty) { try take(Array(empty.utf8)) } }
    }

    @Test func onlySoDeep() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[{\"a\":", count: depth / 2) + "1" + String(repeating: "}]", count: depth / 2)).utf8)
        }
        #expect(try take(nested(64)).count == 64 * 4 + 1)
        #expect(throws: PostRefusal.tooDeep(limit: 64)) { try take(nested(66)) }
        // Brackets in texts and beside each other are no nesting, nor are those of what is no JSON.
        let wide = "[" + String(repeating: "{\"b\":\"[[[\\\"[{\\\\\"},", count: 300) + "{}]"
        #expect(try take(Array(wide.utf8)).count == wide.utf8.count)
        let lines = String(repeating: "<I>[[[[", count: 100)
        #expect(try take(Array(lines.utf8)).count == lines.utf8.count)
    }

    @Test func unpackedWithinBounds() throws {
        func packed(_ text: String) throws -> [UInt8] {
            let folder = Folder()
            try folder.write("x", text)
            try gzip(folder.path + "/x")
            return Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/x.gz")))
        }
        let text = String(repeating: "{\"a\":1}\n", count: 1_000)
        #expect(try take(try packed(text), encoding: "gzip") == Array(text.utf8))
        #expect(throws: PostRefusal.tooLong(limit: 10_000)) { try take(try packed(text + text), encoding: "gzip") }
        #expect(throws: PostRefusal.cannotUnpack) { try take(Array(text.utf8), encoding: "gzip") }
        #expect(throws: PostRefusal.cannotUnpack) { try take(try packed(text).dropLast(), encoding: "GZIP") }
        #expect(throws: PostRefusal.cannotUnpack) { try take(Array(text.utf8), encoding: "br") }
    }

    @Test func answeredWhenDurable() async throws {
        let full = FullDisk()
        let rig = Rig(disk: full.disk)
        await rig.collector.apply([definition("web", .post(settings))])
        try await eventually("it runs") { await rig.health("web").state == .running }
        let door = try #require(await rig.collector.door(of: SourceID("web")))
        let inlet = door.inlet
        #expect(try await inlet.take(Array("{\"a\":1}".utf8), from: "192.0.2.1") == 8)
        #expect(try await rig.text("web") == "{\"a\":1}\n")
        // Each refusal is counted under its reason; a body of the right key is taken.
        let key = "key-of-this-source"
        #expect(throws: PostRefusal.wrongKey) { try door.admit(key: "key-of-another") }
        await #expect(throws: PostRefusal.empty) { try await door.take([32], key: key, encoding: nil, from: "192.0.2.9") }
        await #expect(throws: PostRefusal.cannotUnpack) { try await door.take([65], key: key, encoding: "gzip", from: "192.0.2.9") }
        #expect(door.tooLong() == .tooLong(limit: 10_000))
        #expect(await rig.health("web").refused == ["wrong key": 1, "empty": 1, "cannot be unpacked": 1, "too long": 1])
        // Bodies that come at the same time are all there when each is answered.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<50 { group.addTask { _ = try await inlet.take(Array("\(index)\n".utf8), from: "192.0.2.2") } }
            try await group.waitForAll()
        }
        #expect(Set(try await rig.parts("web").dropFirst().map(\.text)) == Set((0..<50).map { "\($0)\n" }))
        // With a full disk nobody is told that his body is kept.
        full.fill(true)
        let waiting = Task { () -> String in
            do { return "\(try await inlet.take([65], from: "192.0.2.3"))" } catch { return "\(error)" }
        }
        try await eventually("it waits for the disk") { await rig.health("web").state == .stalled }
        await rig.collector.stop(SourceID("web"))
        #expect(await waiting.value == PostRefusal.notRunning.description)
        await #expect(throws: PostRefusal.notRunning) { try await inlet.take([66], from: "192.0.2.3") }
        await rig.stop()
    }
}
