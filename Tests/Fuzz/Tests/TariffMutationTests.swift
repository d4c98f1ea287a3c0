import Foundation
import Fuzzing
import Testing

/// Whole site files with everything of charge schemes in them, their decks and files of rates, damaged as people and editors damage
/// them: lines lost, doubled, swapped and pushed in, words and numbers changed. Each is a site that can be written and read back, or
/// problems with place and mend.
struct TariffMutationTests {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    private static let isSoak = ProcessInfo.processInfo.environment["TOLLBOOK_SOAK"] != nil

    private static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: tests.appending(path: path))) }

    /// The contract's own file, and the price lists of providers.
    private static func sites() throws -> [(name: String, yaml: [UInt8])] {
        let lists = try FileManager.default.contentsOfDirectory(atPath: tests.appending(path: "Golden/Data/PriceLists").path).sorted()
        let paths = ["SiteTests/Golden/site.yaml"] + lists.map { "Golden/Data/PriceLists/\($0)/site.yaml" }
        return try paths.map { ($0, try bytes($0)) }
    }

    private func hold(_ target: FuzzTarget, _ bytes: [UInt8], _ name: String, _ seed: UInt64) -> Bool {
        do { try target.run(bytes) } catch {
            Issue.record("\(target), \(name), seed \(seed): \(error)\n\(String(decoding: bytes, as: UTF8.self))")
            return false
        }
        return true
    }

    @Test func damagedSitesAreReadOrRefused() throws {
        let deck = try Self.bytes("SiteTests/Golden/office-2026.csv")
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
        print("damaged site files: seed \(seed) (TOLLBOOK_SEED repeats one)")
        var mutator = TextMutator(seed)
        var taken = 0
        for (name, yaml) in try Self.sites() {
            let rounds = (Self.isSoak ? 20_000 : 100) * (name.hasPrefix("SiteTests") ? 5 : 1)
            #expect(hold(.sites, yaml + [0] + deck, name, seed), "as it is")
            for _ in 0..<rounds {
                let damaged = mutator.mutated(String(decoding: yaml, as: UTF8.self))
                guard hold(.sites, Array(damaged.utf8) + [0] + deck, name, seed) else { return }
                taken += 1
            }
        }
        print("  \(taken) files")
    }

    @Test func damagedDecksAndRatesAreReadOrRefused() throws {
        let seed = ProcessInfo.processInfo.environment["TOLLBOOK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
        print("damaged decks and rates: seed \(seed) (TOLLBOOK_SEED repeats one)")
        var mutator = TextMutator(seed)
        let golden = try Self.bytes("SiteTests/Golden/office-2026.csv")
        let inputs: [(FuzzTarget, [UInt8])] =
            (FuzzTarget.decks.seeds + [golden]).map { (.decks, $0) } + FuzzTarget.rates.seeds.map { (.rates, $0) }
        for (target, bytes) in inputs {
            for _ in 0..<(Self.isSoak ? 20_000 : 500) {
                let damaged = mutator.mutated(String(decoding: bytes, as: UTF8.self))
                guard hold(target, Array(damaged.utf8), "\(target)", seed) else { return }
            }
        }
    }
}

/// Damages a text by lines and words.
struct TextMutator {
    private var dice: Mutator

    init(_ seed: UInt64) { dice = Mutator(seed: seed) }

    /// Values at and over limits, and such as belong elsewhere.
    private static let words = [
        "0", "-1", "1", "00", "01", "1e9", "0x10", "1_000", "2147483648", "9223372036854775807", "9223372036854775808",
        "92233720368.54775807", "92233720368.54775808", "0.00000001", "0.000000001", "100", "100.0001", "1000000000000000",
        "\"1\"", "\"-0.01\"", "\"1,5\"", "\"\"", "''", ".5", "5.", "NaN", ".inf", "true", "no", "null", "~", "[]", "{}", "[[]]", "{a: b}",
        "2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-01-01T24:00:00", "2026-01-01T23:59:60", "24:00",
        "00:00-00:00",
        "\"Mon-Sun 00:00-24:00\"", "\"Sun-Mon 23:00-01:00\"", "else", "all", "*", "\"*\"", "&a", "*a", "<<", "!!int", "|", ">", "- a",
        "USX", "JPY", "KWD",
        "CLF", "internal", "emergency", "price", "cost", "unassigned", "60/0", "0/60", "999999/1", "1/999999999", "derived", "given",
        "pulse", "metered",
        "\"+84\"", "\"84*\"", "\"\\u0000\"", "\u{202e}", "ÿ", "\u{feff}", "10000000000000000000000000", "\t",
    ]

    mutating func mutated(_ text: String) -> String {
        var text = text
        for _ in 0..<Int.random(in: 1...4, using: &dice) { text = Bool.random(using: &dice) ? lines(text) : words(text) }
        return text
    }

    private mutating func lines(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let place = Int.random(in: 0..<lines.count, using: &dice)
        let other = Int.random(in: 0..<lines.count, using: &dice)
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[place], at: place)
        case 2: lines.swapAt(place, other)
        case 3: lines.insert(lines[place], at: other)
        case 4: lines[place] = String(repeating: " ", count: Int.random(in: 1...4, using: &dice)) + lines[place]
        case 5: lines[place] = String(lines[place].drop { $0 == " " })
        default:
            let cut = Int.random(in: 0...lines[place].count, using: &dice)
            lines[place] = String(lines[place].prefix(cut))
            if Bool.random(using: &dice) { lines.removeSubrange((place + 1)...) }
        }
        return lines.joined(separator: "\n")
    }

    private mutating func words(_ text: String) -> String {
        let ranges = text.ranges(of: /"[^"\n]*"|[A-Za-z0-9_.+*\/-]+|[\[\]{},:]/)
        guard let range = ranges.randomElement(using: &dice), let other = ranges.randomElement(using: &dice) else { return text }
        var word = String(text[range])
        switch Int.random(in: 0..<6, using: &dice) {
        case 0, 1: word = Self.words.randomElement(using: &dice) ?? ""
        case 2: word = String(text[other])
        case 3: word = ""
        case 4: word += word
        default:
            guard let digit = word.indices.filter({ word[$0].isNumber }).randomElement(using: &dice) else { break }
            word.replaceSubrange(digit...digit, with: ["0", "9", "-", "99999999", "."].randomElement(using: &dice) ?? "")
        }
        return text.replacingCharacters(in: range, with: word)
    }
}
