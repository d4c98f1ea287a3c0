import Foundation
import Mediation
import Model
import Testing
import Time

/// Real lines decode to what their folder in the collection of formats says. A key that is absent there is not asserted.
@Suite struct GoldenTests {
    static let formats = ["asterisk-cdr-csv", "panasonic-kx-td1232", "avaya-ip-office-smdr"]

    @Test(arguments: formats) func decodesRealLines(id: String) throws {
        let batch = Support.decode(try Support.format(id), try Support.data("Data/\(id).txt"))
        let json = try JSONSerialization.jsonObject(with: Data(Support.data("Data/\(id).json")))
        let expected = try #require(json as? [[String: Any]])
        #expect(expected.count == batch.records.count + batch.skips.count)
        var compared = 0
        for entry in expected {
            let line = try #require(entry["line"] as? Int)
            if entry["skip"] != nil {
                #expect(batch.skips.contains { $0.line == line }, "line \(line)")
                compared += 1
                continue
            }
            let record = try #require(batch.records.first { $0.line == line }, "line \(line)")
            for (key, value) in entry where key != "line" {
                #expect(Self.text(key, record, batch) == Self.text(value), "line \(line), \(key)")
                compared += 1
            }
        }
        #expect(compared >= 80)
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
        case "duration": String(record.duration)
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

    /// Records of one call have identities of their own: no transfer or forked ringing is taken for a conflict.
    @Test(arguments: formats) func recordsOfOneCallAreDistinct(id: String) throws {
        let batch = Support.decode(try Support.format(id), try Support.data("Data/\(id).txt"))
        let identities = batch.records.map { record in
            "\(record.stamp)|" + [record.called, record.calling, record.leg].map { batch.text($0) ?? "" }.joined(separator: "|")
        }
        #expect(Set(identities).count == identities.count)
        #expect(!identities.isEmpty)
    }

    @Test func everyBuiltInDefinitionPassesItsOwnSamples() throws {
        for id in Self.formats + ["tollbook-csv"] {
            let bytes = try #require(FormatCatalogue.definition(id))
            let format = try FormatCatalogue.load(file: id, bytes: bytes)
            #expect(format.id == id)
        }
        #expect(FormatCatalogue.builtIn.map(\.id) == ["asterisk-cdr-csv", "avaya-ip-office-smdr", "panasonic-kx-td1232", "tollbook-csv"])
    }
}
