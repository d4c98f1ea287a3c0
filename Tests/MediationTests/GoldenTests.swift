import Foundation
import Mediation
import Model
import Testing
import Time

/// Real lines decode to what their folder in the collection of formats says. A key that is absent there is not asserted. Every
/// `Data/<id>.txt` with its `<id>.json` is such a test.
@Suite struct GoldenTests {
    static let formats = Support.names(in: "Data", ending: ".json")

    /// Lines and their right decode.
    private struct Golden {
        let batch: RecordBatch
        let expected: [[String: Any]]
    }

    private static func golden(_ id: String) throws -> Golden {
        let json = try JSONSerialization.jsonObject(with: Data(Support.data("Data/\(id).json")))
        let expected = try #require(json as? [[String: Any]])
        let format = try Support.format(id)
        // Where lines carry no year, the first record's is the one that was assumed.
        let year = expected.lazy.compactMap { $0["start"] as? String }.first.flatMap { Int($0.prefix(4)) } ?? 2024
        let batch = Support.decode(format, try Support.data("Data/\(id).txt"), year: year, day: CivilDay(year: year, month: 6, day: 1))
        return Golden(batch: batch, expected: expected)
    }

    @Test(arguments: formats) func decodesRealLines(id: String) throws {
        let golden = try Self.golden(id)
        var records = golden.batch.records
        var skips = golden.batch.skips
        var compared = 0
        for entry in golden.expected {
            let line = try #require(entry["line"] as? Int)
            if entry["skip"] != nil {
                let place = try #require(skips.firstIndex { $0.line == line }, "line \(line)")
                skips.remove(at: place)
                compared += 1
                continue
            }
            let place = try #require(records.firstIndex { $0.line == line }, "line \(line)")
            let record = records.remove(at: place)
            for (key, value) in entry where key != "line" {
                #expect(Self.text(key, record, golden.batch) == Self.text(value), "line \(line), \(key)")
                compared += 1
            }
        }
        #expect(compared >= golden.expected.count && compared > 0)
        #expect(records.map(\.line) == [], "records that nobody expects")
        #expect(skips.filter { $0.reason != "blank" }.map(\.line) == [], "skips that nobody expects")
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case is NSNull: "null"
        case let text as String: text
        case let number as NSNumber: CFBoolean(number) ?? number.stringValue
        default: "?"
        }
    }

    private static func CFBoolean(_ number: NSNumber) -> String? {
        String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B" ? (number.boolValue ? "true" : "false") : nil
    }

    private static func text(_ key: String, _ record: CallRecord, _ batch: RecordBatch) -> String {
        switch key {
        case "start": record.start.description
        case "duration": record.isDurationKnown ? String(record.duration) : "null"
        case "ring": record.ring < 0 ? "null" : String(record.ring)
        case "pulses": record.pulses < 0 ? "null" : String(record.pulses)
        case "direction": record.direction.name ?? "null"
        case "answered": record.answered == .unknown ? "null" : record.answered == .yes ? "true" : "false"
        case "calling": batch.text(record.calling) ?? "null"
        case "called": batch.text(record.called) ?? "null"
        case "extension": batch.text(record.extension) ?? "null"
        case "trunk": batch.text(record.trunk) ?? "null"
        case "account": batch.text(record.account) ?? "null"
        case "sourceIP": batch.text(record.sourceIP) ?? "null"
        default: "unknown key"
        }
    }

    /// Records have identities of their own, unless their lines are the same to the last byte: no transfer or forked ringing is taken
    /// for a conflict.
    @Test(arguments: formats) func differentRecordsAreDistinct(id: String) throws {
        let batch = try Self.golden(id).batch
        let bytes = try Support.data("Data/\(id).txt")
        let identities = batch.records.map { record in
            "\(record.stamp)|" + [record.called, record.calling, record.leg].map { batch.text($0) ?? "" }.joined(separator: "|")
        }
        let lines = batch.records.map { record in
            Array(bytes[Int(record.rawOffset)..<Int(record.rawOffset) + record.rawCount].filter { $0 > 32 })
        }
        #expect(Set(identities).count == Set(lines).count)
        #expect(!identities.isEmpty)
    }

    @Test func everyBuiltInDefinitionPassesItsOwnSamples() throws {
        let files = Support.names(in: "../../Sources/Mediation/Formats", ending: ".yaml")
        #expect(files.count >= 4)
        for id in files {
            let bytes = try #require(FormatCatalogue.definition(id), "\(id)")
            let format = try FormatCatalogue.load(file: id, bytes: bytes)
            #expect(format.id == id)
        }
        #expect(FormatCatalogue.builtIn.map(\.id).sorted() == files)
        #expect(Set(Self.formats).isSubset(of: files))
    }
}
