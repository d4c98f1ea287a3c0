import Mediation
import Model
import Reading
import Testing
import Time

/// Streams that no format knows become drafts that decode the lines they were made from.
@Suite struct ProposalTests {
    private static let today = CivilDay(number: 20_600)

    /// The draft, loaded as any definition is, and what it decodes of the lines.
    private func decoded(_ lines: String) throws -> (text: String, calls: [String]) {
        let text = try Proposal.definition(from: Array(lines.utf8), today: Self.today)
        let format = try FormatCatalogue.load(file: "draft.yaml", bytes: Array(text.utf8))
        let batch = Support.decode(format, Array(lines.utf8), year: 2026, day: Self.today)
        return (
            text,
            batch.records.map { record in
                let texts = [record.extension, record.calling, record.called, record.trunk].map { batch.text($0) ?? "-" }
                return "\(record.start) \(record.isDurationKnown ? String(record.duration) : "?") " + texts.joined(separator: " ")
            }
        )
    }

    @Test func fixedColumns() throws {
        let found = try decoded(
            """
            Date     Time     Ext   CO  Number           Duration
            ------------------------------------------------------
            14.03.26 09:15:07 2011  07  5550100          00:01:12
            14.03.26 09:16:40 2044  11  84955550177      00:00:09
            15.03.26 10:02:11 2011  07  002              01:10:00

            """)
        #expect(
            found.calls == [
                "2026-03-14T09:15:07 72 2011 - 5550100 07", "2026-03-14T09:16:40 9 2044 - 84955550177 11",
                "2026-03-15T10:02:11 4200 2011 - 002 07",
            ])
        #expect(found.text.contains("shape: fixed") && found.text.contains("DD.MM.YY"))
    }

    @Test func separatedWithHeader() throws {
        let found = try decoded(
            """
            Start Time;Caller;Called Number;Duration (s);Trunk
            2026-03-14 09:15:07;2011;5550100;72;T1
            2026-03-14 09:16:40;"2044";84955550177;9;T2

            """)
        #expect(found.calls == ["2026-03-14T09:15:07 72 - 2011 5550100 T1", "2026-03-14T09:16:40 9 - 2044 84955550177 T2"])
    }

    @Test func separatedWithoutHeader() throws {
        let found = try decoded(
            """
            13/03/2026,09:15,201,5550100,00:01:12
            14/03/2026,09:16,204,84955550177,00:00:09

            """)
        #expect(found.calls == ["2026-03-13T09:15:00 72 201 - 5550100 -", "2026-03-14T09:16:00 9 204 - 84955550177 -"])
    }

    @Test func tabsAndDurationsInSeconds() throws {
        let found = try decoded(
            "2011\t07\t14.03.2026 09:15:07\t72\t5550100\r\n2044\t11\t14.03.2026 09:16:40\t9\t84955550177\r\n"
                + "2044\t11\t15.03.2026 10:00:00\t110\t\r\n")
        #expect(
            found.calls == [
                "2026-03-14T09:15:07 72 2011 - 5550100 07", "2026-03-14T09:16:40 9 2044 - 84955550177 11",
                "2026-03-15T10:00:00 110 2044 - - 11",
            ])
        #expect(found.text.contains("separator: TAB"))
    }

    @Test func semicolonsWithQuotesAndNoHeader() throws {
        let found = try decoded(
            """
            "20260314";"0915";"201";"Smith; J";"5550100";"00:01:12"
            "20260314";"0916";"204";"O'Hara";"84955550177";"00:00:09"

            """)
        #expect(found.calls == ["2026-03-14T09:15:00 72 201 - 5550100 -", "2026-03-14T09:16:00 9 204 - 84955550177 -"])
    }

    @Test func pairs() throws {
        let found = try decoded(
            """
            start=2026-03-14T09:15:07;from=2011;to=5550100;duration=72;trunk=T1
            start=2026-03-14T09:16:40;from=2044;to=84955550177;duration=9;trunk=T2

            """)
        #expect(found.calls == ["2026-03-14T09:15:07 72 - 2011 5550100 T1", "2026-03-14T09:16:40 9 - 2044 84955550177 T2"])
    }

    @Test func jsonLines() throws {
        let found = try decoded(
            """
            {"id":"a1","start":1773479707,"caller":"2011","callee":"5550100","billsec":72,"via":{"gw":"x"}}
            {"id":"a2","start":1773479800,"caller":"2044","callee":"84955550177","billsec":9,"via":{"gw":"y"}}

            """)
        #expect(found.calls == ["2026-03-14T09:15:07 72 - 2011 5550100 -", "2026-03-14T09:16:40 9 - 2044 84955550177 -"])
    }

    @Test func dayAndMonthThatCannotBeToldAreSaid() throws {
        let text = try decoded("01/02/2026;09:15:00;201;5550100;00:00:05\n02/02/2026;09:15:00;201;5550101;00:00:06\n").text
        #expect(text.contains("could be MM/DD/YYYY as well"))
    }

    @Test func nothingToProposeIsSaid() {
        #expect(throws: Proposal.Fault.noLines) { try Proposal.definition(from: [UInt8](), today: Self.today) }
        #expect(throws: Proposal.Fault.noTime) { try Proposal.definition(from: Array("hello\nworld\n".utf8), today: Self.today) }
    }

    /// Random bytes and cut lines end in a draft or in words, never in a crash.
    @Test func anythingGoesIn() {
        var dice = Seeded(20)
        for _ in 0..<200 {
            let line = (0..<Int.random(in: 1...400, using: &dice)).map { _ in
                "0123456789:/;,= ab\n\"{}\r\u{9}".utf8.randomElement(using: &dice) ?? 0
            }
            do {
                let text = try Proposal.definition(from: line, today: Self.today)
                #expect(throws: Never.self) { try FormatCatalogue.load(file: "draft", bytes: Array(text.utf8)) }
            } catch { #expect(error is Proposal.Fault || error is Problems) }
        }
    }
}
