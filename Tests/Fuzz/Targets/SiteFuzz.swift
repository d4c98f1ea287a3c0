import Model
import Rating
import Reading
import Site
import Time

/// Site files, decks and files of exchange rates that anybody may have written: either a site that can be written, read back the same and
/// rated by, or problems with place and mend; never both, never half of either.
enum SiteFuzz {
    private static let zones = [
        .utc, Zone(name: "Asia/Ho_Chi_Minh", changes: [], offsets: [25_200]),
        Zone(name: "Europe/Berlin", changes: [1_774_746_000, 1_792_893_600], offsets: [3600, 7200, 3600]),
    ]
    private static let siteFile = "fuzzed.yaml"

    // MARK: Site files

    /// A site file, and behind a NUL what every deck holds that it names.
    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        let (yaml, deck) = parts(bytes)
        let reading = read(yaml) { _ in deck }
        try check(reading.problems, lines: [yaml, deck].map { $0.count { $0 == 10 || $0 == 13 } + 1 }.max() ?? 1)
        guard let site = reading.site else {
            try hold(reading.problems.hasErrors, "a site is refused without a reason")
            return
        }
        try hold(!reading.problems.hasErrors, "a site is taken that has errors: \(reading.problems)")
        let files = SiteWriter.write(site)
        let again = read(files.yaml) { name in files.decks.first { $0.name == name }?.bytes }
        guard let second = again.site else { throw FuzzFinding("what was written is refused: \(again.problems)") }
        if second != site {
            throw FuzzFinding("read back it is another: \(SiteDiff.between(site, second).prefix(3)) \(again.problems)")
        }
        try hold(SiteWriter.write(second) == files, "written twice it is another")
        rate(by: site)
    }

    private static func read(_ yaml: [UInt8], decks: @escaping (String) -> [UInt8]?) -> SiteReading {
        SiteReader.read(file: siteFile, bytes: yaml, decks: decks) { name in zones.first { $0.name == name } }
    }

    private static func parts(_ bytes: [UInt8]) -> (yaml: [UInt8], deck: [UInt8]) {
        let end = bytes.firstIndex(of: 0) ?? bytes.count
        return (Array(bytes[..<end]), Array(bytes[min(end + 1, bytes.count)...]))
    }

    private static func check(_ problems: Problems, lines: Int) throws(FuzzFinding) {
        for problem in problems.list {
            try hold(!problem.message.isEmpty && !problem.file.isEmpty, "a problem without words or file: \(problem)")
            try hold(!problem.mend.isEmpty, "nothing is said of what to do: \(problem)")
            // Only what is counted stands in no line.
            guard let line = problem.line else {
                try hold(problem.message.hasPrefix("There are "), "a problem without a line: \(problem)")
                continue
            }
            try hold((1...lines).contains(line), "a problem in line \(line) of \(lines): \(problem)")
        }
    }

    /// No site that is taken may bring rating or settlement down, whatever they make of it.
    private static func rate(by site: Site) {
        let rater = Rater(site: site, numbering: site.numberingPlan)
        var batch = RecordBatch()
        var record = CallRecord()
        record.start = WallTime(seconds: 1_774_742_390)
        (record.stamp, record.duration, record.direction, record.answered) = (record.start, 3_601, .out, .yes)
        record.called = batch.append("0084901234567".utf8)
        record.extension = batch.append("101".utf8)
        record.trunk = batch.append("01".utf8)
        let facts = CallFacts(record, switchIndex: 0, start: rater.siteTime(of: record, on: 0).start)
        let identity = CallIdentity(stamp: record.stamp, switch: [], called: [], calling: [], leg: [])
        for scheme in Scheme.allCases {
            _ = rater.explain(scheme, facts, batch.bytes.span)
            guard let call = rater.priced(scheme, facts, batch.bytes.span, identity: identity, place: 0).call else { continue }
            _ = try? Settlement(site, rater: rater, scheme: scheme).settle([call], billed: DayRange(call.day)) { _ in true }
        }
    }

    // MARK: Decks and rates

    /// A deck in a site whose table has two bands.
    static func checkDeck(_ bytes: [UInt8]) throws(FuzzFinding) {
        try check(Array(deckSite.utf8) + [0] + bytes)
    }

    /// Exchange rates, ours or the European Central Bank's, as CSV or XML.
    static func checkRates(_ bytes: [UInt8]) throws(FuzzFinding) {
        let (quotes, problems) = RatesFile.read(file: siteFile, bytes: bytes)
        try check(problems, lines: bytes.count { $0 == 10 || $0 == 13 } + 1)
        try hold(quotes.isEmpty || !problems.hasErrors, "rates are taken from a file with errors")
        var site = Site()
        site.exchangeRates.quotes = quotes
        let files = SiteWriter.write(site)
        try hold(read(files.yaml) { _ in nil }.site == site, "rates that are taken are not read back")
    }

    static func work(_ bytes: [UInt8], count: Int) {
        let (yaml, deck) = parts(bytes)
        _ = read(stretched(yaml[...], count)) { _ in deck }
    }

    static func workDeck(_ bytes: [UInt8], count: Int) {
        let deck = stretched(bytes[...], count)
        _ = read(Array(deckSite.utf8)) { _ in deck }
    }

    static func workRates(_ bytes: [UInt8], count: Int) { _ = RatesFile.read(file: siteFile, bytes: stretched(bytes[...], count)) }

    private static let deckSite = """
        rateTables:
          - id: office
            week: {day: ["Mon-Fri 08:00-20:00"], night: else}
            versions:
              - {from: 2026-01-01, deck: rates.csv}

        """

    // MARK: Inputs to begin with

    static let seeds: [[UInt8]] = [
        """
        site: {name: Hanoi, zone: Asia/Ho_Chi_Minh, currency: USD, defaultTable: {price: a, cost: b}}
        parties: [{id: "101", numbers: [{number: "101", from: 2026-01-01}], currency: VND, billingCycle: {day: 31}, exchangeAt: bill}]
        rateTables:
          - {id: a, versions: [{from: 2026-01-01, rows: [{prefix: "", all: {increments: "60/6", price: "0.30", per: 60}}]}]}
          - {id: b, scheme: cost, kind: pulse, versions: [{from: 2026-01-01, defaults: {pulsePrice: "200"}, rows: [{prefix: ["84"], all: {interval: 36}}]}]}
        surcharges: [{id: x, when: {calling: ["1*"]}, percent: "15", counts: true}, {id: y, perMinute: "0.01", currency: USD}]
        exchangeRates: {maxAge: 90, rates: [{date: 2026-03-02, from: USD, to: VND, rate: "25400"}]}
        """
    ].map { Array($0.utf8) }

    static let deckSeeds: [[UInt8]] = [
        "prefix,name,band,connection,price,per,first,next,validFrom,minimumCharge\n8424,Hanoi,day,0.05,0.25,60,60,6,2026-07-01,0.10\n"
            + "8424,Hanoi,,,0.2,,,,2026-07-01,\n",
        "prefix,price\r\n1,\"0.5\"\r\n44,92233720368.54775807\r\n",
    ].map { Array($0.utf8) }

    static let rateSeeds: [[UInt8]] = [
        "date,from,to,rate\n2026-03-02,USD,VND,25400\n2026-03-03,GBP,USD,0.000000000000001\n",
        "Date, USD, JPY, \n27 November 2026, 1.0876, 163.45, \n",
        "Date,USD,CYP,\n2026-11-27,1.0876,N/A,\n",
        "<Envelope><Cube><Cube time='2026-11-27'><Cube currency='USD' rate='1.0876'/><Cube currency='JPY' rate='163.45'></Cube></Cube>"
            + "</Cube></Envelope>",
    ].map { Array($0.utf8) }
}
