import Money
import Reading
import Site
import Testing
import Time

/// Exchange rates from files: which layout it is, what is read, and what is wrong.
@Suite struct RatesFileTests {
    private func read(_ text: String) -> (rates: [String], problems: [String]) {
        let (quotes, problems) = RatesFile.read(file: "r", bytes: Array(text.utf8))
        return (quotes.map { "\($0.day) \($0.from)/\($0.to) \($0.rate.text)" }, problems.list.map(\.description))
    }

    /// As the European Central Bank writes it, with one day.
    private func xml(_ cubes: String, head: String = #"<?xml version="1.0" encoding="UTF-8"?>"#) -> String {
        """
        \(head)
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        \t<gesmes:subject>Reference rates</gesmes:subject>
        \t<gesmes:Sender>
        \t\t<gesmes:name>European Central Bank</gesmes:name>
        \t</gesmes:Sender>
        \t<Cube>
        \(cubes)
        \t</Cube>
        </gesmes:Envelope>
        """
    }

    // MARK: Our own

    @Test(arguments: [
        "date,from,to,rate\n2026-03-02,USD,VND,25400\n2026-03-03,GBP,USD,1.25\n",
        "\u{FEFF}rate;to;from;Date\r\n25400;VND;USD;2026-03-02\r\n\r\n1.25;USD;GBP;2026-03-03",
        "\n\"date\"\t from\tto\trate\t\n2026-03-02\tUSD\tVND\t\"25400\"\t\t\n2026-03-03\tGBP\tUSD\t1.250",
    ])
    func ownColumnsStandInAnyOrder(_ text: String) {
        let (rates, problems) = read(text)
        #expect(problems.isEmpty)
        #expect(rates == ["2026-03-02 USD/VND 25400", "2026-03-03 GBP/USD 1.25"])
    }

