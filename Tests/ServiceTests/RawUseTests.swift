import Foundation
import Model
import RawLog
import Store
import Testing
import Time

@testable import Service

@Suite("The raw log for people")
struct RawUseTests {
    private let caller = Caller(kind: .console, name: "console:test", role: .administrator)

    /// A book whose source sent three pieces, on two days of the site (UTC).
    private func book(_ path: String) throws -> OpenBook {
        try Book.create(path: path, name: "Raw", at: Instant(seconds: 0)).close()
        let book = try OpenBook.open(path, for: .writing, clock: { Instant(seconds: 1_772_500_000) })
        let writer = try book.raw.writer(of: "pbx")
        let pieces: [(Int64, String)] = [(1_772_442_900, "first\n"), (1_772_442_960, "half"), (1_772_529_300, " of it\n")]
        let part = try writer.begin("192.0.2.7\u{202e}:4001", arrival: RawArrival(seconds: 1_772_442_900, day: 20_514))
        for (second, text) in pieces {
            let arrival = RawArrival(seconds: second, day: Int32(second / 86_400))
            try writer.append(Array(text.utf8), part: part, arrival: arrival)
            try writer.sync()
        }
        return book
    }

    private func withBook(_ body: (OpenBook, String) throws -> Void) throws {
        let root = NSTemporaryDirectory() + "raw-use-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let book = try book(root + "/raw.book")
        try body(book, root + "/raw.book/raw/pbx/")
        try book.store.close()
    }

    private func read(_ book: OpenBook, _ from: String? = nil, _ to: String? = nil, marks: Bool = false) throws -> String {
        var bytes: [UInt8] = []
        try book.readRaw(
            "pbx", from: from.flatMap { RawPoint(text: $0) }, to: to.flatMap { RawPoint.end(text: $0) }, marks: marks, caller: caller
        ) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("Bytes as they came, from and to an offset, a day, a moment; days are meant whole")
    func cat() throws {
        try withBook { (book, _) throws in
            #expect(try read(book) == "first\nhalf of it\n")
            #expect(try read(book, "6", "12") == "half o")
            #expect(try read(book, nil, "2026-03-02") == "first\nhalf")
            #expect(try read(book, "2026-03-03") == " of it\n")
            #expect(try read(book, "2026-03-02T09:16:00", "2026-03-02T09:16:30") == "half")
            #expect(try read(book, "2026-03-05") == "")
            #expect(throws: ServiceError.self) { try read(book, "9", "3") }
            #expect(throws: ServiceError.self) { try book.readRaw("nobody", marks: false, caller: caller) { _ in } }
        }
    }

    @Test("With marks each piece says when it arrived, in which part and where; a name can hide nothing")
    func marks() throws {
        try withBook { (book, _) throws in
            let text = try read(book, marks: true)
            #expect(text.hasPrefix("# 2026-03-02T09:15:00Z byte 0, part 1 (192.0.2.7\\u{202e}:4001): begins\n"))
            #expect(text.contains("\n# 2026-03-02T09:16:00Z byte 6, part 1 (192.0.2.7\\u{202e}:4001): 4 bytes\nhalf\n# 2026-03-03T"))
        }
    }

    @Test("Each file is right, torn or damaged, with its place; JSON says the same")
    func verify() throws {
        try withBook { (book, folder) throws in
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".raw") }.sorted()
            #expect(names.count == 2)
            let right = try #require(try book.verifyRaw(caller: caller).first)
            #expect(right.files.map(\.state) == [.right, .right] && right.damages.isEmpty && right.end == 17)
            let last = folder + names[1]
            let whole = try Data(contentsOf: URL(fileURLWithPath: last))
            try whole.dropLast(3).write(to: URL(fileURLWithPath: last))
            let torn = try #require(try book.verifyRaw(caller: caller).first)
            #expect(torn.files.map(\.state) == [.right, .torn] && torn.damages.isEmpty && torn.end == 10)
            try whole.write(to: URL(fileURLWithPath: last))
            let first = try Data(contentsOf: URL(fileURLWithPath: folder + names[0]))
            let place = try #require(first.firstRange(of: Data("first".utf8))).lowerBound
            try (first.prefix(place) + Data("worst".utf8) + first.dropFirst(place + 5)).write(to: URL(fileURLWithPath: folder + names[0]))
            let damaged = try #require(try book.verifyRaw("pbx", caller: caller).first)
            #expect(damaged.files.map(\.state) == [.damaged, .right])
            #expect(damaged.files[0].place != nil && damaged.damages.count == 1)
            let json = try JSONSerialization.jsonObject(with: Data(damaged.json.utf8)) as? [String: Any]
            let files = try #require(json?["files"] as? [[String: Any]])
            #expect(json?["damaged"] as? Bool == true && files[0]["state"] as? String == "damaged" && files[0]["place"] as? Int != nil)
        }
    }

    @Test("Who may only look sees raw bytes, but stores no replay")
    func rights() throws {
        try withBook { (book, _) throws in
            let viewer = Caller(kind: .user, name: "viewer", role: .viewer)
            #expect(try book.verifyRaw(caller: viewer).count == 1)
            #expect(throws: ServiceError.self) { try book.replay(ReplayQuestion(source: "pbx", accepts: true), caller: viewer) }
        }
    }
}
