import Model
import Money
import Rating
import Site
import Testing
import Time

@testable import Billing

/// What the random months keep out: versions whose volume discounts differ.
@Suite struct WholeVolumeTests {
    /// Whole volume is that of the version in the period's last second, for all of the period's calls: 60 + 60 is above 100, 10 % of each,
    /// though the version of the first call has no discount at all.
    @Test func theLastVersionDecides() throws {
        var table = ReferenceMake.table(ReferenceMake.blocks(60, "60"))
        var later = table.versions[0]
        later.from = ReferenceMake.wall("2026-03-15T00:00:00")
        var whole = VolumeDiscount()
        whole.mode = .whole
        whole.tiers = [VolumeDiscount.Tier(from: ReferenceMake.amount("100"), percent: ReferenceMake.percent("10"))]
        later.volumeDiscount = [whole]
        table.versions.append(later)
        let site = ReferenceMake.site([table])
        let rater = Rater(site: site, numbering: site.numberingPlan)
        let days = try #require(DayRange(year: 2026, month: 3))
        var made = try #require(BillOfCalls(site, rater: rater, party: PartyID("101"), scheme: .price, days: days))
        for call in ReferenceMake.calls([("2026-03-02T10:00:00", 60), ("2026-03-20T10:00:00", 60)]) {
            var batch = RecordBatch()
            let record = call.record(in: &batch)
            made.add(record, batch.bytes, on: 0, place: call.index)
        }
        #expect(try made.result().bill.total == ReferenceMake.amount("108"))
    }
}