    @Test func everythingWrongIsSaidAtOnceAndNothingRead() {
        let (rates, problems) = read(
            """
            date,from,to,rate
            2026-03-01,USD,VND,25400
            2026-02-30,USX,VND,0
            2026-03-02,USD,USD,-1
            2026-03-02,,VND,1,5
            2026-03-02,USD,VND
            2026-03-02,USD,VND,1.0000000000000001
            2026-03-02,"USD,VND,1

            """)
        #expect(rates.isEmpty)
        #expect(
            problems == [
                #"r:3: date: "2026-02-30": Not a day of the calendar. Write it as 2026-03-02."#,
                #"r:3: from: "USX": ISO 4217 knows no such currency. Write a code of three capital letters such as USD."#,
                #"r:3: rate: "0": Not above zero. Write how much of the one currency one unit of the other is."#,
                #"r:4: rate: "-1": Below zero. Write how much of the one currency one unit of the other is."#,
                #"r:4: to: "USD": A currency against itself. Name two currencies."#,
                "r:5: 5 fields where the first line names 4. Write numbers with a point, without grouping.",
                "r:6: rate: The rate is missing. Write it.",
                #"r:7: rate: "1.0000000000000001": More than 15 decimals. Write at most 15 decimals; nothing is rounded here."#,
                "r:8: A quoted text has no end. Close the quotes in the same line.",
            ])
    }

    @Test func columnsAreChecked() {
        #expect(
            read("date,from,to,to,note\n").problems == [
                #"r:1: "to": The column stands twice. Keep one of them."#,
                #"r:1: "note": There is no such column. Columns: date,from,to,rate."#,
                "r:1: The column rate is missing. Columns: date,from,to,rate.",
            ])
        let other = "Write date,from,to,rate there, or name a file of the European Central Bank (eurofxref, XML or CSV)."
        #expect(read("prefix,price\n44,1\n").problems == [#"r:1: "prefix": The first line names no columns of rates. "# + other])
    }

    @Test func thousandsOfErrorsAreCounted() {
        let (_, problems) = read("date,from,to,rate\n" + String(repeating: "x,USD,EUR,1\n", count: 1000))
        #expect(problems.count == 51)
        #expect(problems.last == "r: There are 950 more problems in this file. Mend these and read it again.")
    }

    // MARK: The European Central Bank's CSV

    @Test func dailyCSV() {
        let (rates, problems) = read("Date, USD, JPY, CZK, \n27 November 2026, 1.0876, 163.45, 25.10, \n")
        #expect(problems.isEmpty)
        #expect(rates == ["2026-11-27 EUR/USD 1.0876", "2026-11-27 EUR/JPY 163.45", "2026-11-27 EUR/CZK 25.1"])
    }

    @Test(arguments: [",", ""]) func historicalCSV(_ end: String) {
        let (rates, problems) = read(
            """
            Date,USD,CYP,TRL,GBP\(end)
            2026-11-27,1.0876,N/A,N/A,0.85445\(end)
            1999-01-05,1.179,0.5823,N/A,\(end.isEmpty ? "N/A" : "")\(end)
            1999-01-04,1.1789,0.58231,N/A,0.7111\(end)

            """)
        #expect(
            rates == [
                "2026-11-27 EUR/USD 1.0876", "2026-11-27 EUR/GBP 0.85445", "1999-01-05 EUR/USD 1.179", "1999-01-04 EUR/USD 1.1789",
                "1999-01-04 EUR/GBP 0.7111",
            ])
        #expect(
            problems == [
                "r:3: warning: CYP: 2 rates are left out; ISO 4217 has no such currency. Nothing is to be done if it was withdrawn."
            ])
    }

    @Test func errorsInCSV() {
        #expect(
            read("Date,USD,Yen,USD,EUR\n").problems == [
                #"r:1: "Yen": No code of a currency. It has three capital letters, such as USD. Copy the file again."#,
                #"r:1: "USD": The column stands twice. Keep one of them."#,
                #"r:1: "EUR": A currency against itself. All rates here are of the euro: take it out."#,
            ])
        let (rates, problems) = read("Date;USD;;GBP;\n27 Nov 2026;1,0876;;0.9\n2026-11-26;1.1;2;0.9;\n2026-11-25;1.1\n2026-11-24;1;;1;;7\n")
        #expect(rates.isEmpty)
        let digits = #"Write digits with at most one point, such as "0.02"; no grouping, no currency sign, no comma."#
        #expect(
            problems == [
                #"r:2: Date: "27 Nov 2026": Not a day of the calendar. Write it as 2026-03-02."#,
                #"r:2: USD: "1,0876": Not a decimal number. "# + digits,
                #"r:3: "2": The first line names no currency for this. Copy the file again."#,
                "r:4: 2 fields where the first line names 4. Was the file cut off? Copy it again.",
                "r:5: 6 fields where the first line names 5. Write numbers with a point, without grouping.",
            ])
    }

    @Test func daysThatDoNotExist() {
        for day in ["31 November 2026", "0 March 2026", "1 march 2026", "1 March 26", "+1 March 2026", "1  Marchx 2026"] {
            #expect(read("Date,USD\n\(day),1\n").problems.count == 1, "\(day)")
        }
        #expect(read("Date,USD\n3 June 2021,1\n03 June 2021,2\n29 February 2024,3\n").rates.count == 3)
    }

    // MARK: The European Central Bank's XML

    @Test func dailyXML() {
        let (rates, problems) = read(
            xml("\t\t<Cube time='2026-11-27'>\n\t\t\t<Cube currency='USD' rate='1.0876'/>\n<Cube currency='JPY' rate='163.45'/></Cube>"))
        #expect(problems.isEmpty)
        #expect(rates == ["2026-11-27 EUR/USD 1.0876", "2026-11-27 EUR/JPY 163.45"])
    }

    @Test func historicalXML() {
        let (rates, problems) = read(
            xml(
                #"<Cube time="2026-11-27"><Cube currency="USD" rate="1.0876"/><Cube rate = "0.85445" currency="GBP" ></Cube></Cube>"#
                    + #"<Cube time="1999-01-04"><Cube currency="SIT" rate="189.045"/><Cube currency="USD" rate="1.1789"/></Cube>"#,
                head: "\u{FEFF}") + "\n<!-- kept & <seen> -->\n")
        #expect(rates == ["2026-11-27 EUR/USD 1.0876", "2026-11-27 EUR/GBP 0.85445", "1999-01-04 EUR/USD 1.1789"])
        #expect(
            problems == [
                "r:8: warning: SIT: 1 rate is left out; ISO 4217 has no such currency. Nothing is to be done if it was withdrawn."
            ])
    }

    @Test func errorsInXML() {
        let (rates, problems) = read(
            xml(
                """
                <Cube time='2026-11-31'>
                <Cube currency='USD' rate='1,0876'/>
                <Cube currency='us' rate='1'/>
                <Cube currency='EUR' rate='1'/>
                <Cube currency='JPY'/>
                </Cube>
                <Cube>
                <Cube currency='HUF' rate='1' multiplier='100'/>
                </Cube>
                """))
        #expect(rates.isEmpty)
        let digits = #"Write digits with at most one point, such as "0.02"; no grouping, no currency sign, no comma."#
        #expect(
            problems == [
                #"r:8: Cube.time: "2026-11-31": Not a day of the calendar. Write it as 2026-03-02."#,
                #"r:9: Cube.Cube[USD].rate: "1,0876": Not a decimal number. "# + digits,
                #"r:10: Cube.Cube.currency: "us": No code of a currency. It has three capital letters, such as USD. Copy the file again."#,
                #"r:11: Cube.Cube.currency: "EUR": A currency against itself. All rates here are of the euro: take it out."#,
                "r:12: Cube.Cube: The attribute rate is missing. Copy the file again.",
                "r:14: Cube: The attribute time is missing. Copy the file again.",
                #"r:15: Cube.Cube.multiplier: "100": There is no such attribute in this layout. "#
                    + "Name a file of the European Central Bank as it was published (eurofxref).",
            ])
    }

    @Test(arguments: [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "A document type, an entity or a section (<!)."),
        ("<?xml version='1.0'?><!DOCTYPE Envelope SYSTEM 'file:///etc/passwd'><Envelope/>", "A document type"),
        ("<?xml-stylesheet href='a'?><Envelope/>", "An instruction (<?)."),
        ("<Envelope/><?xml version='1.0'?>", "An instruction (<?)."),
        ("<?xml version='1.0' encoding='ISO-8859-1' ?><Envelope/>", "Its encoding is not UTF-8."),
        ("<Envelope><a>&amp;</a></Envelope>", "An entity (&)."),
        ("<Envelope><Cube><Cube time='2026-&#49;1-27'/></Cube></Envelope>", "An entity (&)."),
        ("<Envelope><a><![CDATA[x]]></a></Envelope>", "A document type, an entity or a section (<!)."),
        ("<rates/>", "rates where the one Envelope is expected."),
        ("<Envelope/><Envelope/>", "Envelope where the one Envelope is expected."),
        ("<Envelope>x</Envelope>", "Text where none stands"),
        ("<Envelope><Cube><day/></Cube></Envelope>", "day where only rates are expected."),
        ("<Envelope><Cube></Envelope>", "The end of Envelope fits no begin."),
        ("</Envelope>", "The end of Envelope fits no begin."),
        ("<Envelope><Cube>", "The file ends before its end."),
        ("<!-- ", "A comment has no end."),
        ("<Envelope a='1' a='2'/>", "The attribute a stands twice."),
        ("<Envelope a='1'b='2'/>", "A tag that is not well formed."),
        ("<Envelope a=1/>", "The value of a has no quotes."),
        ("<Envelope a/>", "The attribute a has no value."),
        ("<Envelope a='1", "The value of a has no end."),
        ("<Envelope a='<'/>", "A < in the value of a."),
        ("<", "A tag that is not well formed."),
        ("<?xml", "An instruction (<?)."),
        ("<?xml version='1.0'", "A tag that is not well formed."),
    ])
    func onlyWhatTheBankWritesIsRead(_ text: String, _ message: String) {
        let (rates, problems) = read(text)
        #expect(rates.isEmpty)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("r:1: " + message) == true, "\(problems)")
    }

    @Test func depthIsBounded() {
        let (_, problems) = read("<Envelope>" + String(repeating: "<a>", count: 100_000))
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("r:1: Nested deeper than 8 levels.") == true)
    }

    // MARK: Whole files

    @Test func whatIsNoFileOfRates() {
        let cutOff = "r: There are no rates in it. Was it cut off? Copy it again."
        for text in ["", "\n\n", "date,from,to,rate\n", "Date,USD,\n2026-11-27,N/A,\n", xml("")] {
            #expect(read(text).problems == [cutOff])
        }
        #expect(read("PK\u{3}\u{4}rest").problems == ["r: This is an archive (ZIP). Unpack it and name the file in it."])
        let latin = RatesFile.read(file: "r", bytes: Array("date\n".utf8) + [0xE9])
        #expect(latin.problems.list.map(\.description) == ["r:2: The text is not UTF-8. Save the file as UTF-8."])
        #expect(read("date,from\0").problems == ["r:1: The text is not UTF-8. Save the file as UTF-8."])
        let line = read("date,from,to,rate" + String(repeating: ",", count: 70_000)).problems
        #expect(line == ["r:1: The line has 70017 bytes. Is this the right file? A row of rates has a few hundred."])
        let large = RatesFile.read(file: "r", bytes: [UInt8](repeating: 10, count: RatesFile.mostBytes + 1))
        #expect(large.problems.errors.count == 1)
    }

    /// A cut anywhere is an error or leaves whole rates only.
    @Test func cutFilesAreNeverHalfRead() {
        let whole = xml("<Cube time='2026-11-27'>\n<Cube currency='USD' rate='1.0876'/>\n</Cube>")
        for count in 0..<whole.utf8.count { #expect(read(String(whole.prefix(count))).rates.isEmpty, "\(count)") }
        let bytes = Array("Date, USD, JPY, \n27 November 2026, 1.0876, 163.45, \n".utf8)
        for seed in UInt64(1)...2000 {
            var random = SeededGenerator(seed: seed)
            var broken = seed.isMultiple(of: 2) ? bytes : Array(whole.utf8)
            for _ in 0..<3 { broken[Int.random(in: broken.indices, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            let (quotes, problems) = RatesFile.read(file: "r", bytes: broken)
            #expect(quotes.isEmpty || !problems.hasErrors)
        }
    }
}
