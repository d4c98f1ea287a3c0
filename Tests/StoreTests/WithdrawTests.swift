import Model
import Testing
import Time

@testable import Store

@Suite struct WithdrawTests {
    @Test func stretchesTakeWhatLiesInThem() {
        let what = Withdrawal(
            source: NameNumber(number: 1), peer: "", first: Instant(seconds: 0), last: Instant(seconds: 1), reason: "",
            stretches: [5..<10, 20..<21, 30..<40])
        let taken = (0..<45).filter { what.takes(Int64($0)) }
        #expect(taken == Array(5..<10) + [20] + Array(30..<40))
    }
}
