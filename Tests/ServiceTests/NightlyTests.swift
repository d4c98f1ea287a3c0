import Foundation
import Service
import Store
import Testing
import Time

@Suite("The nightly copy")
struct NightlyTests {
    @Test("One a day, the newest fourteen stay, each is a whole book; a clock that is set back makes none twice")
    func copies() throws {
        let root = NSTemporaryDirectory() + "nightly-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let path = root + "/night.book"
        try Book.create(path: path, name: "Night", at: Instant(seconds: 0)).close()
        for day in Array(0..<17) + [16, 12] {
            let now = Instant(seconds: 1_772_000_000 + Int64(day) * 86_400)
            let book = try OpenBook.open(path, for: .writing, clock: { now })
            let next = try book.nextBackup(after: now)
            #expect(next > now && next.seconds - now.seconds <= 86_400)
            #expect(next.seconds % 86_400 == 9000, "02:30 of the site's zone, which is UTC here")
            try book.nightlyBackup()
            try book.store.close()
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path + "/backup").sorted()
        #expect(names.count == 14)
        #expect(names.first == "nightly-2026-02-28.sqlite")
        #expect(names.last == "nightly-2026-03-13.sqlite")
        let other = root + "/other.book"
        try OpenBook.restore(path + "/backup/" + (names.last ?? ""), to: other)
        let restored = try OpenBook.open(other, for: .reading)
        #expect(try restored.store.check() == [])
        try restored.store.close()
    }
}
