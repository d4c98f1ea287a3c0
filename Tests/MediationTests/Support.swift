import Foundation
import Mediation
import Model
import Testing
import Time

/// What tests of this room share.
enum Support {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func data(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    static func format(_ id: String) throws -> Format { try #require(FormatCatalogue.format(id)) }

    /// Names of the files in a folder beside these tests, without their ending.
    static func names(in name: String, ending: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)) ?? []
        return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    /// A format of fields `a` to `f` between semicolons.
    static func rules(_ more: String) throws -> Format {
        let text = """
            id: rule-test
            name: X
            switch: X
            facts: none
            confirmed: no
            record: {shape: delimited, separator: ";", counts: [1-6], fields: [a, b, c, d, e, f]}
            samples: [{line: "", skip: blank}]
            \(more)
            """
        return try FormatCatalogue.load(file: "rule-test.yaml", bytes: Array(text.utf8))
    }

    static func decode(_ format: Format, _ bytes: [UInt8], year: Int? = nil, day: CivilDay? = nil) -> RecordBatch {
        var decoder = Decoder(format, year: year, day: day)
        var batch = RecordBatch()
        decoder.feed(bytes, final: true, into: &batch)
        return batch
    }

    /// The one record of one line.
    static func record(_ id: String, _ line: String) throws -> (record: CallRecord, batch: RecordBatch) {
        let batch = decode(try format(id), Array((line + "\n").utf8))
        return (try #require(batch.records.first, "skipped: \(batch.skips.first?.reason ?? "")"), batch)
    }

    /// Everything that a batch says, comparable.
    static func lines(_ batch: RecordBatch) -> [String] {
        let records = batch.records.map { record in
            (
                record.line,
                "\(record.line)+\(record.lines) @\(record.rawOffset)+\(record.rawCount) \(record.stamp) \(record.start) \(record.duration) "
                    + "\(record.ring) \(record.span) \(record.direction) \(record.answered) \(record.pulses) "
                    + [
                        record.calling, record.called, record.extension, record.trunk, record.account, record.sourceIP, record.link,
                        record.leg,
                        record.charge, record.currency, record.switch,
                    ].map { "\(Array(batch.slice($0)))" }.joined(separator: "|")
            )
        }
        let skips = batch.skips.map { ($0.line, "\($0.line)+\($0.lines) @\($0.rawOffset)+\($0.rawCount) \($0.reason)") }
        return (records + skips).sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// A generator whose seed is printed, so that a failure can be had again.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) {
        state = seed
        print("seed \(seed)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
