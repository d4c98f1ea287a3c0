import Foundation
import Model
import Service
import Store
import Testing
import Time

@Suite("Ready is who can take something in (Y1)")
struct ReadinessTests {
    @Test("Not without its folder for raw logs, not when the book is closed or its file gone")
    func faults() throws {
        let root = NSTemporaryDirectory() + "ready-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let path = root + "/ready.book"
        try Book.create(path: path, name: "Ready", at: Instant(seconds: 0)).close()
        let book = try OpenBook.open(path, for: .writing)
        #expect(book.isReady())
        for name in ["raw", "book.sqlite"] {
            try FileManager.default.moveItem(atPath: path + "/" + name, toPath: path + "/away")
            #expect(!book.isReady(), "without \(name)")
            try FileManager.default.moveItem(atPath: path + "/away", toPath: path + "/" + name)
            #expect(book.isReady())
        }
        try book.store.close()
        #expect(!book.isReady())
    }
}
