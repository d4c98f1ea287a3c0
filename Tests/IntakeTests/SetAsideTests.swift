import Model
import Store
import Testing

@testable import Intake

@Suite("Records of a call of which one was set aside")
struct SetAsideTests {
    /// A record of Asterisk, all of one call.
    private func record(_ start: String, seconds: Int) -> String {
        #""","1001","01701234","pre-rec","x","SIP/1001-1","OOH323/a-1","Dial","x","#
            + #""\#(start)","","",\#(seconds + 4),\#(seconds),"ANSWERED","DOCUMENTATION","17928.1","""# + "\n"
    }

    @Test("The one that is left is rated when its rate comes, as a call of its own")
    func leftAlone() async throws {
        let office = try Office(rates: Office.rates.replacing("[\"49\"]", with: "[\"4999\"]"))
        let lines = record("2026-10-24 09:00:00", seconds: 900_000) + record("2026-10-24 09:10:00", seconds: 60)
        try await office.run(Array(lines.utf8), format: "asterisk-cdr-csv", on: "gate")
        #expect(Set(try office.calls().map(\.state)) == [.quarantined, .unrated])
        office.rater = try Office.rater(Office.rates)
        let rerater = CallRerater(rater: office.rater, names: office.book.names)
        let result = try office.book.rerate(RerateRule(filter: CallFilter(), change: { rerater.rerate(&$0, $1) }), chunk: 50)
        #expect(result.changed == 1)
        #expect(Set(try office.calls().map(\.state)) == [.quarantined, .rated])
        #expect(try office.book.check() == [])
    }
}
