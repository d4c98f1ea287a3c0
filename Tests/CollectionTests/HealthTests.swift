import Testing
import Time

@testable import Collection

struct SourceSilenceTests {
    /// Monday 2026-03-02 09:00 UTC.
    private let monday = Instant(seconds: 1_772_442_000)

    /// Records an hour in the working hours of all weeks before.
    private func usual(_ counts: [Int]) -> UsualRate {
        var usual = UsualRate()
        for (week, count) in counts.enumerated() {
            for day in 0..<5 {
                for hour in 0..<9 {
                    let moment = monday - Int64((week + 1) * 604_800) + Int64(day * 86_400 + hour * 3_600)
                    usual.add(count, at: Zone.utc.wall(moment))
                }
            }
        }
        return usual
    }

    @Test func nobodyKnowsAtFirst() {
        #expect(SourceSilence.judge(since: monday, now: monday + 86_400, usual: UsualRate(), zone: .utc) == .fine)
        #expect(SourceSilence.judge(since: monday, now: monday + 86_400, usual: usual([1_000]), zone: .utc) == .fine)
    }

    @Test func theSourcesOwnLimitAlwaysCounts() {
        #expect(SourceSilence.judge(since: monday, now: monday + 599, usual: UsualRate(), zone: .utc, limit: 600) == .fine)
        #expect(
            SourceSilence.judge(since: monday, now: monday + 600, usual: UsualRate(), zone: .utc, limit: 600) == .overLimit(seconds: 600))
    }

    @Test func theSameHourOfPastWeeksCounts() {
        let usual = usual([60, 50, 70, 60])
        // 60 an hour: seven would have come after seven minutes.
        #expect(SourceSilence.judge(since: monday, now: monday + 419, usual: usual, zone: .utc) == .fine)
        #expect(SourceSilence.judge(since: monday, now: monday + 420, usual: usual, zone: .utc) == .unusual(expected: 7, seconds: 420))
        // In the evening and on Sunday nothing ever comes.
        #expect(SourceSilence.judge(since: monday + 9 * 3_600, now: monday + 20 * 3_600, usual: usual, zone: .utc) == .fine)
        #expect(SourceSilence.judge(since: monday - 86_400, now: monday, usual: usual, zone: .utc) == .fine)
    }

    @Test func oneWildWeekDoesNotMatter() {
        #expect(usual([0, 4_000, 4, 3]).usual(at: Zone.utc.wall(monday)) == 3)
        // The lower of the two in the middle.
        #expect(usual([100, 4]).usual(at: Zone.utc.wall(monday)) == 4)
        #expect(usual([100]).usual(at: Zone.utc.wall(monday)) == nil)
    }

    @Test func hoursAreThoseOfTheSite() {
        // An hour east: what is eight o'clock there is seven in UTC.
        let zone = Zone(name: "X", changes: [], offsets: [3_600])
        var usual = UsualRate()
        for week in 1...3 { usual.add(60, at: zone.wall(monday - Int64(week) * 604_800)) }
        #expect(SourceSilence.judge(since: monday, now: monday + 600, usual: usual, zone: zone) == .unusual(expected: 10, seconds: 600))
        #expect(SourceSilence.judge(since: monday, now: monday + 600, usual: usual, zone: .utc) == .fine)
    }
}
