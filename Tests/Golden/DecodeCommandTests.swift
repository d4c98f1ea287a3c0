import Foundation
import Testing

@Suite("tollbook decode")
struct DecodeCommandTests {
    /// Lines and what they mean, one copy for all tests.
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("MediationTests/Data")
    private static let formats = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()

    @Test("Real lines of the switches decode as known by hand", arguments: formats)
    func samples(format: String) throws {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.folder.appendingPathComponent("\(format).json")))
        let lines = try #require(json as? [[String: Any]])
        let year = lines.lazy.compactMap { $0["start"] as? String }.first?.prefix(4) ?? "2024"
        let result = try Program.run(
            "decode", "--format", format, "--year", String(year), Self.folder.appendingPathComponent("\(format).txt").path)
        #expect(result.status == 0, "\(result.errors)")
        var left = result.objects
        for expected in lines {
            let line = try #require(expected["line"] as? Int)
            let place = try #require(left.firstIndex { $0["line"] as? Int == line }, "line \(line)")
            let found = left.remove(at: place)
            #expect((found["skip"] == nil) == (expected["skip"] == nil), "line \(line)")
            for (key, value) in expected where key != "skip" {
                let same = (found[key] as? NSObject) == (value as? NSObject)
                #expect(same, "line \(line), \(key): expected \(value), found \(found[key] ?? "nothing")")
            }
        }
        #expect(left.allSatisfy { $0["skip"] as? String == "blank" })
    }

    @Test("Every field stands in every record, unknown ones as null")
    func fields() throws {
        let line = "2008/06/28 09:28:41,00:00:00,9,8009837,I,4324,4324,,0,1000014155,0,E4324,Joe Bloggs,T9161,LINE 5.1,0,0,,,,,,,,,,,,,\r\n"
        let result = try Program.run("decode", "--format", "avaya-ip-office-smdr", "-", input: Data(line.utf8))
        let object = try #require(result.objects.first)
        let names: Set = [
            "line", "start", "duration", "ring", "direction", "answered", "calling", "called", "extension", "trunk", "account", "pulses",
            "sourceIP", "link", "leg", "charge", "currency",
        ]
        #expect(Set(object.keys) == names)
        #expect(object["account"] is NSNull)
    }

    @Test("Garbage is skipped with a reason, and what follows decodes")
    func garbage() throws {
        var input = Data([0, 0xFF, 0xFE, 0x1B, 10])
        input.append(Data("10/08/03 12:36PM   117 02 0000000                        00:05'00               \r\n".utf8))
        let result = try Program.run("decode", "--format", "panasonic-kx-td1232", "-", input: input)
        #expect(result.status == 0)
        #expect(result.objects.count == 2)
        #expect(result.objects.first?["skip"] is String)
        #expect(result.objects.last?["duration"] as? Int == 300)
    }

    @Test("Wrong usage is 2, a missing file 1, and nothing of it goes to standard output")
    func wrongUse() throws {
        let none = try Program.run("decode", "x.log")
        #expect(none.status == 2)
        #expect(none.output.isEmpty)
        #expect(none.errors.contains("--format"))
        let unknown = try Program.run("decode", "--format", "no-such-switch", "-")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no-such-switch"))
        let missing = try Program.run("decode", "--format", "asterisk-cdr-csv", "/nowhere/x.log")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("/nowhere/x.log"))
    }
}
