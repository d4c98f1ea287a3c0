import Doubles
import Foundation
import Glibc
import Model
import Money
import Site
import Testing
import Time

@testable import Delivery

@Suite struct MailTests {
    private static let hostile = [
        "a\r\nRCPT TO:<evil@example.com>", "a\r\n.\r\nMAIL FROM:<evil@example.com>", "a\nBcc: evil@example.com", "a\0b", "<b>",
        "\u{202e}abc",
        "=?utf-8?q?x?=", "Ünïcödé ñ 漢字 🎉", String(repeating: "x", count: 10_000), ".", "a ", "\r", "\u{1b}[2J",
    ]

    private func send(
        _ text: MessageText, _ manner: MailServerDouble.Manner = .init(), security: MailSettings.Security = .none
    ) throws -> (DeliveryOutcome, MailServerDouble.Heard) {
        let double = try #require(MailServerDouble(manner))
        defer { double.stop() }
        let from = try #require(MailAddress("tollbook@example.com"))
        let to = try #require(MailAddress("boss@example.com"))
        var settings = MailSettings(server: "127.0.0.1", security: security, from: from)
        settings.port = double.port
        var server = try MailServer(settings)
        server.patience = (5, 10)
        let message = MailMessage(from: from, to: to, text: text, messageID: "1@example.com", date: Instant(seconds: 1_772_442_000))
        return (server.send(message), double.heard)
    }

    private let text = MessageText(subject: "Test", lines: ["one", ".", "", "two"])

    @Test func aMessageIsHandedOver() throws {
        let (outcome, heard) = try send(text)
        #expect(outcome == DeliveryOutcome(.sent, "250 2.0.0 queued as 42"))
        #expect(heard.commands.dropFirst().prefix(3) == ["MAIL FROM:<tollbook@example.com>", "RCPT TO:<boss@example.com>", "DATA"])
        #expect(heard.message.contains("Message-ID: <1@example.com>") && heard.message.contains("Date: Mon, 02 Mar 2026 09:00:00 +0000"))
        #expect(heard.message.suffix(5) == ["", "one", "..", "", "two"])
    }

    @Test(arguments: hostile) func namesOfStrangersAreNoCommands(name: String) throws {
        var row = CallRow()
        (row.party, row.called, row.extension, row.trunk, row.destination) = (name, name, name, name, name)
        (row.answered, row.id) = (true, "x")
        var site = Site()
        var party = Party(id: PartyID(name))
        party.name = name
        site.parties = [party]
        let text = Composer(site: site, book: BookID("main"), bookName: name).call(row, rule: AlertRuleID("long"))
        let (outcome, heard) = try send(text)
        #expect(outcome.state == .sent)
        let commands = heard.commands.filter { $0 != "QUIT" }
        #expect(commands.count == 4 && commands[0].hasPrefix("EHLO "))
        #expect(commands.dropFirst() == ["MAIL FROM:<tollbook@example.com>", "RCPT TO:<boss@example.com>", "DATA"])
        let headers = heard.message.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }
        let names = headers.map { String($0.prefix { $0 != ":" }) }
        let expected = [
            "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted",
        ]
        #expect(names == expected)
        #expect(heard.message.allSatisfy { line in line.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && line.utf8.count <= 998 })
        #expect(heard.message.joined(separator: "\n").contains("/b/main/calls/x"))
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a b@c", "a@b c", "a@b\r\nDATA", "a\0@b", "<a@b>", "a@b>", "a@-b", "a@b..c", ".a@b", "a,b@c", "a@b@c",
        "ü@b.de",
        "a@[127.0.0.1]", "\"a\"@b", "a;b@c",
    ]) func noAddress(text: String) { #expect(MailAddress(text) == nil) }

    @Test func addresses() {
        for text in ["a@b", "first.last+tag@example.com", "o'neil@a-b.example", "x_y/z=1@1.example"] {
            #expect(MailAddress(text)?.text == text)
        }
        #expect(MailAddress(String(repeating: "a", count: 65) + "@b") == nil)
    }

    @Test func withoutStartTLSNothingIsSent() throws {
        let (outcome, heard) = try send(text, security: .starttls)
        #expect(outcome.state == .failed)
        #expect(heard.message.isEmpty && !heard.commands.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("AUTH") || $0.hasPrefix("RCPT") })
    }

    @Test func aRefusedStartTLSSendsNothing() throws {
        let manner = MailServerDouble.Manner(offersStartTLS: true, answers: ["STARTTLS": "454 not now"])
        let (outcome, heard) = try send(text, manner, security: .starttls)
        #expect(outcome.state == .failed && heard.commands.contains("STARTTLS"))
        #expect(heard.message.isEmpty && !heard.commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test func aServerWithoutTLSHearsNothing() throws {
        let (outcome, heard) = try send(text, security: .tls)
        #expect(outcome.state == .failed && heard.message.isEmpty && !heard.commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test func cutAfterTheMessageIsUnknown() throws {
        let (outcome, heard) = try send(text, .init(cutsAfterData: true))
        #expect(outcome.state == .unknown)
        #expect(heard.message.last == "two")
    }

    @Test(arguments: [
        ("RCPT", "550 no such user", DeliveryState.givenUp), ("RCPT", "450 busy", .failed), ("MAIL", "553 not you", .givenUp),
        ("DATA", "END 554 spam", .givenUp), ("DATA", "END 451 later", .failed), ("greeting", "554 go away", .failed),
        ("DATA", "452 no room", .failed),
    ]) func refusals(command: String, answer: String, state: DeliveryState) throws {
        let (outcome, _) = try send(text, .init(answers: [command: answer]))
        #expect(outcome.state == state)
        let words = answer.hasPrefix("END ") ? String(answer.dropFirst(4)) : answer
        #expect(outcome.answer.contains(words.prefix(3)), "\(outcome.answer)")
    }

    @Test func nobodyThere() throws {
        let double = try #require(MailServerDouble())
        double.stop()
        let from = try #require(MailAddress("a@example.com"))
        var settings = MailSettings(server: "127.0.0.1", security: .none, from: from)
        settings.port = double.port
        let message = MailMessage(from: from, to: from, text: text, messageID: "1@example.com", date: Instant(seconds: 0))
        let outcome = try MailServer(settings).send(message)
        #expect(outcome.state == .failed && !outcome.answer.isEmpty)
    }

    @Test func aPasswordThatOthersCanReadIsNotTaken() throws {
        let path = FileManager.default.temporaryDirectory.path + "/secret-\(UUID().uuidString)"
        defer { unlink(path) }
        #expect(FileManager.default.createFile(atPath: path, contents: Data("hunter2\n".utf8), attributes: [.posixPermissions: 0o640]))
        #expect(throws: DeliveryError.self) { try SecretFile.read(path) }
        chmod(path, 0o600)
        #expect(try SecretFile.read(path) == "hunter2")
        #expect(throws: DeliveryError.self) { try SecretFile.read(path, atLeast: 16) }
        #expect(throws: DeliveryError.self) { try SecretFile.read(path + "x") }
    }

    @Test func pausesGrowAndEnd() {
        let now = Instant(seconds: 0)
        let pauses = (1..<Retry.most).map { Retry.plan(DeliveryOutcome(.failed, "451"), attempts: $0, at: now).next?.seconds }
        #expect(pauses == [30, 120, 480, 1920, 7680, 21_600, 21_600])
        #expect(Retry.plan(DeliveryOutcome(.failed, "451"), attempts: Retry.most, at: now).outcome.state == .givenUp)
        #expect(Retry.plan(DeliveryOutcome(.unknown, ""), attempts: 1, at: now).next == nil)
    }
}
