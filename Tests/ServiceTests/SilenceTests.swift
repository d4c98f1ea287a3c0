import Testing

@testable import Service

@Suite struct SilenceTests {
    private let usual: [Int: Int64] = [9: 40, 10: 45, 11: 9]

    @Test func anHourWithoutRecordsThatAlwaysHasManyIsAHole() {
        #expect(Silence.hours(of: [9: 38], weeks: [usual, usual, usual, usual]) == [10])
    }

    @Test func aQuietHourIsNoHole() {
        // 11:00 has fewer than ten calls, 12:00 none, 9:00 one today.
        #expect(Silence.hours(of: [9: 1, 10: 1], weeks: [usual, usual]) == [])
    }

    @Test func oneWeekWithoutCallsInTheHourIsEnoughToSayNothing() {
        #expect(Silence.hours(of: [9: 38], weeks: [usual, [9: 40], usual]) == [])
    }

    @Test func holidaysAndTheTimeBeforeTheBookSayNothing() {
        #expect(Silence.hours(of: [9: 38], weeks: [usual, [:], [:], usual]) == [10])
        #expect(Silence.hours(of: [9: 38], weeks: [usual, [:], [:], [:]]) == [])
        #expect(Silence.hours(of: [9: 38], weeks: []) == [])
    }
}
