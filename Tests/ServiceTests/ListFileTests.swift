import Doubles
import Reading
import Service
import Testing

/// A file of a list becomes the text that could have been pasted, line by row.
@Suite struct ListFileTests {
    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try ListFile.text(of: bytes)
            return nil
        } catch { return PlainWords.of(error) }
    }

    @Test func aWorkbookIsALineForEachRow() throws {
        let zip = TestWorkbook.zip([["number", "party", "name"], [], ["1", "a", "two\r\nlines\tand a \"quote\""], ["=1+1", "b,c;d"]])
        let text = try ListFile.text(of: zip.bytes)
        #expect(text == "number\tparty\tname\n\n1\ta\t\"two lines and a \"\"quote\"\"\"\n=1+1\tb,c;d\n")
        var reader = CSVReader(Array(text.utf8), separator: 9)
        var rows: [[String]] = []
        while try reader.next() { rows.append((0..<reader.count).map { reader.text($0) }) }
        #expect(rows == [["number", "party", "name"], [""], ["1", "a", "two lines and a \"quote\""], ["=1+1", "b,c;d"]])
    }

    @Test func textStaysAsItIs() throws {
        let text = "number;party\r\n1;ă\n"
        #expect(try ListFile.text(of: Array(text.utf8)) == text)
        #expect(try ListFile.text(of: [0xEF, 0xBB, 0xBF] + text.utf8) == text)
        let units = Array(text.utf16)
        #expect(try ListFile.text(of: [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == text)
        #expect(try ListFile.text(of: [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == text)
    }

    @Test func whatIsNoList() {
        #expect(refusal([])?.contains("is empty") == true)
        #expect(refusal(Array("a,b\n".utf8) + [0xE9, 0x0A])?.contains("(line 2)") == true, "Latin 1")
        #expect(refusal(Array("a\nb\n\u{0}".utf8))?.contains("(line 3)") == true)
        #expect(refusal([0xFF, 0xFE, 0x41])?.contains("CSV UTF-8") == true)
        #expect(refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])?.contains("(.xls)") == true)
        #expect(refusal(Array(TestWorkbook.zip([["a"]]).bytes.dropLast(9)))?.contains("cut off") == true)
    }
}
