import Foundation
import GRDB
import Model
import Synchronization
import Testing
import Time

@testable import Service
@testable import Store

/// The outbox as the server works it off.
@Suite struct DeliveryServiceTests {
    private let folder = NSTemporaryDirectory() + "delivery-\(UUID().uuidString)"

    private func book(_ more: String = "") async throws -> OpenBook {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let book = try await OpenBook.openOrCreate(folder + "/main.book", name: "Main").book
        let text = "site: {name: Test, zone: UTC, currency: EUR}\n" + more
        try text.write(toFile: folder + "/site.yaml", atomically: true, encoding: .utf8)
        _ = try book.importSite(try SiteLoader().load(folder + "/site.yaml"), caller: .console)
        return book
    }

    private func draft(_ cause: String, rule: String) -> OutboxDraft {
        OutboxDraft(kind: .source, rule: AlertRuleID(rule), cause: cause, channel: .mail, recipient: "a@example.com")
    }

    private func eventually(_ what: String, _ holds: () throws -> Bool) async throws {
        for _ in 0..<6_000 where try !holds() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try holds(), "\(what)")
    }

    /// The disk takes nothing just when it is known what became of a message.
    @Test func whatBecameOfAMessageIsNotedInTheEnd() async throws {
        let book = try await book()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await book.store.pool.writeWithoutTransaction { database in
            try database.execute(
                sql: "CREATE TEMP TRIGGER no_room BEFORE UPDATE ON outbox WHEN NEW.state = 'failed' BEGIN SELECT RAISE(ABORT, 'full'); END")
        }
        _ = try book.store.raise([draft("one", rule: "line")], at: book.clock())
        let service = DeliveryService(book: book, sources: nil)
        let work = Task { await service.run() }
        try await eventually("it is on its way") { try book.store.outbox().map(\.state) == [.sending] }
        try await Task.sleep(for: .milliseconds(500))
        try await book.store.pool.writeWithoutTransaction { try $0.execute(sql: "DROP TRIGGER no_room") }
        try await eventually("it is noted") { try book.store.outbox().map(\.state) == [.failed] }
        work.cancel()
        await work.value
        #expect(try book.store.outbox().allSatisfy { $0.attempts >= 1 }, "it was tried")
        try book.store.close()
    }

    /// Also of a site without a daily mail.
    @Test func whatIsLongOverIsForgotten() async throws {
        let book = try await book()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let old = book.clock() - DeliveryService.kept - 86_400
        _ = try book.store.raise([draft("old", rule: "line")], at: old)
        for item in try book.store.takeDeliveries(.mail, at: old, limit: 1) {
            try book.store.finishDelivery(item.id, DeliveryOutcome(.sent, "250"), next: nil)
        }
        let service = DeliveryService(book: book, sources: nil)
        let work = Task { await service.run() }
        try await eventually("it is gone") { try book.store.outbox().isEmpty }
        work.cancel()
        await work.value
        #expect(try book.store.outbox().isEmpty)
        try book.store.close()
    }

    @Test func emergenciesAreNotCollected() async throws {
        let rules = """
            callTypes: [{id: emergency, name: Emergency}]
            mail: {server: 127.0.0.1, port: 9, security: none, from: t@example.com}
            alerts:
              - {id: sos, when: {emergency: true}, to: [a@example.com], atMost: 1}
              - {id: long, when: {longerThan: 60}, to: [a@example.com], atMost: 1}
            """
        let book = try await book(rules)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try book.store.raise(["sos", "long"].flatMap { rule in (1...5).map { draft("\($0)", rule: rule) } }, at: book.clock())
        try DeliveryService(book: book, sources: nil).throttle(at: book.clock())
        let waiting = try book.store.outbox(state: .waiting).map(\.draft.rule.text).sorted()
        #expect(waiting == ["long", "sos", "sos", "sos", "sos", "sos"])
        try book.store.close()
    }

    /// A receiver that hangs holds back its own messages alone.
    @Test func receiversAreServedApart() async throws {
        let book = try await book()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let drafts = (1...9).map { number in
            OutboxDraft(
                kind: .source, rule: AlertRuleID("r"), cause: "\(number)", channel: .webhook,
                recipient: "https://\(number < 9 ? "dead" : "alive").example.com/")
        }
        _ = try book.store.raise(drafts, at: book.clock())
        let service = DeliveryService(book: book, sources: nil)
        let lanes = try service.lanes(.webhook)
        #expect(lanes.count == 2)
        let asked = Mutex<[String]>([])
        for lane in lanes {
            for item in try service.take(lane) { asked.withLock { $0.append(item.draft.recipient + " " + item.draft.cause) } }
        }
        #expect(asked.withLock { $0.filter { $0.hasPrefix("https://alive") } } == ["https://alive.example.com/ 9"])
        try book.store.close()
    }
}
