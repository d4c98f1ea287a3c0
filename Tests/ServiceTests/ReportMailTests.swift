import Delivery
import Doubles
import Foundation
import Model
import Synchronization
import Testing
import Time

@testable import Service
@testable import Store

/// Mails with files, sent to a server that puts off, refuses, dawdles and falls silent, by a program that is started anew in between.
@Suite("Reports by mail through a bad day")
struct ReportMailTests {
    private let folder = NSTemporaryDirectory() + "report-mail-\(UUID().uuidString)"
    private static let receivers = (1...8).map { "r\($0)@example.com" }

    private func yaml(port: Int) -> String {
        SmallOffice.yaml + """
            mail: {server: 127.0.0.1, port: \(port), security: none, from: t@example.com}
            schedules:
              - {id: daily, report: a04-organisation-summary, period: yesterday, as: [csv, pdf], to: [\(Self.receivers.joined(separator: ", "))]}

            """
    }

    /// The first two connections are put off (greylisting), the third is not let in, one is slow, one loses its answer.
    @Sendable private static func manner(_ connection: Int) -> MailServerDouble.Manner {
        switch connection {
        case 0, 1: MailServerDouble.Manner(answers: ["RCPT": "451 4.7.1 greylisted, come back later"])
        case 2: MailServerDouble.Manner(answers: ["greeting": "421 4.3.2 too busy"])
        case 3: MailServerDouble.Manner(delay: 200)
        case 5: MailServerDouble.Manner(cutsAfterData: true)
        default: MailServerDouble.Manner()
        }
    }

    private func eventually(_ what: String, _ holds: () throws -> Bool) async throws {
        for _ in 0..<6_000 where try !holds() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try holds(), "\(what)")
    }

    /// Serves the book until all its messages are in one of some states, then ends as a program that is stopped does.
    private func serve(_ now: Int64, until states: Set<DeliveryState>) async throws -> [OutboxItem] {
        let book = try OpenBook.open(folder + "/main.book", for: .writing, clock: { Instant(seconds: now) })
        let service = DeliveryService(book: book, sources: nil)
        let work = Task { await service.run() }
        try await eventually("each message is \(states)") { try book.store.outbox().allSatisfy { states.contains($0.state) } }
        work.cancel()
        await work.value
        defer { try? book.store.close() }
        return try book.store.outbox()
    }

    @Test func eachArrivesWithItsFiles() async throws {
        let server = try #require(MailServerDouble(manner: Self.manner))
        defer {
            server.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let begin = try #require(WallTime(text: "2026-03-20T12:00:00")).seconds
        let made = try await OpenBook.openOrCreate(folder + "/main.book", name: "Main", clock: { Instant(seconds: begin) }).book
        try yaml(port: server.port).write(toFile: folder + "/site.yaml", atomically: true, encoding: .utf8)
        _ = try made.importSite(try SiteLoader().load(folder + "/site.yaml"), caller: .console)
        _ = try made.runSchedule(ScheduleID("daily"), caller: .console)
        let host = "example.com"
        let ids = Dictionary(
            uniqueKeysWithValues: try made.store.outbox().map {
                ($0.draft.recipient, $0.messageID(book: made.store.identity.id, host: host))
            })
        let files = try made.store.files(of: try #require(try made.store.outbox().first).id)
        #expect(Set(ids.keys) == Set(Self.receivers) && Set(ids.values).count == 8)
        try made.store.close()

        // Started, put off three times, stopped; started anew an hour later.
        let first = try await serve(begin, until: [.sent, .unknown, .failed])
        #expect(first.count { $0.state == .failed } == 3, "\(first.map { ($0.state, $0.answer) })")
        #expect(first.filter { $0.state == .failed }.allSatisfy { $0.answer.contains("451") || $0.answer.contains("421") })
        let last = try await serve(begin + 3600, until: [.sent, .unknown])
        #expect(last.count { $0.state == .sent } == 7 && last.count { $0.state == .unknown } == 1)

        // Of eight messages eight came: the one without an answer is told of as such, and not sent twice by itself.
        let heard = server.heard.messages
        #expect(heard.count == 8)
        for (receiver, id) in ids {
            let own = heard.filter { $0.contains("Message-ID: <\(id)>") }
            #expect(own.count == 1, "\(receiver)")
            #expect(own.first?.contains("To: <\(receiver)>") == true || own.first?.contains("To: \(receiver)") == true)
            for file in files {
                // 57 bytes are a line of the mail.
                let packed = file.content.prefix(57)
                #expect(own.first?.contains(Data(packed).base64EncodedString()) == true, "\(receiver) has \(file.name)")
            }
        }
    }
}
