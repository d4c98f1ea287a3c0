import Testing

/// Money, Time and Rating stand on the standard library alone; no clock, no dice, no files, no environment in them or in Model.
struct PureCoreTests {
    private static let effects: Set<String> = [
        "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", "ProcessInfo", "FileManager", "FileHandle", "getenv",
        "clock_gettime", "gettimeofday", "fopen", "random", "randomElement", "shuffled",
    ]

    private static let noImports: Rule = { file in
        let code = file.code
        return zip(code, code.dropFirst()).compactMap { first, second in
            guard first.text == "import", first.kind == .word, ["Foundation", "FoundationEssentials", "Glibc"].contains(second.text)
            else { return nil }
            return file.finding(first.line, "import \(second.text): this room stands on the standard library alone")
        }
    }

    private static let noEffects: Rule = { file in
        file.code.compactMap { token in
            guard token.kind == .word, effects.contains(token.text) else { return nil }
            return file.finding(token.line, "\(token.text): an effect; pass its value in from the edge")
        }
    }

    @Test func holds() throws {
        hold(Self.noImports, in: try Repository.swift("Sources/Money", "Sources/Time", "Sources/Rating"))
        hold(Self.noEffects, in: try Repository.swift("Sources/Money", "Sources/Time", "Sources/Model", "Sources/Rating"))
    }

    @Test func fires() {
        plant("import Model\ninternal import Foundation\nlet import1 = \"import Foundation\"\n", Self.noImports, fires: [2])
        plant("let a = ContinuousClock().now\n// FileManager\nlet b = Int.random(in: 0...1)\n", Self.noEffects, fires: [1, 3])
    }
}
