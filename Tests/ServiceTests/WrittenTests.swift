import Testing
import Time

@testable import Service

@Suite struct WrittenTests {
    private let line = Array("2026/11/27 20:41:51,00:00:44,13,307,O,90989478884,,,0,1392397,0,E307,0,0".utf8)

    private func cut(_ range: Range<Int>?) -> String? { range.map { String(decoding: line[$0], as: UTF8.self) } }

    @Test func figuresAreFoundInTheFormOfTheSwitch() throws {
        let start = WallTime(day: try #require(CivilDay(year: 2026, month: 11, day: 27)), second: 74_511)
        #expect(cut(line.onlyRange(of: Written.moment(start))) == "2026/11/27 20:41:51")
        #expect(cut(line.onlyRange(of: Written.seconds(44))) == "00:00:44")
        #expect(cut(line.onlyRange(of: Written.seconds(13))) == "13")
    }

    @Test func whatStandsTwiceIsNotGuessed() {
        #expect(line.onlyRange(of: Written.seconds(0)) == nil)
        #expect(Array("0:44,0:44".utf8).onlyRange(of: Written.seconds(44)) == nil)
    }

    @Test func aPieceOfAnotherFigureIsNone() {
        #expect(line.onlyRange(of: ["44"]) == nil)
        #expect(line.onlyRange(of: ["989"]) == nil)
        #expect(line.onlyRange(of: ["307x", ""]) == nil)
    }

    @Test(arguments: [0, 59, 60, 3599, 3600, 86_400]) func everyFormMeansTheSame(_ seconds: Int) {
        #expect(Written.seconds(seconds).last == "\(seconds)")
        #expect(seconds < 3600 || !Written.seconds(seconds).contains { $0.split(whereSeparator: { ":'".contains($0) }).count == 2 })
    }
}
