import Doubles
import Foundation
import Model
import Site
import Store
import Synchronization
import Testing
import Time

@testable import Service

@Suite("Calls that go on to other systems", .serialized)
struct ExportTests {
    private static let fields = "[{field: start, pattern: HHmmss}, {field: called}, {field: price}]"

    private func office(_ export: String, now: String = "2026-03-20T12:00:00") async throws -> (SmallOffice, CallExport) {
        let office = try await SmallOffice(
            now: now, yaml: SmallOffice.yaml + "exports:\n  - {id: out, fields: \(Self.fields), \(export)}\n")
        return (office, try #require(try office.book.site().site.exports.first))
    }

    private func file(_ office: SmallOffice, _ day: String = "2026-03-20") -> String? {
        try? String(contentsOfFile: office.book.store.folder + "/drop/billing/out-\(day).csv", encoding: .utf8)
    }

    /// Steps until nothing is left.
    private func drain(_ worker: ExportWorker) {
        for _ in 0..<1000 {
            switch worker.step() {
            case .moved: continue
            case .idle: return
            case .failed(let words):
                Issue.record("\(words)")
                return
            }
        }
    }

    private func status(_ office: SmallOffice) throws -> ExportView { try #require(try office.book.exports(caller: .console).first) }

    @Test("A file a day, with its header; what was there before is not in it, and what changes is not sent again")
    func files() async throws {
        let (office, export) = try await office("folder: billing, header: true")
        try await office.take([SmallOffice.march[0]], name: "before")
        #expect(try status(office).sent == nil)
        let worker = ExportWorker(export, book: office.book)
        #expect(worker.step() == .idle, "it begins with the calls of now")
        try await office.take(Array(SmallOffice.march[1...2]), name: "first")
        #expect(try status(office).waiting == 2)
        drain(worker)
        #expect(file(office) == "start,called,price\n090000,4930555,0.20\n090000,4917123,0.20\n")
        #expect(try status(office).waiting == 0)
        #expect(try status(office).sent == 2)
        office.turnClock(to: "2026-03-21T00:00:01")
        try await office.take([SmallOffice.march[3]], name: "second")
        drain(worker)
        #expect(file(office, "2026-03-21") == "start,called,price\n090000,4917999,\n")
        let row = try #require(try office.book.calls(CallQuery(CallFilter()), caller: .console).rows.first { $0.called == "4930555" })
        _ = try office.book.correct(row.id, .writeOff, reason: "wrong", caller: .console)
        drain(worker)
        #expect(file(office)?.split(separator: "\n").count == 3 && file(office, "2026-03-21")?.split(separator: "\n").count == 2)
        let mode = try FileManager.default.attributesOfItem(atPath: office.book.store.folder + "/drop/billing/out-2026-03-21.csv")
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test("With changes a corrected call comes again as it is now; a filter leaves the others out")
    func changes() async throws {
        let (office, export) = try await office("folder: billing, changes: true, filter: [\"callType=local\"]")
        let worker = ExportWorker(export, book: office.book)
        #expect(worker.step() == .idle)
        try await office.take(SmallOffice.march)
        drain(worker)
        #expect(file(office) == "090000,4930555,0.20\n")
        let row = try #require(try office.book.calls(CallQuery(CallFilter()), caller: .console).rows.first { $0.called == "4930555" })
        _ = try office.book.correct(row.id, .writeOff, reason: "wrong", caller: .console)
        drain(worker)
        #expect(file(office) == "090000,4930555,0.20\n090000,4930555,\n")
    }

    /// A write that was cut leaves half a line behind what is sure; the disk is full in the middle; the program ends after the write and
    /// before the position is kept. Whatever it was, the file holds each line once.
    @Test("Kills and full disks leave whole lines, each once")
    func cuts() async throws {
        let (office, export) = try await office("folder: billing")
        let first = ExportWorker(export, book: office.book)
        #expect(first.step() == .idle)
        try await office.take([SmallOffice.march[0]], name: "1")
        drain(first)
        let path = office.book.store.folder + "/drop/billing/out-2026-03-20.csv"
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("090000,49".utf8))
        try handle.close()
        // The program was started anew.
        try await office.take([SmallOffice.march[1]], name: "2")
        let full = Mutex(3)
        let second = ExportWorker(export, book: office.book) { descriptor, bytes in
            let fails = full.withLock { left in
                left -= 1
                return left >= 0
            }
            guard fails else { return try ExportFile.write(descriptor, bytes) }
            try ExportFile.write(descriptor, Array(bytes.prefix(5)))
            throw FileSystem.Failure(path: "the export's file", code: ENOSPC, what: "write")
        }
        for _ in 0..<3 {
            guard case .failed(let words) = second.step() else {
                Issue.record("the disk is full")
                return
            }
            #expect(words.contains("No space left"))
            #expect(file(office) == "090000,4917123,0.10\n", "nobody reads half a line")
        }
        #expect(try status(office).error?.contains("No space left") == true)
        #expect(try status(office).failed != nil)
        drain(second)
        #expect(file(office) == "090000,4917123,0.10\n090000,4930555,0.20\n")
        #expect(try status(office).error == nil)
    }

    /// The program ends when lines are in the file and the book does not know of it: in the first file ever, in one that the book names,
    /// in the first of another day, in one that was there before the export began.
    @Test("A kill between the file and the book leaves each line once", arguments: ["", ", header: true"])
    func killed(header: String) async throws {
        let (begun, export) = try await office("folder: billing" + header)
        var office = begun
        let other = office.book.store.folder + "/drop/billing/out-2026-03-22.csv"
        #expect(ExportWorker(export, book: office.book).step() == .idle)
        let days = ["2026-03-20", "2026-03-20", "2026-03-21", "2026-03-22"]
        for (number, day) in days.enumerated() {
            office.turnClock(to: day + "T12:00:00")
            if number == 3 { try Data("before\n".utf8).write(to: URL(fileURLWithPath: other)) }
            try await office.take([SmallOffice.line("2026-03-02T09:00:0\(number)", to: "491710\(number)", 60)], name: day + "-\(number)")
            let book = office.book
            let worker = ExportWorker(export, book: book) { descriptor, bytes in
                try ExportFile.write(descriptor, bytes)
                try book.store.close()
            }
            guard case .failed = worker.step() else {
                Issue.record("the book was gone")
                return
            }
            office = try office.reopened()
            drain(ExportWorker(export, book: office.book))
        }
        let first = header.isEmpty ? "" : "start,called,price\n"
        #expect(file(office) == first + "090000,4917100,0.10\n090001,4917101,0.10\n")
        #expect(file(office, "2026-03-21") == first + "090002,4917102,0.10\n")
        #expect(file(office, "2026-03-22") == "before\n090003,4917103,0.10\n")
        #expect(try status(office).sent == 4)
    }

    @Test("A receiver that is down, and one that breaks off in the middle of a line: every call goes out, in order")
    func receiver() async throws {
        let free = try #require(LineReceiver())
        let port = free.port
        free.stop()
        let (office, export) = try await office("tcp: {host: 127.0.0.1, port: \(port)}")
        let worker = ExportWorker(export, book: office.book)
        #expect(worker.step() == .idle)
        let calls = (0..<40).map { SmallOffice.line("2026-03-02T09:00:\($0 < 10 ? "0" : "")\($0)", to: "4917\(100 + $0)", 60) }
        try await office.take(Array(calls[..<20]), name: "1")
        guard case .failed = worker.step() else {
            Issue.record("nobody listens")
            return
        }
        #expect(try status(office).sent == 0)
        let receiver = try #require(LineReceiver(port: port, cutAfter: 105))
        defer { receiver.stop() }
        for round in 0..<400 {
            if round == 5 { try await office.take(Array(calls[20...]), name: "2") }
            _ = worker.step()
            if Set(receiver.lines).count == 40 { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        let expected = (0..<40).map { "0900\($0 < 10 ? "0" : "")\($0),4917\(100 + $0),0.10" }
        var firsts: [String] = []
        for line in receiver.lines where !firsts.contains(line) { firsts.append(line) }
        #expect(firsts == expected)
        #expect(receiver.connections.count >= 2 && receiver.connections[0].count == 105, "it was cut in a line")
    }

    /// What a receiver's system had taken is sent again when its connection broke: its program may not have read it.
    @Test("After a broken connection the last lines come again")
    func unread() async throws {
        let receiver = try #require(LineReceiver())
        let port = receiver.port
        let (office, export) = try await office("tcp: {host: 127.0.0.1, port: \(port)}")
        let worker = ExportWorker(export, book: office.book)
        #expect(worker.step() == .idle)
        try await office.take([SmallOffice.march[0]], name: "1")
        drain(worker)
        receiver.stop()
        #expect(receiver.lines == ["090000,4917123,0.10"])
        try await office.take([SmallOffice.march[1]], name: "2")
        guard case .failed = worker.step() else {
            Issue.record("the receiver is gone")
            return
        }
        let again = try #require(LineReceiver(port: port))
        defer { again.stop() }
        drain(worker)
        for _ in 0..<400 where again.lines.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(again.lines == ["090000,4917123,0.10", "090000,4930555,0.20"])
    }

    @Test("A rebuilt book stops an export that cannot know where it is, until somebody says so")
    func rebuilt() async throws {
        let (office, export) = try await office("folder: billing")
        #expect(ExportWorker(export, book: office.book).step() == .idle)
        try await office.take([SmallOffice.march[0]], name: "1")
        drain(ExportWorker(export, book: office.book))
        try office.book.rebuild(to: office.folder + "/again.book", caller: .console)
        let made = try OpenBook.open(office.folder + "/again.book", for: .writing, clock: office.book.clock)
        defer { try? made.store.close() }
        guard case .failed(let words) = ExportWorker(export, book: made).step() else {
            Issue.record("it went on")
            return
        }
        #expect(words.contains("--restart"))
        #expect(try made.exports(caller: .console).first?.waiting == nil)
        try made.restartExport(ExportID("out"), caller: .console)
        #expect(ExportWorker(export, book: made).step() == .idle)
        #expect(throws: ServiceError.self) { try made.restartExport(ExportID("other"), caller: .console) }
        #expect(throws: ServiceError.self) { try made.restartExport(ExportID("out"), caller: Caller(name: "v", role: .viewer)) }
    }

    @Test("By hand any days are written in the same layout")
    func byHand() async throws {
        let (office, _) = try await office("folder: billing, header: true, filter: [\"callType=mobile\"]")
        try await office.take(SmallOffice.march)
        let days = try #require(DayRange(CivilDay(number: 20_522), CivilDay(number: 20_523)))
        var bytes: [UInt8] = []
        try office.book.writeExport(ExportID("out"), days, caller: .console) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == "start,called,price\n090000,4917123,0.20\n")
    }

    /// The service takes up what the site says, and lets go of it.
    @Test("A server sends calls as they come")
    func served() async throws {
        let (office, _) = try await office("folder: billing")
        let service = ExportService(book: office.book)
        let task = Task { await service.run() }
        for _ in 0..<2000 where try office.book.store.exports().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        try await office.take([SmallOffice.march[0]], name: "1")
        for _ in 0..<2000 where file(office) == nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(file(office) == "090000,4917123,0.10\n")
        _ = try office.book.importSite(try office.loaded(SmallOffice.yaml), caller: .console)
        for _ in 0..<2000 where try !office.book.store.exports().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try office.book.store.exports().isEmpty, "nothing is kept for an export that is gone")
        task.cancel()
        await task.value
    }

    /// Imports, withdrawals, replays, decisions and corrections at random, with the program started anew at times: each call that the book
    /// has at the end went out, and none of them twice but those that were taken away and came again.
    @Test("Nothing is left out whatever is done to the book")
    func anything() async throws {
        let first = Dice.seed("exports")
        for seed in (0..<4).map({ first &+ UInt64($0) }) {
            let office = try RandomOffice(seed: seed)
            var export = CallExport(id: ExportID("all"), way: .folder("all"))
            export.columns = [ExportColumn(field: .id, name: "id")]
            var (decisions, dice) = (RandomDecisions(seed), Dice(seed &+ 5))
            var worker = ExportWorker(export, book: office.book)
            #expect(worker.step() == .idle, "seed \(seed)")
            for _ in 0..<15 {
                try await office.act()
                try decisions.act(on: office)
                if dice.below(3) == 0 { worker = ExportWorker(export, book: office.book) }
                for _ in 0..<dice.below(3) { _ = worker.step() }
            }
            drain(worker)
            let folder = office.path + "/drop/all"
            var lines: [String: Int] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
                for line in text.split(separator: "\n") { lines[String(line), default: 0] += 1 }
            }
            try office.book.store.eachCall(CallFilter()) { row in
                #expect(lines[row.id, default: 0] >= 1, "seed \(seed): \(row.id)")
                return true
            }
        }
    }
}
