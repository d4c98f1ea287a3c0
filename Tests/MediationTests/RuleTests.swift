import Mediation
import Model
import Testing
import Time

/// Stamps, numbers, texts and what a record takes over from other lines.
@Suite struct RuleTests {
    private func format(_ more: String) throws -> Format { try Support.rules(more) }

    private func batch(_ more: String, _ lines: String, year: Int? = nil, day: CivilDay? = nil) throws -> RecordBatch {
        Support.decode(try format(more), Array(lines.utf8), year: year, day: day)
    }

    @Test(arguments: [
        ("MM/D/YY hh:mm", "12/ 6/02 10:00", "2002-12-06T10:00:00"), ("M/DD/YY hh:mm", " 2/26/04 10:00", "2004-02-26T10:00:00"),
        ("DD/MM/YY hh:mm", "12/05/92 10:00", "1992-05-12T10:00:00"), ("YMMDD hh:mm", "50304 10:00", "2005-03-04T10:00:00"),
        ("MM/DD hh:mm", "12/31 23:59", "2006-12-31T23:59:00"), ("hh:mm", "07:30", "2007-08-09T07:30:00"),
        ("WWW MMM D hh:mm:ss YYYY", "Mon Dec  5 11:38:34 2003", "2003-12-05T11:38:34"), ("EPOCH", "1262728800.9", "2010-01-05T22:00:00"),
        ("EPOCHMS", "1262728800999", "2010-01-05T22:00:00"), ("EPOCHUS", "1262728800999999", "2010-01-05T22:00:00"),
        ("hh:mm:ss.f ZZZ WWW MMM DD YYYY", "18:57:52.320  UTC Mon Dec 05 2022", "2022-12-05T18:57:52"),
    ]) func stamps(form: String, text: String, wall: String) throws {
        let batch = try batch(
            "stamp: {is: start, from: [{field: a, form: \"\(form)\"}]}", text + "\n", year: 2006,
            day: CivilDay(year: 2007, month: 8, day: 9))
        #expect(batch.records.first?.start.description == wall, "\(batch.skips)")
    }

    @Test func wordsOfALanguageInACodePage() throws {
        let months = "[янв, фев, мар, апр, мая, июн, июл, авг, сен, окт, ноя, дек]"
        let format = try format(
            "encoding: cp866\nstamp: {is: start, from: [{field: a, form: \"DD MMM YYYY hh:mmAM\", months: \(months), half: [ДП, ПП]}]}")
        let text: [UInt8] = Array("03 ".utf8) + [0xAC, 0xA0, 0xE0] + Array(" 2004 05:56".utf8) + [0x8F, 0x8F]
        #expect(Support.decode(format, text).records.first?.start.description == "2004-03-03T17:56:00")
    }

    @Test(
        arguments: [
            ("hmmt", "0155", 930), ("hmmss", "10203", 3723), ("h:mm.ss", "1:02.03", 3723), ("hh:mm:ss.f", "00:02:26.4", 147),
            ("hh:mm:ss.f", "00:02:26.0", 146), ("HEX", "1F", 31), ("[\"h:mm:ss\", \"mm:ss\"]", "02:03", 123),
            ("{form: s, divide: 100}", "101", 2), ("{form: s, divide: 100, cut: true}", "199", 1),
            ("{form: \"hh:mm'ss\", unknown: \"99:59'59\"}", "99:59'59", nil),
            ("{form: \"mm:ss\", unknown: {contains: \"*\"}}", "**:51", nil), ("s", "", nil), ("{form: s, blank: 0}", "", 0),
        ] as [(String, String, Int?)]) func numbers(form: String, text: String, seconds: Int?) throws
    {
        let isMapping = form.hasPrefix("{") || form.hasPrefix("[")
        let rule = isMapping ? (form.hasPrefix("[") ? "{form: \(form)}" : form) : "\"\(form)\""
        let batch = try batch(
            "numbers: {b: \(rule)}\nstamp: {is: start, from: [{field: a, form: YYYY-MM-DDThh:mm}]}\nduration: [{from: b}]",
            "2024-01-02T10:00;\(text)\n")
        let record = try #require(batch.records.first, "\(batch.skips)")
        #expect((record.isDurationKnown ? Int(record.duration) : nil) == seconds)
    }

