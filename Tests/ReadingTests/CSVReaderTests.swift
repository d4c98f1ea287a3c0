import Reading
import Testing

@Suite struct CSVReaderTests {
    private func rows(_ text: String, separator: UInt8 = UInt8(ascii: ",")) throws -> [[String]] {
        var reader = CSVReader(Array(text.utf8), separator: separator)
        var rows: [[String]] = []
        while try reader.next() { rows.append((0..<reader.count).map { reader.text($0) }) }
        return rows
    }

    @Test func readsWhatTheStandardSays() throws {
        #expect(try rows("a,b\r\n\"c,\"\"d\"\"\",\"e\r\nf\"\n,\n") == [["a", "b"], ["c,\"d\"", "e\r\nf"], ["", ""]])
        #expect(try rows("a;\"b;c\"", separator: UInt8(ascii: ";")) == [["a", "b;c"]])
        #expect(try rows("\u{FEFF}a,b") == [["a", "b"]])
        #expect(try rows("a,") == [["a", ""]])
        #expect(try rows("") == [])
        #expect(try rows("\n\na") == [[""], [""], ["a"]])
        #expect(try rows("a\"b,c") == [["a\"b", "c"]])
    }

    @Test func countsLinesOfTheText() throws {
        var reader = CSVReader(Array("a\n\"b\n\nc\",d\r\ne".utf8))
        var lines: [Int] = []
        while try reader.next() { lines.append(reader.line) }
        #expect(lines == [1, 2, 5])
    }

    @Test func tellsWhatIsBroken() {
        #expect(throws: CSVReader.Failure.unclosedQuote(line: 2)) { try rows("a\n\"b\nc") }
        #expect(throws: CSVReader.Failure.textAfterQuote(line: 1)) { try rows("\"a\"b,c") }
    }

    @Test func fieldsBeyondTheRowAreEmpty() throws {
        var reader = CSVReader(Array("a,b".utf8))
        #expect(try reader.next())
        #expect(reader.count == 2)
        #expect(reader.field(2).isEmpty)
        #expect(reader.text(99) == "")
    }

    /// What is written by the rules is read as it was.
    @Test func randomRoundTrip() throws {
        let seed: UInt64 = 61
        print("seed \(seed)")
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet = Array("ab,\"\n\r ;é")
        for _ in 0..<3000 {
            let table = (0...random(4)).map { _ in
                (0...random(4)).map { _ in String((0..<random(5)).map { _ in alphabet[random(alphabet.count)] }) }
            }
            let lineEnd = random(2) == 0 ? "\n" : "\r\n"
            let text = table.map { row in
                row.map { field in
                    let special = field.utf8.contains { [10, 13, 34, 44].contains($0) }
                    return special || random(3) == 0 ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
                }.joined(separator: ",") + lineEnd
            }.joined()
            #expect(try rows(text) == table, "\(text.debugDescription)")
        }
    }
}
