import Reading
import Testing

/// YAML from outside is bounded (CHECKLIST F3), and what is written stays what was written.
@Suite struct YAMLReaderTests {
    private func read(_ text: String) throws -> Node { try YAMLReader.read(file: "a.yaml", bytes: Array(text.utf8)) }

    private func problem(_ bytes: [UInt8]) -> Problem? {
        do {
            _ = try YAMLReader.read(file: "a.yaml", bytes: bytes)
            return nil
        } catch { return error }
    }

    private func problem(_ text: String) -> Problem? { problem(Array(text.utf8)) }

    @Test(arguments: ["0044", "12:30", "no", "yes", "1e3", "0x10", "2026-03-02", "1_000", ".5", "true"]) func textStaysText(text: String)
        throws
    {
        let node = try read("a: \(text)")
        #expect(node.map?.first?.value.text == text)
        #expect(try read("[\(text)]").list?.first?.text == text)
        #expect(try read("? \(text)\n: 1").map?.first?.key == text)
    }

    /// What we write as a text is read as the same text, in quotes or without.
    @Test(arguments: [
        "", "word", "no", "0044", "a: b", "- x", "# y", "'", "\"", "\\", "\\\"", "a\nb", "\r\n", "\t", "\u{0}", "\u{1b}[31m", "\u{7f}",
        "\u{85}",
        "\u{a0}", "\u{200c}", "\u{2028}", "\u{202e}x", "\u{feff}", "\u{e000}", "\u{10ffff}", "é", "e\u{301}", "مرحبا", "电话", "😀", "~", "{}",
        "*a",
    ]) func whatIsWrittenIsRead(text: String) throws {
        for written in [YAMLText.quoted(text), YAMLText.scalar(text)] {
            let node = try read("a: \(written)\n? \(written)\n: [\(written)]\n")
            #expect(node.map?.first?.value.text.map { Array($0.utf8) } == Array(text.utf8), "\(written)")
            #expect(node.map?.last.map { Array($0.key.utf8) } == Array(text.utf8) && node.map?.last?.value.list?.first?.text == text)
            #expect(written.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0.value != 0x202e }, "nothing hides")
        }
        #expect(YAMLText.scalar("main-2_x") == "main-2_x" && YAMLText.scalar("No") == "\"No\"" && YAMLText.quoted("\t") == "\"\\t\"")
    }

    @Test func nothingIsNullOnlyWherePlain() throws {
        let node = try read("a:\nb: ~\nc: null\nd: \"\"\ne: \"~\"\nf: 'null'\n")
        #expect(node.map?.map(\.value.isNull) == [true, true, true, false, false, false])
        #expect(node.map?.map(\.value.text) == [nil, nil, nil, "", "~", "null"])
    }

    @Test(arguments: ["a: 1\n", "a: 1\r\nb: 2\r\n", "# note\na: 1\n", "{a: 1}"]) func aByteOrderMarkIsNoText(text: String) throws {
        let marked = try YAMLReader.read(file: "a.yaml", bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8))
        #expect(marked.map?.first?.key == "a")
        #expect(marked.map?.first?.line == (text.hasPrefix("#") ? 2 : 1))
    }

    @Test func placesAreThoseOfTheText() throws {
        let node = try read("a: 1\n\nb:\n  - x\n  - {c: d}\n")
        let list = try #require(node.map?.last?.value.list)
        #expect(list.map(\.line) == [4, 5])
        #expect(list.map(\.column) == [5, 5])
        #expect(node.map?.map(\.line) == [1, 3])
    }

    @Test func aliasesAndTagsAreRefused() {
        let bomb = "a: &a [x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n"
        #expect(problem(bomb)?.line == 1)
        #expect(problem("a: 1\nb: *a\n")?.line == 2)
        #expect(problem("a: !!binary eA==\n")?.line == 1)
        #expect(problem("a: !ruby/object x\n")?.line == 1)
    }

    @Test func depthIsBounded() {
        let deep = problem(String(repeating: "[", count: 1000))
        #expect(deep?.line == 1)
        #expect(deep?.file == "a.yaml")
        #expect(problem(String(repeating: "{a: ", count: 1000))?.line == 1)
        #expect(problem(String(repeating: "[", count: 60) + String(repeating: "]", count: 60)) == nil)
        #expect(problem(String(repeating: "[", count: 70) + String(repeating: "]", count: 70))?.message == "Nested deeper than 64 levels.")
        #expect(problem((0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined())?.message == "Nested deeper than 64 levels.")
    }

    @Test func doubleKeysAreRefused() {
        let found = problem("a: 1\nb: 2\na: 3\n")
        #expect(found?.line == 3)
        #expect(found?.field == "a")
        #expect(problem("x: {a: 1, a: 2}")?.line == 1)
    }

    @Test func brokenTextIsToldWithItsLine() {
        #expect(problem(Array("a: 1\nb: ".utf8) + [0xE4, 0xA5] + Array("\n".utf8))?.line == 2)
        #expect(problem([0xFF, 0xFE, 0x41])?.line == 1)
        #expect(problem("a: \"x\nb: 1\n")?.line != nil)
        #expect(problem("a: 1\n---\nb: 2\n")?.line == 2)
        #expect(problem("")?.message == "The file is empty.")
        #expect(problem("# only a comment\n")?.message == "The file is empty.")
        #expect(problem("a: [1\nb: 2")?.line != nil)
    }

    @Test func sizeIsBounded() {
        let large = [UInt8](repeating: UInt8(ascii: "#"), count: YAMLReader.maxSize + 1)
        #expect(problem(large)?.message.contains("more than") == true)
    }

    /// Random bytes give a document or a problem, never a trap.
    @Test func randomTextsNeverTrap() {
        let seed: UInt64 = 51
        print("seed \(seed)")
        var state = seed
        let alphabet = Array("ab:- \n[]{},\"'&*!|>#%@?~0\t\r\u{0}é".utf8)
        var read = 0
        for _ in 0..<5000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            if problem(bytes) == nil { read += 1 }
        }
        #expect(read < 5000)
    }
}
