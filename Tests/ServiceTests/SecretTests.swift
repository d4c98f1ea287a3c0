import Crypto
import Foundation
import Model
import Site
import Store
import Testing

@testable import Service

@Suite struct SecretTests {
    private let folder = NSTemporaryDirectory() + "tollbook-secrets-" + UUID().uuidString

    private func book() async throws -> OpenBook {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try await OpenBook.openOrCreate(folder + "/a.book", name: "A").book
    }

    private func opened(_ book: OpenBook, _ name: String) throws -> [UInt8] { try book.secretReader.sealed(name) }

    @Test func sealedForOneNameAndBook() throws {
        let key = SymmetricKey(size: .bits256)
        let sealed = try SecretSeal.close(Array("planted".utf8), name: "pbx", book: "b1", with: key)
        #expect(SecretSeal.open(sealed, name: "pbx", book: "b1", with: key) == Array("planted".utf8))
        #expect(SecretSeal.open(sealed, name: "pbx2", book: "b1", with: key) == nil)
        #expect(SecretSeal.open(sealed, name: "pbx", book: "b2", with: key) == nil)
        #expect(SecretSeal.open(sealed, name: "pbx", book: "b1", with: SymmetricKey(size: .bits256)) == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(SecretSeal.open(changed, name: "pbx", book: "b1", with: key) == nil)
        }
    }

    @Test func setReadRenewedRemoved() async throws {
        let book = try await book()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try book.setSecret("pbx", Array("planted-password-1".utf8), caller: .console)
        try book.setSecret("web", Array("planted-password-2".utf8), caller: .console)
        let before = try #require(try book.store.secret("pbx"))
        #expect(try book.renewSecrets(caller: .console) == 2)
        let after = try #require(try book.store.secret("pbx"))
        #expect(after.keyID != before.keyID && after.sealed != before.sealed && after.changed == before.changed)
        #expect(try opened(book, "pbx") == Array("planted-password-1".utf8))
        #expect(try book.secrets(caller: .console).map(\.name) == ["pbx", "web"])
        #expect(throws: ServiceError.self) { try book.setSecret("Not A Name", [65], caller: .console) }
        #expect(throws: ServiceError.self) { try book.setSecret("empty", [], caller: .console) }
        try book.removeSecret("web", caller: .console)
        #expect(throws: ServiceError.self) { try opened(book, "web") }
        // Moved to another record it does not open; without the keys nothing does.
        var moved = after
        moved.name = "other"
        try book.store.keep([moved], journal: book.note(.console, "test", "moved"))
        #expect(throws: ServiceError.self) { try opened(book, "other") }
        try FileManager.default.removeItem(atPath: folder + "/a.book.keys")
        #expect(throws: ServiceError.self) { try opened(book, "pbx") }
    }

    @Test func onlyAnAdministratorMaySetOne() async throws {
        let book = try await book()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clerk = Caller(kind: .user, name: "clerk", role: .viewer)
        #expect(throws: ServiceError.self) { try book.setSecret("pbx", [65], caller: clerk) }
        #expect(throws: ServiceError.self) { try book.secrets(caller: clerk) }
    }

    @Test func foundInNoFileOfTheBook() async throws {
        let book = try await book()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let planted = Array("planted-Zx9-password".utf8)
        try book.setSecret("pbx", planted, caller: .console)
        #expect(try FileManager.default.attributesOfItem(atPath: folder + "/a.book.keys")[.posixPermissions] as? Int == 0o600)
        let files = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        #expect(files.contains("a.book/book.sqlite"))
        for file in files {
            let bytes = FileManager.default.contents(atPath: folder + "/" + file) ?? Data()
            #expect(bytes.range(of: Data(planted)) == nil, "\(file)")
        }
        #expect("\(SecretReader(sealed: { _ in planted }))".contains("planted-Zx9") == false)
    }

    @Test func readFromFileOrBook() throws {
        let reader = SecretReader { name in name == "long" ? Array("sixteen-characters\n".utf8) : Array("a\r\nb".utf8) }
        _ = try reader.secret(at: .sealed("long"), shortest: 16)
        _ = try reader.line(at: .sealed("long"))
        #expect(throws: ServiceError.self) { try reader.secret(at: .sealed("short"), shortest: 16) }
        #expect(throws: ServiceError.self) { try reader.line(at: .sealed("breaks")) }
        #expect(throws: InputFile.Failure.self) { try reader.secret(at: .file("/nowhere/at/all")) }
    }
}
