import Model
import Money
import Site
import Time

@testable import Rating

/// Zones made of rules in code, so that no test needs the machine's files.
enum Zones {
    static let utc = Zone.utc
    static let hanoi = Zone(name: "Asia/Ho_Chi_Minh", changes: [], offsets: [25_200])
    /// Last Sundays of March and October, 01:00 UTC.
    static let berlin = changing("Europe/Berlin", standard: 3600, summer: 7200) { year in
        (sunday(year, 3, from: 25) + 3600, sunday(year, 10, from: 25) + 3600)
    }
    /// Second Sunday of March 07:00 UTC, first Sunday of November 06:00 UTC.
    static let newYork = changing("America/New_York", standard: -18_000, summer: -14_400) { year in
        (sunday(year, 3, from: 8) + 7 * 3600, sunday(year, 11, from: 1) + 6 * 3600)
    }
    /// Half an hour; in the south summer ends in April: first Sunday of October 15:30 UTC of the day before, of April 15:00 likewise.
    static let lordHowe = changing("Australia/Lord_Howe", standard: 37_800, summer: 39_600) { year in
        (sunday(year, 10, from: 1) - 8 * 3600 - 1800, sunday(year, 4, from: 1) - 9 * 3600)
    }
    static let all = [utc, hanoi, berlin, newYork, lordHowe]

    /// 00:00 UTC of the first Sunday on or after a day.
    private static func sunday(_ year: Int, _ month: Int, from day: Int) -> Int64 {
        guard var date = CivilDay(year: year, month: month, day: day) else { return 0 }
        while date.weekday != 6 { date = date + 1 }
        return Int64(date.number) * 86_400
    }

    private static func changing(
        _ name: String, standard: Int32, summer: Int32, _ moments: (Int) -> (begin: Int64, end: Int64)
    ) -> Zone {
        var changes: [(Int64, Int32)] = []
        for year in 2020...2035 {
            let (begin, end) = moments(year)
            changes += [(begin, summer), (end, standard)]
        }
        changes.sort { $0.0 < $1.0 }
        let before = changes[0].1 == summer ? standard : summer
        return Zone(name: name, changes: changes.map(\.0), offsets: [before] + changes.map(\.1))
    }
}

/// A week by a rule: band index of a weekday (0 Monday) and minute of the day; and of a holiday's minute.
func week(_ bands: [String], holiday: ((Int) -> Int)? = nil, _ rule: (Int, Int) -> Int) -> Week {
    var week = Week()
    week.bands = bands.map { Week.Band(name: $0) }
    week.minutes = (0..<10_080).map { UInt8(rule($0 / 1440, $0 % 1440)) }
    if let holiday {
        week.holiday = bands.map { Week.Band(name: $0) }
        week.holidayMinutes = (0..<1440).map { UInt8(holiday($0)) }
    }
    return week
}

func price(_ text: String) -> Price { (try? Price(text: text)) ?? .zero }
func wall(_ text: String) -> WallTime { WallTime(text: text) ?? WallTime(seconds: 0) }
func day(_ text: String) -> CivilDay { CivilDay(text: text) ?? CivilDay(number: 0) }
func step(_ at: Int, _ block: Int, _ text: String, per: Int? = nil) -> Step {
    Step(at: at, block: block, price: price(text), per: per)
}
func all(_ pricing: Pricing, connection: String? = nil) -> BandPrice {
    BandPrice(band: BandPrice.all, connection: connection.map(price), pricing: pricing)
}
func band(_ name: String, _ pricing: Pricing, connection: String? = nil) -> BandPrice {
    BandPrice(band: name, connection: connection.map(price), pricing: pricing)
}

/// A table of one version of 2020 with one row for everything.
func table(
    _ bands: [BandPrice], zone: Zone = .utc, scheme: Scheme = .price,
    _ change: (inout RateTable, inout Version, inout Row) -> Void = { _, _, _ in }
) -> RateTable {
    var table = RateTable(id: RateTableID("t"), currency: .usd, zone: zone)
    table.scheme = scheme
    var version = Version(from: wall("2020-01-01T00:00:00"))
    var row = Row(prefixes: [""])
    row.name = "everything"
    row.bands = bands
    change(&table, &version, &row)
    version.rows.insert(row, at: 0)
    table.versions = [version]
    return table
}

func site(_ tables: [RateTable], zone: Zone = .utc, _ change: (inout Site) -> Void = { _ in }) -> Site {
    var site = Site()
    site.settings.zone = zone
    site.rateTables = tables
    if let first = tables.first { site.settings.defaultTable[.price] = first.id }
    change(&site)
    return site
}

/// A call as a test writes it down.
struct Call {
    var start = "2026-03-04T10:00:00"
    var duration: Int32 = 60
    var ring: Int32 = -1
    var span: Int32 = -1
    var direction = Direction.out
    var answered = Answer.yes
    var calling = "101"
    var called = "49891234"
    var `extension` = ""
    var trunk = ""
    var account = ""
    var sourceIP = ""
    var pulses: Int32 = -1
    var followsLegs = false

    func record(in batch: inout RecordBatch) -> CallRecord {
        var record = CallRecord()
        record.stamp = wall(start)
        record.start = wall(start)
        record.duration = duration
        record.ring = ring
        record.span = span
        record.direction = direction
        record.answered = answered
        record.pulses = pulses
        record.followsLegs = followsLegs
        record.calling = batch.append(calling.utf8)
        record.called = batch.append(called.utf8)
        record.extension = batch.append(`extension`.utf8)
        record.trunk = batch.append(trunk.utf8)
        record.account = batch.append(account.utf8)
        record.sourceIP = batch.append(sourceIP.utf8)
        return record
    }
}

extension Rater {
    func explain(_ call: Call, scheme: Scheme = .price, on index: Int32 = 0, now: Instant? = nil) -> Explanation {
        var batch = RecordBatch()
        let record = call.record(in: &batch)
        return rate(record, batch.bytes.span, scheme: scheme, on: index, at: siteTime(of: record, on: index, now: now))
    }

    func assess(_ call: Call, on index: Int32 = 0, after previous: Instant? = nil, now: Instant? = nil) -> Assessment {
        var batch = RecordBatch()
        let record = call.record(in: &batch)
        return assess(record, batch.bytes.span, on: index, after: previous, now: now)
    }

    /// Legs that all start by their own stamps.
    func assess(legs calls: [Call], on index: Int32 = 0) -> [Assessment] {
        var batch = RecordBatch()
        let records = calls.map { $0.record(in: &batch) }
        let facts = records.map { CallFacts($0, switchIndex: index, start: time(of: $0, on: index).start) }
        return assess(legs: facts, batch.bytes.span)
    }
}

extension Outcome {
    /// `0.11`, or the reason.
    var text: String { charge.map { Money($0.amount, $0.currency).text } ?? reason.name }
}

/// Charge of one call by one table, as text.
func charge(_ table: RateTable, _ call: Call) -> String {
    Rater(site: site([table], zone: table.zone)).explain(call).outcome.text
}