    @Test func durationsBetweenTimesToTheMillisecond() throws {
        let more = """
            times: {x: {from: [{field: a, form: YYYYMMDDhhmmss.f}]}, y: {from: [{field: b, form: YYYYMMDDhhmmss.f}]}}
            stamp: {is: start, from: x}
            duration: [{from: y, less: x}, {set: 7}]
            """
        let batch = try batch(more, "20160419210006.813;20160419210020.296\n20160419210006.813;00000000000000.000\n;20160419210006.813\n")
        #expect(batch.records.map(\.duration) == [13, 7])
        #expect(batch.skips.map(\.reason) == ["broken date or time"])
    }

    @Test func timesWithoutYearAcrossNewYear() throws {
        let more = """
            times: {x: {from: [{field: a, form: MMDDhhmmss}]}, y: {from: [{field: b, form: MMDDhhmmss}]}}
            stamp: {is: start, from: x}
            duration: [{from: y, less: x}]
            """
        let batch = try batch(more, "1231235950;0101000010\n0101100000;0101100005\n", year: 2006)
        #expect(batch.records.map(\.start.description) == ["2006-12-31T23:59:50", "2007-01-01T10:00:00"])
        #expect(batch.records.map(\.duration) == [20, 5])
    }

    @Test func aClockBesideOneThatHasADate() throws {
        let more = """
            times: {arrived: {from: [{field: a, form: "DD.MM.YYYY hh:mm"}]}}
            stamp: {is: start, near: arrived, from: [{field: b, form: "hh:mmAM"}]}
            """
        let batch = try batch(more, "28.11.2002 00:05;11:58PM\n28.11.2002 00:05;12:01AM\n27.11.2002 23:59;12:02AM\n")
        #expect(batch.records.map(\.start.description) == ["2002-11-27T23:58:00", "2002-11-28T00:01:00", "2002-11-28T00:02:00"])
    }

    @Test func dateLinesBetweenTheRecords() throws {
        let more = """
            dates: [{pattern: '^\\d\\d:\\d\\d (?<date>\\d\\d/\\d\\d)$', form: DD/MM, reason: header}]
            stamp: {is: start, from: [{field: a, form: "hh:mm"}]}
            """
        let batch = try batch(
            more, "10:00\n00:00 31/12\n10:00\n00:00 01/01\n10:00\n", year: 2006, day: CivilDay(year: 2006, month: 12, day: 30))
        #expect(batch.records.map(\.start.day.description) == ["2006-12-30", "2006-12-31", "2007-01-01"])
        #expect(batch.skips.map(\.reason) == ["header", "header"])
    }

    @Test func theLineBeforeOnTheSameTrunk() throws {
        let more = """
            before: {by: c, keep: [b, d]}
            numbers: {before.d: s, d: s}
            skip: [{reason: ring phase, when: {b: IA}}]
            stamp: {is: start, from: [{field: a, form: YYYY-MM-DDThh:mm}]}
            duration: [{from: d}]
            ring: [{from: before.d, when: {before.b: IA}}]
            direction: [{set: in, when: {b: I}}, {set: out, when: {b: O}}, {set: before, when: {b: T}}]
            """
        let text = """
            2024-01-02T10:00;O;2;5
            2024-01-02T10:00;IA;1;9
            2024-01-02T10:00;I;1;20
            2024-01-02T10:01;T;2;6
            2024-01-02T10:01;T;1;7
            2024-01-02T10:01;T;1;7
            2024-01-02T10:01;T;3;7
            """
        let batch = try batch(more, text)
        #expect(batch.records.map(\.direction) == [.out, .in, .out, .in, .in, .unknown])
        #expect(batch.records.map(\.ring) == [-1, 9, -1, -1, -1, -1])
        // What is remembered goes on in another process.
        let format = try format(more)
        var first = Decoder(format)
        var found = RecordBatch()
        let bytes = Array(text.utf8)
        first.feed(bytes[..<50], final: false, into: &found)
        var state = DecoderState()
        state = first.state
        state.memory = LegMemory(text: first.state.memory.text)
        var second = Decoder(format, resuming: state)
        second.feed(bytes[Int(state.offset)...], final: true, into: &found)
        #expect(found.records.map(\.direction) == batch.records.map(\.direction))
        #expect(found.records.map(\.ring) == batch.records.map(\.ring))
    }

