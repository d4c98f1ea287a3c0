import Mediation
import Model
import Testing
import Time

/// Lines made after the facts of the three formats, beyond the real samples.
@Suite struct FactsTests {
    private func asterisk(
        _ context: String, _ channel: String, _ called: String, dst: String = "89001112233", disposition: String = "ANSWERED",
        tail: String = ""
    ) -> String {
        #""","301","\#(dst)","\#(context)","""x, y"" <301>","\#(channel)","\#(called)","Dial","a,b|c","2024-01-01 00:00:01","#
            + #""2024-01-01 00:00:03","2024-01-01 00:00:10",9,7,"\#(disposition)","DOCUMENTATION"\#(tail)"#
    }

    @Test(arguments: [
        ("", "", 16), (#","1706369600.6""#, "1706369600.6", 17), (#","note""#, "", 17),
        (#","pbx-1706369600.6","note""#, "pbx-1706369600.6", 18),
        (#","","1706369600.5",12"#, "1706369600.5", 19), (#","1706369600.6","","1706369600.5",12"#, "1706369600.5", 20),
        (#","1706369600.6","","","1706369600.5",12"#, "1706369600.5", 21),
    ]) func asteriskLinkByNumberOfFields(tail: String, link: String, count: Int) throws {
        let found = try Support.record("asterisk-cdr-csv", asterisk("from-internal", "SIP/301-1", "PJSIP/trunk-1", tail: tail))
        #expect(found.batch.text(found.record.link) ?? "" == link, "\(count) fields")
        #expect(found.record.duration == 7)
        #expect(found.record.ring == 2)
    }

    @Test(arguments: [
        ("from-trunk", "PJSIP/my-trunk-0000001a", "PJSIP/301-0000001b", Direction.in, "PJSIP/my-trunk", "301"),
        ("from-pstn", "DAHDI/i1/89001112233-2f", "SIP/302-01", .in, "DAHDI/i1", "302"),
        ("site-pstn", "IAX2/provider-1234", "SIP/examplepbx-01", .in, "IAX2/provider", ""),
        ("from-internal", "SIP/301-01", "DAHDI/i2/89001112233-30", .out, "DAHDI/i2", "301"),
        ("from-internal", "SIP/301-01", "PJSIP/my-trunk-31", .out, "PJSIP/my-trunk", "301"),
        ("from-internal", "Local/1@x-01;2", "PJSIP/my-trunk-31", .unknown, "", ""),
        ("from-internal", "SIP/301-01", "", .unknown, "", ""),
        ("default", "SIP/301-01", "SIP/302-02", .unknown, "", ""),
    ]) func asteriskDirections(context: String, channel: String, called: String, direction: Direction, trunk: String, extension: String)
        throws
    {
        let found = try Support.record("asterisk-cdr-csv", asterisk(context, channel, called))
        #expect(found.record.direction == direction)
        #expect(found.batch.text(found.record.trunk) ?? "" == trunk)
        #expect(found.batch.text(found.record.extension) ?? "" == `extension`)
    }

    @Test func asteriskInternalIsTheCalledPeersOwnNumber() throws {
        let found = try Support.record("asterisk-cdr-csv", asterisk("from-internal", "SIP/301-01", "SIP/302-02", dst: "302"))
        #expect(found.record.direction == .internal)
        #expect(found.batch.text(found.record.extension) == "301")
    }

    @Test(arguments: ["NO ANSWER", "BUSY", "FAILED", "CONGESTION"]) func asteriskNotAnswered(disposition: String) throws {
        let found = try Support.record("asterisk-cdr-csv", asterisk("a-pstn", "SIP/1-2", "SIP/301-3", disposition: disposition))
        #expect(found.record.answered == .no)
        #expect(found.record.duration == 0)
        #expect(found.record.ring == 9)
    }

    @Test func asteriskBrokenLines() throws {
        let good = asterisk("a-pstn", "SIP/1-2", "SIP/301-3")
        let cut = String(good.prefix(120))
        let lines = [
            good.replacing("2024-01-01 00:00:01", with: "never"), cut, good.replacing(",9,7,", with: ",9,x,"), asterisk("hangup", "a", "b"),
        ]
        let batch = Support.decode(try Support.format("asterisk-cdr-csv"), Array(lines.joined(separator: "\n").utf8))
        #expect(batch.records.isEmpty)
        #expect(batch.skips.map(\.reason).sorted() == ["broken date or time", "broken number", "hangup", "quote without end"])
    }

    @Test(arguments: [
        ("12:00AM", "00:00:00"), ("12:59AM", "00:59:00"), ("01:00AM", "01:00:00"), ("12:00PM", "12:00:00"), ("12:30pm", "12:30:00"),
        ("11:59PM", "23:59:00"),
    ]) func panasonicTwelveHours(time: String, clock: String) throws {
        let found = try Support.record("panasonic-kx-td1232", "12/31/99 \(time)   117 02 0000000")
        #expect(found.record.stamp.description == "1999-12-31T\(clock)")
    }

    @Test(arguments: ["00:36AM", "13:00PM", "12:60PM"]) func panasonicTimesThatAreNone(time: String) throws {
        let batch = Support.decode(
            try Support.format("panasonic-kx-td1232"), Array("10/08/03 \(time)   117 02 0000000\n13/08/03 12:00PM\n".utf8))
        #expect(batch.skips.map(\.reason) == ["broken date or time", "broken date or time"])
    }

    /// A line with fields at their columns.
    private func panasonic(station: String = "", co: String, dial: String = "", duration: String = "", code: String = "") -> String {
        var line = Array("01/01/04 12:01AM".utf8) + [UInt8](repeating: 32, count: 64)
        for (column, text) in [(23 - station.utf8.count, station), (24, co), (27, dial), (58, duration), (78, code)] {
            for (offset, byte) in text.utf8.enumerated() { line[column - 1 + offset] = byte }
        }
        return String(decoding: line, as: UTF8.self)
    }

    @Test func panasonicConditionCodes() throws {
        let lost = try Support.record("panasonic-kx-td1232", panasonic(co: "05", dial: "<INCOMING> 0241112222", code: "NA"))
        #expect(lost.record.answered == .no)
        #expect(lost.record.extension.isMissing && lost.record.called.isMissing)
        #expect(lost.batch.text(lost.record.calling) == "0241112222")
        let unseen = try Support.record("panasonic-kx-td1232", panasonic(station: "202", co: "04", duration: "00:03'05"))
        #expect(unseen.record.direction == .out)
        #expect(unseen.record.called.isMissing)
        #expect(unseen.record.duration == 185)
        let coded = try Support.record("panasonic-kx-td1232", panasonic(station: "202", co: "04", duration: "00:03'05", code: "TR"))
        #expect(coded.record.direction == .unknown)
        #expect(coded.batch.text(coded.record.extension) == "202")
        let forwarded = try Support.record(
            "panasonic-kx-td1232", panasonic(station: "202", co: "04", dial: "9PP420105", duration: "00:03'05", code: "FW"))
        #expect(forwarded.record.direction == .out)
        #expect(forwarded.record.answered == .unknown)
        // A page break in front of a record moves no column.
        let paged = try Support.record("panasonic-kx-td1232", "\u{c}\0" + panasonic(station: "202", co: "04", dial: "1"))
        #expect(paged.record.stamp.description == "2004-01-01T00:01:00")
        #expect(paged.record.duration == 0)
    }

    @Test func panasonicEndStampAcrossNewYear() throws {
        let found = try Support.record(
            "panasonic-kx-td1232", "01/01/04 12:01AM   202 04 9PP420105                      00:03'05   6666        FW ")
        #expect(found.record.start.description == "2003-12-31T23:57:55")
        #expect(found.batch.text(found.record.called) == "9PP420105")
        #expect(found.batch.text(found.record.account) == "6666")
        #expect(found.batch.text(found.record.leg) == "00:03'05 04")
        #expect(found.record.answered == .unknown)
    }

    private func ipOffice(_ fields: [Int: String], count: Int = 30) -> String {
        var list = Array(repeating: "", count: count)
        let base = [
            1: "2024/03/01 10:00:00", 2: "00:00:10", 3: "4", 4: "0241112222", 5: "I", 6: "201", 7: "4711", 9: "0", 10: "1000001", 11: "0",
            12: "E201",
            13: "Ann", 14: "T9001", 15: "Line 1.1", 16: "0", 17: "0",
        ]
        for (number, text) in base.merging(fields, uniquingKeysWith: { $1 }) { list[number - 1] = text }
        return list.joined(separator: ",")
    }

    @Test(arguments: [30, 34, 35]) func ipOfficeNumbersOfFields(count: Int) throws {
        let found = try Support.record("avaya-ip-office-smdr", "\0" + ipOffice([:], count: count) + "\r")
        #expect(found.record.direction == .in)
        #expect(found.record.span == 14)
        #expect(found.record.followsLegs)
        #expect(found.batch.text(found.record.called) == "201")
    }

    @Test(arguments: [
        ("2024/03/01 10:00", "2024-03-01T10:00:00"), ("2024/3/1 9:05", "2024-03-01T09:05:00"),
        ("2024/03/01 10:00:59", "2024-03-01T10:00:59"),
    ])
    func ipOfficeStampFromASpreadsheet(stamp: String, wall: String) throws {
        #expect(try Support.record("avaya-ip-office-smdr", ipOffice([1: stamp])).record.stamp.description == wall)
    }

    @Test func ipOfficeInternalAndVoicemail() throws {
        let misprint = try Support.record("avaya-ip-office-smdr", ipOffice([5: "O", 9: "I", 14: "E202"]))
        #expect(misprint.record.direction == .internal)
        #expect(misprint.batch.text(misprint.record.extension) == "201")
        #expect(misprint.record.trunk.isMissing)
        let failed = try Support.record("avaya-ip-office-smdr", ipOffice([2: "00:00:00", 5: "O", 9: "1", 14: "", 15: ""]))
        #expect(failed.record.direction == .unknown)
        let mail = try Support.record("avaya-ip-office-smdr", ipOffice([12: "T9001", 13: "Line 1.1", 14: "V9501", 15: "VM Channel 1"]))
        #expect(mail.batch.text(mail.record.trunk) == "T9001")
        #expect(mail.record.extension.isMissing)
    }

    @Test(arguments: [
        ([2: "00:00:00"], Answer.no), ([2: "00:00:00", 11: "1"], .unknown), ([2: "00:00:00", 16: "5"], .unknown),
        ([2: "00:00:00", 3: "0"], .unknown),
        ([2: "00:00:01", 3: "0"], .yes),
    ]) func ipOfficeAnswer(fields: [Int: String], answer: Answer) throws {
        #expect(try Support.record("avaya-ip-office-smdr", ipOffice(fields)).record.answered == answer)
    }

    /// Two segments between the same parties with the same start are two legs; a record sent again is the same one.
    @Test func ipOfficeLegs() throws {
        func leg(_ fields: [Int: String]) throws -> String {
            let found = try Support.record("avaya-ip-office-smdr", ipOffice(fields))
            return found.batch.text(found.record.leg) ?? ""
        }
        let first = try leg([11: "1", 16: "5"])
        #expect(try first == leg([11: "1", 16: "5"]))
        #expect(try first != leg([11: "1", 16: "7"]))
        #expect(try first != leg([11: "1", 16: "5", 10: "1000002"]))
        #expect(try leg([11: "1"]) != leg([11: "0"]))
    }

    @Test func ipOfficeCommaInANameIsNotGuessed() throws {
        let batch = Support.decode(
            try Support.format("avaya-ip-office-smdr"), Array((ipOffice([13: "Doe, Ann"]) + "\n" + ipOffice([15: "Doe, Ann"]) + "\n").utf8))
        #expect(batch.skips.map(\.reason) == ["comma in a name", "broken number"])
    }

    @Test func charges() throws {
        let line = ipOffice([5: "O", 7: "4711", 21: "  0.0618", 22: "EUR", 24: "12"])
        let found = try Support.record("avaya-ip-office-smdr", line)
        #expect(found.batch.text(found.record.charge) == "0.0618")
        #expect(found.batch.text(found.record.currency) == "EUR")
        #expect(found.record.pulses == 12)
    }
}
