import Model
import Money
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

    /// The new cycle's period is January 1 to February 14, of which January is billed: what is left of it is a period of its own with an
    /// allowance of its own, of three minutes, and so is that from February 15 on.
    @Test("What a billed period leaves of a period of another cycle is settled and billed by itself")
    func restOfAPeriod() async throws {
        let months = try await MonthsOffice(package: MonthsOffice.minutes(3))
        try await months.call("01-05", "02-05", "02-06", "02-25")
        #expect(try months.issue("01-01", "01-31") == "0.00")
        try months.site("billingCycle: [{day: 1}, {day: 15, from: 2026-02-01}]", package: MonthsOffice.minutes(3))
        try months.check()
        let book = months.office.book
        let run = try book.runBills(BillRunOrder(MonthsOffice.days("02-01", "03-31")), caller: .console)
        #expect(run.failures.isEmpty && run.bills.map(\.total.text) == ["3.00", "0.00"], "\(run)")
        #expect(try run.bills.map(\.days) == [MonthsOffice.days("02-01", "02-14"), MonthsOffice.days("02-15", "03-14")])
        try months.check()
        // Taken back, January is cut from the period that is billed now: its call has the allowance still.
        try months.credit(1)
        try months.check()
        #expect(try months.issue("01-01", "01-31") == "0.00")
        try months.check()
    }

    /// Under the cycle of February 1 the whole month is frozen, under that of the 15th too: nothing is settled twice.
    @Test("Parts of a period are billed on under another cycle")
    func partsUnderAnotherCycle() async throws {
        let months = try await MonthsOffice(package: MonthsOffice.minutes(3))
        try await months.call("02-05", "02-12", "02-20")
        #expect(try months.issue("02-15", "02-28") == "3.00")
        try months.site("billingCycle: [{day: 15}]", package: MonthsOffice.minutes(3))
        try await months.call("03-10", "01-20")
        try months.check()
        #expect(try months.issue("02-01", "02-14") == "3.00")
        #expect(try months.issue("03-01", "03-14") == "0.00")
        #expect(try months.issue("01-15", "01-31") == "0.00")
        try months.check()
    }

    /// Three calls use nine of ten minutes, of the fourth two minutes are left at 2.00. What a person says of the second takes it out of
    /// no allowance; nor does another price, which is nothing for a call inside.
    @Test("In a period that is billed in part, a call that is corrected or rated again keeps its allowance")
    func changedInABilledPeriod() async throws {
        let months = try await MonthsOffice(package: MonthsOffice.minutes(10))
        try await months.call("02-05", "02-15", "02-16", "02-17")
        #expect(try months.issue("02-01", "02-10") == "0.00")
        #expect(try months.hot("02-11", "02-28") == "2.00")
        let book = months.office.book
        let days = try MonthsOffice.days("02-15", "02-15")
        let call = try #require(try book.settledRows(PartyID("p"), days, .price).first)
        let mark = try book.correct(call.id, .private, reason: "x", caller: .console)
        #expect(try months.hot("02-11", "02-28") == "2.00")
        try book.undoCorrection(mark.number, reason: "x", caller: .console)
        #expect(try months.hot("02-11", "02-28") == "2.00")
        try await months.call("02-14")
        #expect(try months.hot("02-11", "02-28") == "5.00", "what comes late has no allowance")
        try months.site(package: MonthsOffice.minutes(10), price: "\"2.00\"")
        let number = try book.proposeRerating(RerateChoice(), days, caller: .console)
        try book.finishRerating(number, caller: .console)
        try book.acceptRerating(number, caller: .console)
        try book.finishRerating(number, caller: .console)
        #expect(try book.rerating(number, caller: .console).changed == 1)
        #expect(try months.hot("02-11", "02-28") == "5.00")
        #expect(try months.issue("02-11", "02-28") == "5.00")
        try months.check()
    }

    /// Late at 3.00 on the bill of March, which is taken back: it is late again, and comes to 3.00 on the next.
    @Test("A late call whose bill is credited is late again")
    func lateAgain() async throws {
        let months = try await MonthsOffice(package: MonthsOffice.minutes(10))
        try await months.call("02-05")
        #expect(try months.issue("02-01", "02-28") == "0.00")
        try await months.call("02-06")
        #expect(try months.issue("03-01", "03-31") == "3.00")
        try months.credit(2)
        #expect(try months.issue("04-01", "04-30") == "3.00")
        try months.check()
    }

    /// The 15th comes late for the bill of its days. That of the days before does not hold it, that of March does.
    @Test("A late call waits for a later bill while earlier days are billed")
    func lateWaits() async throws {
        let months = try await MonthsOffice()
        try await months.call("02-05", "02-16")
        #expect(try months.issue("02-11", "02-20") == "3.00")
        try await months.call("02-15")
        #expect(try months.issue("02-01", "02-10") == "3.00")
        #expect(try months.issue("03-01", "03-31") == "3.00")
        try months.check()
    }
}

/// A table in EUR for a party in USD that is exchanged at the bill; each call is of one minute, 1 EUR.
@Suite("Exchanged at the bill, a call has the rate of the last day of its bill")
struct BillExchangeTests {
    private func office(_ rates: String...) async throws -> MonthsOffice {
        let quotes = rates.map { rate in
            let parts = rate.split(separator: " ")
            return "{date: 2026-\(parts[0]), from: EUR, to: USD, rate: \"\(parts[1])\"}"
        }
        return try await MonthsOffice("exchangeAt: bill", more: "exchangeRates: {rates: [" + quotes.joined(separator: ", ") + "]}")
    }

    /// 1 EUR at 3 on the bill of February; the late call and that of March at 4 each. Nobody asks for a rate of February 20.
    @Test("A late call has the rate of the bill on which it stands, and needs none of its own day")
    func late() async throws {
        let months = try await office("02-05 2", "02-28 3", "03-31 4")
        try await months.call("02-05", seconds: 60)
        #expect(try months.issue("02-01", "02-28") == "3.00")
        try await months.call("02-20", "03-05", seconds: 60)
        #expect(try months.issue("03-01", "03-31") == "8.00")
        try months.check()
    }

    /// The 15th costs 5 on a bill that ends on the 20th, whatever parts of the month are billed before, and 3 on one that ends with
    /// the month.
    @Test("A period billed in parts: each part has the rate of its own last day")
    func parts() async throws {
        let months = try await office("02-05 2", "02-10 7", "02-15 5", "02-28 3")
        try await months.call("02-05", "02-15", "02-25", seconds: 60)
        #expect(try months.hot("02-11", "02-20") == "5.00")
        #expect(try months.issue("02-01", "02-10") == "7.00")
        #expect(try months.hot("02-11", "02-20") == "5.00")
        #expect(try months.hot("02-11", "02-28") == "6.00")
        #expect(try months.issue("02-11", "02-20") == "5.00")
        try months.credit(2)
        #expect(try months.issue("02-11", "02-28") == "6.00")
        try months.check()
    }
}