    @Test func twoLinesThatAreOneCall() throws {
        let more = """
            pair: {by: c, either: [d, e], opens: {b: INVITE}, closes: {b: BYE}}
            stamp: {is: start, from: [{field: a, form: EPOCH}]}
            leg: c
            """
        let text =
            "100;INVITE;k1;x;y\n110;INVITE;k2;x;y\n115;INVITE;k1;y;x\n120;BYE;k2;y;x\n125;BYE;k3;p;q\n121;INVITE;k3;p;q\n130;BYE;k1;y;x\n140;INVITE;k4;x;y\n"
        let batch = try batch(more, text)
        #expect(batch.records.map(\.line) == [1, 2, 6, 8])
        #expect(batch.records.map(\.duration) == [30, 10, 4, 0])
        #expect(batch.records.map(\.isDurationKnown) == [true, true, true, false])
        #expect(batch.records.map { batch.text($0.leg) } == ["k1", "k2", "k3", "k4"])
        #expect(batch.skips.map(\.reason) == ["continuation", "continuation", "continuation", "continuation"])
        // A decoder that is given up stands where its oldest open call is read again.
        var decoder = Decoder(try format(more))
        var first = RecordBatch()
        let bytes = Array(text.utf8)
        decoder.feed(bytes[..<60], final: false, into: &first)
        #expect(decoder.state.offset == 0)
    }

    @Test(
        arguments: [
            ("{remove: \".\"}", "1.2..", "12"), ("{trimStart: \"0\"}", "0070", "70"), ("{trimEnd: \"X.\"}", "12X.X", "12"),
            ("{first: 2}", "1234", "12"),
            ("{last: 3}", "1234", "234"), ("{drop: 3}", "1234", "4"), ("{find: '^T(.+)$'}", "T9", "9"), ("{find: '\\d+'}", "a12b", "12"),
            ("{find: x}", "abc", nil), ("{lookup: kinds}", "1", "one"), ("{lookup: kinds}", "3", nil), ("percent", "a%20b%4", "a b%4"),
            ("hex", "1f", "31"), ("{address: little}", "239138826", "10.248.64.14"), ("{address: little}", "-1", "255.255.255.255"),
            ("{address: big}", "3221225985", "192.0.2.1"), ("{address: big}", "0", nil), ("lower", "aBc", "abc"), ("upper", "aBc", "ABC"),
        ] as [(String, String, String?)]) func cleanings(step: String, text: String, cleaned: String?) throws
    {
        let batch = try batch(
            """
            tables: {kinds: {"1": one, "2": two}}
            stamp: {is: start, from: [{field: a, form: YYYY-MM-DDThh:mm}]}
            called: {from: b, clean: [\(step)]}
            """, "2024-01-02T10:00;\(text)\n")
        let record = try #require(batch.records.first, "\(batch.skips)")
        #expect(batch.text(record.called) == cleaned)
    }

    @Test func theYearThatBringsTheLastRecordClosestBeforeToday() throws {
        let format = try format("stamp: {is: start, from: [{field: a, form: \"MM/DD hh:mm\"}]}")
        for (today, lines, year) in [
            ("2026-11-28", "12/31 10:00\n01/02 10:00\n", 2025), ("2026-01-01", "12/31 10:00\n", 2025),
            ("2026-12-31", "12/31 10:00\n", 2026),
        ] {
            var guess = YearGuess(today: try #require(CivilDay(text: today)))
            guess.take(Support.decode(format, Array(lines.utf8), year: guess.trial))
            #expect(guess.first == year)
        }
    }
}
