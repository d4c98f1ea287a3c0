import Mediation
import Model
import Testing
import Time

@testable import Intake

@Suite("What a stream remembers between two batches")
struct StreamStateTests {
    @Test("Reads back as written, whatever is missing", arguments: [nil, 2026], [nil, Int64(-5), 1_700_000_000])
    func roundTrip(year: Int?, previous: Int64?) {
        for day in [nil, CivilDay(year: 2026, month: 3, day: 2)] {
            var decoder = DecoderState(year: year)
            decoder.years = YearTracker(first: year, last: day)
            (decoder.offset, decoder.line) = (77, 4)
            let state = StreamState(decoder: decoder, previous: previous.map { Instant(seconds: $0) })
            #expect(StreamState(blob: state.blob, offset: 77, line: 3) == state)
        }
    }

    @Test("What nobody wrote is as if nothing was remembered", arguments: ["", "x;y;z", ";;;;", "\u{0}"])
    func garbage(text: String) {
        let state = StreamState(blob: Array(text.utf8), offset: 5, line: 1)
        #expect(state.previous == nil)
        #expect(state.decoder.offset == 5)
        #expect(state.decoder.line == 2)
    }

    @Test("Sources are named after switch and format, in letters that name a folder")
    func sources() {
        #expect(ImportRequest.source(of: SwitchID("Main PBX"), format: "asterisk-cdr-csv") == "import-main-pbx-asterisk-cdr-csv")
        #expect(ImportRequest.source(of: SwitchID(String(repeating: "x", count: 100)), format: "f").utf8.count == 64)
    }
}
