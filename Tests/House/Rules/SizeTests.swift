import Testing

/// Small files, short functions, lines that fit beside each other.
struct SizeTests {
    /// Files that are tables and may be long.
    static let tables: Set<String> = []

    private static let shortFiles: Rule = { file in
        let count = file.lines.count - 1
        guard count > 300, !tables.contains(file.path) else { return [] }
        return [file.finding(count, "\(count) lines (300 at most): cut it where its reasons part")]
    }

    private static let shortFunctions: Rule = { file in
        functions(of: file).compactMap { function in
            let count = function.lastLine - function.line + 1
            return count > 70 ? file.finding(function.line, "\(function.name): \(count) lines (70 at most)") : nil
        }
    }

    private static let shortLines: Rule = { file in
        // A line inside a text of several lines is as long as its text; a text of a hundred characters (a path of a symbol, a raw
        // record in a test) is not better for being cut.
        let texts = file.tokens.filter { $0.kind == .text && $0.lastLine > $0.line }
        let uncut = Set(file.tokens.filter { $0.kind == .text && $0.lastLine == $0.line && $0.text.count >= 100 }.map(\.line))
        return zip(1..., file.lines).compactMap { number, line in
            guard line.count > 140, !uncut.contains(number), !texts.contains(where: { $0.line < number && number < $0.lastLine }) else {
                return nil
            }
            return file.finding(number, "\(line.count) characters (140 at most)")
        }
    }

    @Test func holds() throws {
        let files = try Repository.swift("Sources", "Tests", "Benchmarks", "Plugins")
        hold(Self.shortFiles, in: files)
        hold(Self.shortFunctions, in: files)
        hold(Self.shortLines, in: files)
    }

    @Test func median() throws {
        let sizes = try Repository.swift("Sources").map { $0.lines.count - 1 }.sorted()
        let median = sizes[sizes.count / 2]
        print("Sources: \(sizes.count) files, median \(median) lines, longest \(sizes.last ?? 0)")
        #expect(median <= 120)
    }

    @Test func fires() {
        plant(String(repeating: "\n", count: 301), Self.shortFiles, fires: [301])
        plant(String(repeating: "\n", count: 300), Self.shortFiles, fires: [])
        let body = String(repeating: "    a()\n", count: 69)
        plant("protocol P { func x() }\nfunc b(_ c: () -> Void = { }) {\n\(body)}\n", Self.shortFunctions, fires: [2])
        plant("init() {\n\(body.dropLast(8))}\n", Self.shortFunctions, fires: [])
        let long = String(repeating: "é", count: 141)
        plant("// \(long.dropLast(4))\n// \(long)\nlet a = \"\"\"\n\(long)\n\"\"\"\nlet b = \"\(long)\"\n", Self.shortLines, fires: [2])
    }
}
