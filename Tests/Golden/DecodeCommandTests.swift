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

    @Test("A definition in a file is checked, alone and on real lines")
    func check() throws {
        let definition = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Mediation/Formats/zultys-mx-smdr.yaml").path
        let alone = try Program.run("format", "check", definition)
        #expect(alone.status == 0)
        #expect(alone.output == "zultys-mx-smdr: the definition decodes its own samples.\n")
        let lines = Self.folder.appendingPathComponent("zultys-mx-smdr.txt").path
        let good = try Program.run("format", "check", definition, "--samples", lines)
        #expect(good.status == 0)
        #expect(good.output.contains("1 records in 1 of 1 lines"))
        let foreign = try Program.run("format", "check", definition, "--samples", "-", input: Data("a\nb c\n".utf8))
        #expect(foreign.status == 1)
        #expect(foreign.output.contains("left out as \"wrong number of fields\": 2 (line 1, 2)"))
        let broken = Self.folder.deletingLastPathComponent().appendingPathComponent("Errors/bad-zone.yaml").path
        let wrong = try Program.run("format", "check", broken)
        #expect(wrong.status == 1)
        #expect(wrong.output.isEmpty)
        #expect(wrong.errors.contains("bad-zone.yaml:7: stamp.zone"))
    }

    @Test("Stamps in UTC are shown on the wall of the switch's zone, years that are not printed are the latest possible")
    func zonesAndYears() throws {
        let line = Data("INVITE|a|b|c|487|No|1436454643|*prepaid|1001|1002||1\n".utf8)
        let utc = try Program.run("decode", "--format", "sip-proxy-acc-flatstore", "-", input: line)
        #expect(utc.object["start"] as? String == "2015-07-09T15:10:43")
        let local = try Program.run("decode", "--format", "sip-proxy-acc-flatstore", "--time-zone", "Europe/Berlin", "-", input: line)
        #expect(local.object["start"] as? String == "2015-07-09T17:10:43")
        let lines = Data("N 1 00 DN1 T1 12/31 09:00:56 00:00:03 1\nN 2 00 DN1 T1 01/01 09:00:56 00:00:03 1\n".utf8)
        let found = try Program.run("decode", "--format", "zultys-mx-smdr", "-", input: lines).objects.compactMap { $0["start"] as? String }
        #expect(found.count == 2)
        #expect(found.first?.dropFirst(4) == "-12-31T09:00:56" && found.last?.dropFirst(4) == "-01-01T09:00:56")
        let years = found.compactMap { Int($0.prefix(4)) }
        #expect(years.count == 2 && years[1] == years[0] + 1 && years[1] >= 2026)
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
