import Foundation
import Testing

/// Published price lists of providers, typed in from public facts (each folder's README names the source), with calls worked out by
/// hand from the list's own words.
@Suite("Published price lists")
struct PriceListTests {
    static let folders: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: Program.data("PriceLists"))) ?? []).sorted()

    @Test func thereAreTenAtLeast() { #expect(Self.folders.count >= 10) }

    @Test(arguments: folders)
    func chargesAreThoseOfTheList(folder: String) throws {
        let path = Program.data("PriceLists/" + folder)
        let checked = try Program.run("tariff", "check", path + "/site.yaml")
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        let result = try Program.run("rate", "--tariff", path + "/site.yaml", "--calls", path + "/calls.jsonl")
        #expect(result.status == 0, "\(result.errors)")
        let expected = try String(contentsOfFile: path + "/expected.jsonl", encoding: .utf8).split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String] ?? [:]
        }
        let found = result.objects
        #expect(found.count == expected.count && found.count >= 8)
        for (place, (found, expected)) in zip(found, expected).enumerated() {
            for (key, value) in expected { #expect(found[key] as? String == value, "call \(place + 1): \(found)") }
        }
    }
}
