import Foundation
import Store
import Testing

@testable import Service

/// What turns `/ready` (CHECKLIST Y1).
@Suite struct ReadinessTests {
    private func book() async throws -> (book: OpenBook, folder: String) {
        let folder = NSTemporaryDirectory() + "ready-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return (try await OpenBook.openOrCreate(folder + "/main.book", name: "Main").book, folder)
    }

    @Test func aBookThatAnswersIsReady() async throws {
        let (book, folder) = try await book()
        #expect(book.isReady())
        try book.store.close()
        #expect(!book.isReady(), "a database that does not answer")
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test(arguments: ["book.sqlite", "raw"]) func aMissingPartIsSeen(_ part: String) async throws {
        let (book, folder) = try await book()
        let place = folder + "/main.book/" + part
        try FileManager.default.moveItem(atPath: place, toPath: place + ".away")
        #expect(!book.isReady(), "\(part) is gone")
        try FileManager.default.moveItem(atPath: place + ".away", toPath: place)
        #expect(book.isReady())
        try book.store.close()
        try FileManager.default.removeItem(atPath: folder)
    }
}
