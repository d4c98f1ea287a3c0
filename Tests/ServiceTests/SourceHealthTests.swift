import Collection
import Delivery
import Foundation
import Model
import Site
import Store
import Testing
import Time

@testable import Service

@Suite struct SourceHealthTests {
    private let now = Instant(seconds: 1_800_000_000)

    private func view(_ edit: (inout SourceView) -> Void = { _ in }) -> SourceView {
        let way = SourceWay.tcpServer(.init(port: 2300, allowed: ["192.0.2.1"]))
        var view = SourceView(Source(id: SourceID("a"), switch: SwitchID("main"), way: way), format: "x")
        edit(&view)
        return view
    }

    private func state(_ edit: (inout SourceState) -> Void = { _ in }) -> SourceState {
        var state = SourceState()
        (state.health, state.since, state.lastByte) = (.running, now + (-90_000), now + (-10))
        edit(&state)
        return state
    }

    private func findings(_ view: SourceView, _ state: SourceState?) -> [SourceConcern.Kind] {
        var view = view
        view.take(state, now: now, zone: .utc)
        return view.findings.map(\.kind)
    }

    @Test func aHealthySourceSaysNothing() { #expect(findings(view(), state()) == []) }

    @Test func eachFinding() {
        #expect(findings(view { $0.source.silentAfter = 60 }, state { $0.lastByte = now + (-60) }) == [.silent])
        #expect(findings(view { $0.source.silentAfter = 60 }, state { $0.lastByte = now + (-59) }) == [])
        #expect(findings(view { $0.record.missing = 3 }, state()) == [.gap])
        #expect(findings(view { $0.record.missing = 3 }, nil) == [.gap], "also where nobody runs it")
        #expect(findings(view(), state { ($0.durable, $0.behindSince) = (9, now + (-61)) }) == [.lag])
        #expect(findings(view { $0.stored = 9 }, state { ($0.durable, $0.behindSince) = (9, now + (-61)) }) == [])
        #expect(findings(view(), state { $0.lost = 2 }) == [.lost])
        #expect(findings(view(), state { $0.refused = ["address not allowed": 4] }) == [.refused])
        #expect(findings(view(), state { $0.reconnects = 10 }) == [.reconnects])
        #expect(findings(view { $0.record.silentSessions = 1 }, state()) == [.session])
        #expect(findings(view(), state { $0.doubts = ["Whoever reaches the port can add calls."] }) == [.doubt])
        #expect(findings(view { ($0.record.decoded, $0.record.usuallyDecoded) = (400, 900) }, state()) == [.decode])
        #expect(findings(view { ($0.record.decoded, $0.record.usuallyDecoded) = (450, 900) }, state()) == [])
        // A format of which two lines in three are always left out is as usual.
        #expect(findings(view { ($0.record.decoded, $0.record.usuallyDecoded) = (330, 333) }, state()) == [])
        #expect(findings(view { $0.record.decoded = 0 }, state()) == [.decode])
        #expect(findings(view { $0.record.decoded = 10 }, state()) == [])
    }

    /// What rules with `trouble` are told of: its kind and name.
    private func troubles(_ view: SourceView, _ state: SourceState?) -> [String] {
        var view = view
        view.take(state, now: now, zone: .utc)
        return Delivery.SourceFinding.all([view], at: now, .utc).map { "\($0.trouble.rawValue) \($0.name)" }
    }

    @Test func missingNumbersAlarmOnceForEachTimeTheyAreSeen() throws {
        let seen = Zone.utc.wall(now + (-50))
        let gaps = view { view in
            (view.record.missing, view.record.gapCount) = (3, 2)
            view.record.gaps = [.init(first: 7, last: 8, seen: seen), .init(first: 4, last: 4, seen: Zone.utc.wall(now + (-90)))]
        }
        #expect(troubles(gaps, state()) == ["gap seen \(seen)"])
        #expect(troubles(gaps, nil) == ["gap seen \(seen)"], "also where nobody runs it")
        var filled = gaps
        filled.record.missing = 1
        filled.record.gaps = [.init(first: 7, last: 7, seen: seen)]
        #expect(troubles(filled, state()) == troubles(gaps, state()), "what is partly filled is no other gap")
        var told = gaps
        told.take(state(), now: now, zone: .utc)
        #expect(Delivery.SourceFinding.all([told], at: now, .utc).first?.words.hasPrefix("3 records never came: 7 to 8, 4. ") == true)
        #expect(troubles(view(), state()) == [])
    }

    @Test func lostDatagramsAlarmOnceAndWhenTheyAreTenTimesAsMany() {
        let names = [1, 2, 9, 10, 99, 100].map { lost in troubles(view(), state { $0.lost = lost }) }
        #expect(names.allSatisfy { $0.count == 1 })
        #expect(names[0] == names[1] && names[1] == names[2] && names[3] == names[4])
        #expect(Set(names).count == 3)
    }

    @Test func silenceAndWhatIsNotStoredAlarm() {
        var usual = UsualRate()
        for week in 1...3 {
            for hour in 0..<24 { usual.add(60, at: Zone.utc.wall(now + Int64(-week * 604_800 - hour * 3_600))) }
        }
        let known = view { $0.record.usual = usual }
        #expect(troubles(known, state { $0.lastByte = now + (-1_200) }) == ["silent since \(now.seconds - 1_200)"])
        #expect(troubles(known, state { $0.lastByte = now + (-120) }) == [])
        let limited = view { $0.source.silentAfter = 60 }
        #expect(troubles(limited, state { ($0.health, $0.lastByte) = (.waiting, now + (-61)) }) == ["silent since \(now.seconds - 61)"])
        #expect(troubles(view(), state { ($0.durable, $0.behindSince) = (9, now + (-61)) }) == ["failed on \(Zone.utc.wall(now).day)"])
        #expect(troubles(view(), state { ($0.durable, $0.behindSince) = (9, now + (-60)) }) == [])
        #expect(troubles(view(), state { $0.health = .failed }) == ["failed since \(now.seconds - 90_000)"])
    }

    @Test func callsThatGoOnAreNoUnreadLines() {
        var counts = ImportCounts()
        (counts.lines, counts.skipped) = (40, ["start": 30, "noise": 10])
        #expect(SourceRecord.share(counts) == nil, "only starts came, and too few other lines to judge by")
        (counts.lines, counts.linesInRecords, counts.skipped) = (80, 30, ["start": 25, "interim-update": 15, "noise": 10])
        #expect(SourceRecord.share(counts) == 750)
    }

    @Test func silenceAgainstTheUsualRate() {
        var usual = UsualRate()
        for week in 1...3 {
            for hour in 0..<24 { usual.add(60, at: Zone.utc.wall(now + Int64(-week * 604_800 - hour * 3_600))) }
        }
        let known = usual
        #expect(findings(view { $0.record.usual = known }, state { $0.lastByte = now + (-1_200) }) == [.silent])
        #expect(findings(view { $0.record.usual = known }, state { $0.lastByte = now + (-120) }) == [])
        var off = view { $0.record.usual = known }
        off.source.isOn = false
        #expect(findings(off, state { $0.lastByte = now + (-1_200) }) == [], "who is off may be silent")
    }

    @Test func leftForOthersAndReadBack() throws {
        let full = state { state in
            (state.lastRecord, state.bytes, state.records, state.reconnects) = (now, 5, 6, 7)
            (state.connections, state.lost, state.durable, state.behindSince) = (1, 2, 3, now)
            (state.refused, state.fault) = (["wrong key": 2, "too long": 1], "It broke:\tsomething\nelse.")
            state.doubts = ["One.", "Two."]
        }
        let snapshot = SourceSnapshot(at: now, states: [SourceID("a"): full, SourceID("b"): SourceState()])
        let again = try #require(SourceSnapshot(text: snapshot.text))
        var expected = snapshot
        expected.states[SourceID("a")]?.fault = "It broke: something else."
        #expect(again == expected)
        for broken in ["", "tollbook sources 1\n", "x\n1\n", snapshot.text.replacingOccurrences(of: "running", with: "dancing")] {
            #expect(SourceSnapshot(text: broken) == nil)
        }
    }

    @Test func metricsHaveNoMoreThanFigures() {
        var text = MetricText(book: "office")
        text.each("source_lag_seconds", "gauge", "Help.", [view(), view()]) { _ in 1.5 }
        text.each("source_x", "gauge", "Help.", [view()]) { _ in nil }
        text.one("calls", "gauge", "Help.", 7)
        let lines = text.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            lines == [
                "tollbook_source_lag_seconds{book=\"office\",source=\"a\"} 1.5",
                "tollbook_source_lag_seconds{book=\"office\",source=\"a\"} 1.5",
                "tollbook_calls{book=\"office\"} 7",
            ])
    }

    @Test func partsByTheirPeer() {
        #expect(OpenBook.isPart("tcp 192.0.2.1:4711", of: "192.0.2.1"))
        #expect(OpenBook.isPart("tcp [2001:db8::1]:4711", of: "2001:db8::1"))
        #expect(OpenBook.isPart("udp 192.0.2.1", of: "192.0.2.1"))
        #expect(OpenBook.isPart("tcp 192.0.2.1:4711", of: "tcp 192.0.2.1:4711"))
        #expect(OpenBook.isPart("file smdr.log", of: "smdr.log"))
        #expect(!OpenBook.isPart("udp 192.0.2.10", of: "192.0.2.1"))
        #expect(!OpenBook.isPart("tcp 192.0.2.10:4711", of: "192.0.2.1"))
    }
}
