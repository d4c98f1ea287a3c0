import Foundation
import Mediation
import Model

#if canImport(Glibc)
    import Glibc
#endif

/// Decoding of each format on one core, against counting the newlines of the same bytes.
func decodeBench(lines: Int = 400_000) -> [BenchRow] {
    DecodeBenchLines.all.compactMap { id, sample in
        guard let format = FormatCatalogue.format(id) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines * (sample[0].utf8.count + 1))
        for index in 0..<lines {
            bytes += sample[index % sample.count].utf8
            bytes.append(10)
        }
        let seconds = (0..<5).map { _ in decodeSeconds(format, bytes, expected: lines) }.min() ?? .infinity
        let floor = (0..<5).map { _ in newlineSeconds(bytes, expected: lines) }.min() ?? .infinity
        let value = Double(lines) / seconds
        let limit = Double(lines) / floor
        return BenchRow(name: "decode \(id)", value: value, unit: "lines/s/core", limit: limit, ratio: value / limit)
    }
}

private func decodeSeconds(_ format: Format, _ bytes: [UInt8], expected: Int) -> Double {
    var decoder = Decoder(format)
    var batch = RecordBatch()
    var records = 0
    let begin = ContinuousClock.now
    bytes.withUnsafeBytes { buffer in
        var position = 0
        while position < buffer.count {
            let chunk = min(1 << 18, buffer.count - position)
            decoder.feed(
                UnsafeRawBufferPointer(rebasing: buffer[position..<position + chunk]), final: position + chunk == buffer.count, into: &batch
            )
            records += batch.records.count
            batch.removeAll()
            position += chunk
        }
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    precondition(records == expected, "\(format.id): \(records) records of \(expected) lines")
    return seconds
}

private func newlineSeconds(_ bytes: [UInt8], expected: Int) -> Double {
    let begin = ContinuousClock.now
    var count = 0
    bytes.withUnsafeBytes { buffer in
        guard var position = buffer.baseAddress else { return }
        let end = position + buffer.count
        while let found = memchr(position, 10, end - position) {
            count += 1
            position = UnsafeRawPointer(found) + 1
        }
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    precondition(count == expected)
    return seconds
}

/// Lines like those of real switches, numbers made up.
private enum DecodeBenchLines {
    static let all: [(id: String, lines: [String])] = [
        (
            "asterisk-cdr-csv",
            [
                #""","89220000001","211553","example-pstn","""89220000001"" <89220000001>","SIP/211553-0000003e","SIP/301-0000003f","#
                    + #""Dial","SIP/301&SIP/200@examplepbx,60,t","2024-01-28 12:36:51","2024-01-28 12:36:54","2024-01-28 12:38:00",69,66,"#
                    + #""ANSWERED","DOCUMENTATION","1706445411.103","","","1706445411.103",83"#,
                #""","2863","09046000000","from-internal","""2863"" <2863>","SIP/2863-000009bf","OOH323/avayaG700-1946","Dial","#
                    + #""OOH323/09046000000@avayaG700,30,t","2018-09-07 11:08:14","2018-09-07 11:08:14","2018-09-07 11:08:31",16,16,"#
                    + #""ANSWERED","DOCUMENTATION","1536293284.12655","""#,
            ]
        ),
        (
            "panasonic-kx-td1232",
            [
                "10/08/03 12:36PM   117 02 0000000                        00:05'00               \r",
                "10/08/03 01:00PM   112 06 <INCOMING> 00000000            00:11'41               \r",
            ]
        ),
        (
            "avaya-ip-office-smdr",
            [
                "2008/06/28 09:30:57,00:00:13,7,01760000000,I,299999,299999,,0,1000014160,1,"
                    + "E4750,John Smith,T9002,LINE 1.2,11,0,,,,,,,,,,,,,\r",
                "2017/11/09 16:28:27,00:00:38,9,12,O,99040,00510000000,,0,1009687,0,E12,Zim12,T9001,Line 1.1,0,0,,,Zim12,"
                    + "   0.0618,,0001.45,1,0,"
                    + "618,1.00,U,Zim12,,192.0.2.2,38411,192.0.2.2,38414\r",
            ]
        ),
    ]
}
