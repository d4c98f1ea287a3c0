import Crypto
import Model
import Money
public import Rating
import Reporting
public import Site
import Store
import Time

/// The site of a moment, compiled: what was configured, its numbering plan, and the rater with the book's numbers of the versions.
public struct SiteState: Sendable {
    /// The book's number of the site document; 0 for a book without a site.
    public let number: Int64
    public let site: Site
    public let rater: Rater
    /// Names, colours and the organisation, as reports look them up.
    let reporting: ReportDirectory
    /// Where each of the rater's parties stands: those of the site go first.
    private let places: [PartyID: Int]
    private let settlements: [Scheme: Settlement]

    /// - Parameter registered: the book's versions, of which those with the same fingerprint give their numbers.
    init(number: Int64, site: Site, registered: [RateVersion]) {
        self.number = number
        self.site = site
        var numbers: [RateTableID: [Int32]] = [:]
        let known = Dictionary(registered.map { (VersionName($0.key), $0.id) }) { _, last in last }
        for key in SiteState.versions(of: site, at: Instant(seconds: 0)) {
            // A version that the book does not know cannot have priced a call: no charge names it.
            numbers[key.rateTable, default: []].append(known[VersionName(key)] ?? -1)
        }
        rater = Rater(
            site: site, numbering: site.numberingPlan, versionNumbers: numbers, siteNumber: Int32(truncatingIfNeeded: number))
        places = Dictionary(rater.parties.enumerated().map { ($1, $0) }) { first, _ in first }
        let rater = rater
        let switches = Dictionary(rater.switches.enumerated().map { ($1.text, Int32(truncatingIfNeeded: $0)) }) { first, _ in first }
        reporting = ReportDirectory(site) { number, place in
            String(decoding: rater.normalised(Array(number.utf8), on: switches[place]), as: UTF8.self)
        } country: { number, place in
            rater.country(of: number, on: switches[place]) ?? ""
        }
        settlements = Dictionary(uniqueKeysWithValues: Scheme.allCases.map { ($0, Settlement(site, rater: rater, scheme: $0)) })
    }

    /// A party of the directory.
    func party(_ id: PartyID) -> Party? { places[id].flatMap { $0 < site.parties.count ? site.parties[$0] : nil } }

    /// Index of a party in the rater's; one that the site no longer has is settled like nobody's.
    func index(of party: PartyID) -> Int32 { Int32(truncatingIfNeeded: places[party] ?? rater.parties.count - 1) }

    /// Settles calls by the rules of this site.
    func settlement(_ scheme: Scheme) -> Settlement { settlements[scheme] ?? Settlement(site, rater: rater, scheme: scheme) }

    /// The billing periods of a party.
    func cycle(of party: PartyID) -> BillingPeriods { BillingPeriods(self.party(party)?.billingCycle ?? []) }

    /// The billing periods of a party that some days touch.
    func billingPeriods(of party: PartyID, _ days: DayRange) -> [DayRange] {
        let cycle = cycle(of: party)
        var found = [cycle.period(of: days.first)]
        while let last = found.last?.last, last < days.last { found.append(cycle.period(of: last + 1)) }
        return found
    }

    /// Whether settlement does nothing to the party's charges but round each: no package, no volume discount, no exchange can meet one.
    func isPlain(_ party: PartyID, _ scheme: Scheme) -> Bool {
        isPlain(in: self.party(party)?.currency ?? site.settings.currency, scheme)
    }

    /// The same of every party.
    func isPlainForAll(_ scheme: Scheme) -> Bool {
        let own = site.settings.currency
        return site.parties.allSatisfy { $0.currency ?? own == own } && isPlain(in: own, scheme)
    }

    private func isPlain(in currency: Currency, _ scheme: Scheme) -> Bool {
        site.packages.allSatisfy { $0.scheme != scheme }
            && site.rateTables.allSatisfy { table in
                table.scheme != scheme
                    || (table.currency == currency && table.volumeDiscount.isEmpty
                        && table.versions.allSatisfy { ($0.volumeDiscount ?? []).isEmpty })
            }
    }

    func isExchangedAtBill(_ party: PartyID) -> Bool { self.party(party)?.exchangeAt == .bill }

    /// The versions of all tables, in the tables' order.
    static func versions(of site: Site, at entered: Instant) -> [RateVersionKey] {
        site.rateTables.flatMap { table in
            table.versions.indices.map { index in
                RateVersionKey(
                    scheme: table.scheme, rateTable: table.id, validFrom: table.versions[index].from, enteredAt: entered,
                    fingerprint: Array(SHA256.hash(data: table.fingerprintBytes(version: index))))
            }
        }
    }

    /// What tells versions apart, without the moment at which they were entered.
    private struct VersionName: Hashable {
        let scheme: Scheme
        let table: RateTableID
        let from: WallTime
        let fingerprint: [UInt8]

        init(_ key: RateVersionKey) {
            (scheme, table, from, fingerprint) = (key.scheme, key.rateTable, key.validFrom, key.fingerprint)
        }
    }
}
