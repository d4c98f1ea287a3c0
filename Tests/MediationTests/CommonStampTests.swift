import Foundation
import Model
import Testing

@testable import Mediation

/// The form of most stamps is read in one go; named twice it is read part by part, which must come to the same.
@Suite struct CommonStampTests {
    private static func format(_ forms: String, both: Bool) throws -> Format {
        let start = both ? "\nstart: {from: [{field: b, form: \(forms)}]}" : ""
        return try Support.rules("stamp: {is: start, from: [{field: a, form: \(forms)}]}" + start)
    }

    @Test(arguments: ["YYYY-MM-DD hh:mm:ss", "YYYY/MM/DDThh.mm.ss"], [false, true])
    func readsAsPartByPart(form: String, both: Bool) throws {
        let quick = try Self.format("\"\(form)\"", both: both)
        let slow = try Self.format("[\"\(form)\", \"\(form)\"]", both: both)
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        for _ in 0..<4_000 {
            let text = Self.text(form, &random)
            let other = Int.random(in: 0..<3, using: &random) == 0 ? Self.text(form, &random) : text
            let line = Array((text + ";" + other + "\n").utf8)
            let (one, two) = (Support.decode(quick, line), Support.decode(slow, line))
            #expect(one.records.map(\.start) == two.records.map(\.start), "seed \(seed): \(text);\(other)")
            #expect(one.records.map(\.stamp) == two.records.map(\.stamp), "seed \(seed): \(text);\(other)")
            #expect(one.skips.map(\.reason) == two.skips.map(\.reason), "seed \(seed): \(text);\(other)")
        }
    }

    /// A moment in a form, at times with bytes that do not belong there.
    private static func text(_ form: String, _ random: inout Seeded) -> String {
        let values: [(String, Int)] = [
            ("YYYY", Int.random(in: 1990...2039, using: &random)), ("MM", Int.random(in: 0...13, using: &random)),
            ("DD", Int.random(in: 0...32, using: &random)), ("hh", Int.random(in: 0...24, using: &random)),
            ("mm", Int.random(in: 0...60, using: &random)), ("ss", Int.random(in: 0...60, using: &random)),
        ]
        var text = form
        for (name, value) in values {
            let digits = String(value)
            text = text.replacing(name, with: String(repeating: "0", count: name.count - digits.count) + digits)
        }
        var bytes = Array(text.utf8)
        for _ in 0..<max(0, Int.random(in: -2...2, using: &random)) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = Array("0123456789-/ :T.x".utf8).randomElement(using: &random) ?? 0
            case 1: bytes.remove(at: place)
            default: bytes.insert(Array("0 9-".utf8).randomElement(using: &random) ?? 0, at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
