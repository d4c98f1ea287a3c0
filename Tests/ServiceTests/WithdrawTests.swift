import Foundation
import Model
import RawLog
import Store
import Testing
import Time

@testable import Intake
@testable import Service

@Suite("Calls that somebody forged")
struct WithdrawTests {
    /// Sends lines of peers over a source that is always on, one connection each, in the order given.
    private func send(_ lines: [(peer: String, text: String)], to office: RandomOffice) throws {
        let book = office.book
        let writer = try book.raw.writer(of: "wire")
        let arrival = RawArrival(seconds: 1_775_000_000, day: 20_544)
        var parts: [String: Int64] = [:]
        for (peer, text) in lines {
            let part = try parts[peer] ?? writer.begin("tcp \(peer)", arrival: arrival)
            parts[peer] = part
            try writer.append(Array(text.utf8), part: part, arrival: arrival)
        }
        try writer.sync()
        let (format, version) = try book.numberedFormat(.id("avaya-ip-office-smdr"))
        var request = ImportRequest(
            format: format, switch: SwitchID("main"), source: "wire", name: "wire", year: nil, actor: "source:wire")
        request.formatVersion = version
        let lane = try LiveLane(book.importer(book.site()), request)
        _ = try lane.take(through: writer.durable)
        try lane.close()
    }

    private func line(_ second: Int, _ talk: String, id: Int) -> String {
        "2026/03/02 09:00:0\(second),\(talk),5,101,O,0305551234,0305551234,,0,\(id),0,E101,N,T9001,Line 1.1,0,0,,,,,,,,,,,,,\r\n"
    }

    /// The calls, without where they came from.
    private func calls(_ office: RandomOffice) throws -> [CallRow] {
        var rows: [CallRow] = []
        try office.book.store.eachCall(CallFilter()) { row in
            var row = row
            (row.source, row.rawOffset, row.rawCount) = ("", 0, 0)
            rows.append(row)
            return true
        }
        return rows
    }

    @Test("Forged, billed, taken back by peer: sums agree, a replay brings back what came second and nothing else")
    func forgeBillWithdrawReconcile() throws {
        let (genuine, forger) = ("192.0.2.7:4001", "203.0.113.9:5555")
        let own = [line(1, "00:01:00", id: 1), line(2, "00:02:00", id: 2), line(3, "00:03:00", id: 3)]
        let clean = try RandomOffice(seed: 1)
        try send(own.map { (genuine, $0) }, to: clean)

        let office = try RandomOffice(seed: 1)
        // The forger is first with the identity of a call that comes later, and adds one of its own.
        try send(
            [
                (genuine, own[0]), (forger, line(2, "09:59:59", id: 2)), (forger, line(9, "00:09:00", id: 9)), (genuine, own[1]),
                (genuine, own[2]),
            ],
            to: office)
        #expect(try calls(office).count == 4)
        #expect(try office.book.conflicts(caller: office.caller).count == 1)

        var question = WithdrawQuestion(source: "wire", peer: "203.0.113.9", reason: "forged", accepts: false)
        let shown = try office.book.withdraw(question, caller: office.caller)
        #expect(shown.difference.gone == 2 && !shown.accepted)
        #expect(try calls(office).count == 4, "only shown")
        question.accepts = true
        #expect(try office.book.withdraw(question, caller: office.caller).difference.gone == 2)
        #expect(try calls(office).count == 2)
        #expect(try office.book.check(caller: office.caller) == [])

        let again = try office.book.replay(ReplayQuestion(source: "wire", accepts: true), caller: office.caller)
        #expect(again.difference.added == 1 && again.difference.gone == 0 && again.difference.counts.skipped["withdrawn"] == 2)
        #expect(try calls(office) == calls(clean))
        #expect(try office.book.conflicts(caller: office.caller) == [])
        #expect(try office.book.check(caller: office.caller) == [])
        #expect(try office.book.journal(caller: office.caller).contains { $0.note.action == "raw.withdraw" && $0.note.before == "forged" })

        let made = office.root + "/made.book"
        try office.book.rebuild(to: made, caller: office.caller)
        let opened = try OpenBook.open(made, for: .reading)
        #expect(try BookDump.differences(office.book.store, opened.store) == [])
        try opened.store.close()
    }

    @Test("By place and time too; who may not decide may not take back")
    func otherStretches() throws {
        let office = try RandomOffice(seed: 2)
        let lines = [line(1, "00:01:00", id: 1), line(2, "00:02:00", id: 2), line(3, "00:03:00", id: 3)]
        try send(lines.map { ("192.0.2.7:4001", $0) }, to: office)
        let length = Int64(lines[0].utf8.count)
        let middle = WithdrawQuestion(source: "wire", from: .offset(length), to: .offset(2 * length), reason: "test", accepts: true)
        #expect(throws: ServiceError.self) {
            try office.book.withdraw(middle, caller: Caller(kind: .user, name: "viewer", role: .viewer))
        }
        _ = try office.book.withdraw(middle, caller: office.caller)
        #expect(try calls(office).map(\.duration) == [60, 180])
        let never = WithdrawQuestion(source: "wire", to: .wall(WallTime(seconds: 0)), reason: "test", accepts: true)
        #expect(throws: IntakeError.self) { try office.book.withdraw(never, caller: office.caller) }
        #expect(throws: IntakeError.self) {
            try office.book.withdraw(WithdrawQuestion(source: "wire", peer: "192.0.2.70", reason: "", accepts: true), caller: office.caller)
        }
    }
}
