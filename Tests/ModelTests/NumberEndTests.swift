import Model
import Testing

/// Which numbers are one, however they were written.
@Suite struct NumberEndTests {
    private func end(_ number: String) -> NumberEnd { NumberEnd(number.utf8) }

    @Test func digits() {
        #expect(end("+49 (30) 1234-567").digits == "301234567")
        #expect(end("0301234567") == end("+49301234567"))
        #expect(end("0012345678").digits == "12345678")
        #expect(end("9001234567").digits == "001234567", "zeros inside stay")
        #expect(end("").digits == "" && end("anonymous").digits == "" && end("000").digits == "")
        #expect(end("١٢٣").digits == "", "digits of other scripts are none that a switch dials")
        #expect(NumberEnd.allDigits("+0 30-1٢") == "0301")
    }

    @Test func whole() {
        #expect(end("1234567").isWhole && !end("123456").isWhole)
        #expect(!end("0123456").isWhole, "zeros in front do not count")
        #expect(end("01234567").isWhole && !end("").isWhole)
    }

    @Test func same() {
        #expect(end("1234567").isSame(as: end("+49301234567")) && end("+49301234567").isSame(as: end("1234567")))
        #expect(!end("2234567").isSame(as: end("+49301234567")))
        #expect(!end("+49401234567").isSame(as: end("+49301234567")))
        #expect(end("+49301234567").isSame(as: end("+1301234567")), "nine digits are looked at")
        #expect(!end("").isSame(as: end("")) && !end("000").isSame(as: end("1000")))
    }
}
