import Model
import Testing
import Time

@testable import Service

/// Each call of 180 seconds costs 3.00, and the allowance of a period takes one of them.
@Suite("What stands on a bill stays as it is, whatever is settled after it")
struct BilledCallsTests {
    /// The call of the 4th came late: it is on the bill of March at 3.00 and uses nothing of February's allowance, also when February
    /// is open again.
    @Test("A late call on a bill uses no allowance when its period is settled anew")
    func lateCallOfAnOpenPeriod() async throws {
        let months = try await MonthsOffice(package: MonthsOffice.minutes(3))
        try await months.call("02-05")
        #expect(try months.issue("02-01", "02-28") == "0.00")
        try await months.call("02-04")
        #expect(try months.issue("03-01", "03-31") == "3.00")
        try months.credit(1)
        #expect(try months.hot("02-01", "02-28") == "0.00")
        try months.check()
        #expect(try months.issue("02-01", "02-28") == "0.00")
        try months.check()
    }

    /// January's allowance took the call of the 5th. The period from January 15 on has one of its own: the call of January 20 was billed
    /// without it, that of February 5 has it.
    @Test("Another billing cycle settles no call again that stands on a bill")
    func otherCycle() async throws {
        let months = try await MonthsOffice(package: MonthsOffice.minutes(3))
        try await months.call("01-05", "01-20", "02-05")
        #expect(try months.issue("01-01", "01-31") == "3.00")
        try months.site("billingCycle: [{day: 15}]", package: MonthsOffice.minutes(3))
        try months.check()
        #expect(try months.issue("02-01", "02-14") == "0.00")
        try months.check()
    }
}
