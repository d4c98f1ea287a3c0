import Foundation
import Model
import Site
import Store
import Testing

@testable import Service

/// What a source does when its secret cannot be read for a while.
@Suite struct SourceSecretTests {
    @Test func aSecretThatIsAwayDoesNotEndWhatRuns() async throws {
        let folder = NSTemporaryDirectory() + "source-secret-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (key, text) = (folder + "/key", "a key of the posts, long enough")
        try (text + "\n").write(toFile: key, atomically: true, encoding: .utf8)
        let site = """
            site: {name: Test, zone: UTC, currency: EUR}
            switches: [{id: main, format: avaya-ip-office-smdr}]
            sources: [{id: posts, switch: main, http: {keyFile: \(key)}}]
            """
        try site.write(toFile: folder + "/site.yaml", atomically: true, encoding: .utf8)
        let book = try await OpenBook.openOrCreate(folder + "/main.book", name: "Main").book
        _ = try book.importSite(try SiteLoader().load(folder + "/site.yaml"), caller: .console)
        let service = SourceService(book: book)
        let work = Task { try await service.run() }
        let id = SourceID("posts")
        func status() async throws -> Int {
            try await service.receive(for: id, key: text, encoding: nil, from: "192.0.2.1") { _ in Array("noise\n".utf8) }.status
        }
        for _ in 0..<6_000 where try await status() != 200 { try await Task.sleep(for: .milliseconds(10)) }
        try FileManager.default.moveItem(atPath: key, toPath: key + ".away")
        for _ in 0..<6_000 where await service.states()[id]?.fault == nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(await service.states()[id]?.fault != nil, "it is said")
        // The fault is noted just before the sources are told.
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await status() == 200, "and it goes on")
        work.cancel()
        try await work.value
        try book.store.close()
    }

    @Test func aTypedSecretReplacesNoOther() async throws {
        let folder = NSTemporaryDirectory() + "typed-secret-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let site = """
            site: {name: Test, zone: UTC, currency: EUR}
            switches: [{id: main, format: avaya-ip-office-smdr}]
            """
        try site.write(toFile: folder + "/site.yaml", atomically: true, encoding: .utf8)
        let book = try await OpenBook.openOrCreate(folder + "/main.book", name: "Main").book
        _ = try book.importSite(try SiteLoader().load(folder + "/site.yaml"), caller: .console)
        // Sealed by hand, for something that is yet to be set up.
        try book.setSecret("posts", Array("put there by hand, and kept".utf8), caller: .console)
        var form = SourceForm(way: "http")
        (form.id, form.switchID, form.typed) = ("posts", "main", TypedSecret("typed on the page, long enough"))
        try book.save(form, isNew: true, caller: .console)
        func secret(_ name: String) throws -> String { String(decoding: try book.secretReader.sealed(name), as: UTF8.self) }
        #expect(try secret("posts") == "put there by hand, and kept")
        #expect(try secret("posts-2") == "typed on the page, long enough")
        #expect(try book.site().site.sources.first?.way.secretNames == ["posts-2"])
        // Typed again it takes the place of its own.
        form.typed = TypedSecret("typed again, and long enough too")
        try book.save(form, isNew: false, caller: .console)
        #expect(try secret("posts-2") == "typed again, and long enough too")
        #expect(try book.store.secrets().map(\.name).sorted() == ["posts", "posts-2"])
        try book.store.close()
    }
}
