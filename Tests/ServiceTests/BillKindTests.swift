import Document
import Foundation
import Model
import Rendering
import Reporting
import Store
import Testing
import Time

@testable import Service

/// Bills of each kind, by hand (CHECKLIST P4). `LayoutOffice` says what they come to.
@Suite("Bills of each kind")
struct BillKindTests {
    private static let end = [
        "adjustment|Rounding to the minor unit|||||||0.00", "adjustment|VAT 20 % on 0.50|||||||0.10", "total|Total to pay|||||||0.60",
    ]

    @Test("Itemised, with calls to helplines")
    func itemised() async throws {
        let office = try await LayoutOffice("layout: {freeHelplines: shown}")
        let document = try office.book.billDocument(of: office.anna, office.march, caller: .console)
        #expect(
            LayoutOffice.lines(document) == [
                "heading|Mobile|||||||", "line|2026-03-02 09:00:00|101|4917612345678|Germany, mobile||0:01:00|rated|0.10",
                "line|2026-03-06 13:00:00|101|4917612345678|Germany, mobile||0:01:01|rated|0.20",
                "subtotal|Mobile: 2 calls|||||0:02:01||0.30", "heading|National|||||||",
                "line|2026-03-03 10:00:00|101|4930555123|Germany, Berlin||0:02:00|rated|0.20",
                "subtotal|National: 1 call|||||0:02:00||0.20",
                "heading|Toll-free|||||||", "line|2026-03-04 11:00:00|101|116123|Emotional support||0:10:00|rated|0.00",
                "line|2026-03-05 12:00:00|101|49800123456|Freephone||0:01:00|rated|0.00", "subtotal|Toll-free: 2 calls|||||0:11:00||0.00",
                "heading|Emergency|||||||", "line|2026-03-07 14:00:00|101|112|Fire brigade||0:01:30|rated|0.00",
                "subtotal|Emergency: 1 call|||||0:01:30||0.00", "sum|Sum: 6 calls|||||0:16:31||0.50",
            ] + Self.end)
        #expect(document.letterhead == ["Haus am Markt"] && document.tieOut?.ties == true && document.notes.count == 1)
    }

    @Test("In a country of the EU free calls to helplines, toll-free and emergency numbers are left out; the sums hold")
    func withoutHelplines() async throws {
        let office = try await LayoutOffice("")
        let document = try office.book.billDocument(of: office.anna, office.march, caller: .console)
        #expect(
            LayoutOffice.lines(document) == [
                "heading|Mobile|||||||", "line|2026-03-02 09:00:00|101|4917612345678|Germany, mobile||0:01:00|rated|0.10",
                "line|2026-03-06 13:00:00|101|4917612345678|Germany, mobile||0:01:01|rated|0.20",
                "subtotal|Mobile: 2 calls|||||0:02:01||0.30", "heading|National|||||||",
                "line|2026-03-03 10:00:00|101|4930555123|Germany, Berlin||0:02:00|rated|0.20",
                "subtotal|National: 1 call|||||0:02:00||0.20",
                "sum|Sum: 3 calls|||||0:04:01||0.50",
            ] + Self.end)
        #expect(document.tieOut?.ties == true)
        #expect(
            document.notes.last == "Calls that are free of charge to helplines, toll-free numbers and emergency services are not listed.")
        // The note says nothing of how many, and stands there without any.
        let april = try #require(DayRange(year: 2026, month: 2))
        #expect(try office.book.billDocument(of: office.anna, april, caller: .console).notes == document.notes)
        for form in DocumentForm.allCases {
            let bytes = try office.book.bill(of: office.anna, office.march, as: form, caller: .console)
            let text = form == .pdf ? try LayoutOffice.text(bytes) : String(decoding: bytes, as: UTF8.self)
            for secret in ["116123", "49800123456", "Emotional"] { #expect(!text.contains(secret), "\(form): \(secret)") }
        }
        // Elsewhere they stand on it.
        let hanoi = try await LayoutOffice("", country: "VN")
        #expect(LayoutOffice.lines(try hanoi.book.billDocument(of: hanoi.anna, hanoi.march, caller: .console)).count == 18)
    }

    @Test("Helplines are what the site says, and only where they cost nothing")
    func ownHelplines() async throws {
        let office = try await LayoutOffice("layout: {freeHelplines: leftOut, helplines: [\"4930\", \"11\"]}", country: "VN")
        let lines = LayoutOffice.lines(try office.book.billDocument(of: office.anna, office.march, caller: .console))
        #expect(lines.contains { $0.contains("4930555123") } && !lines.contains { $0.contains("116123") })
        #expect(lines.contains("sum|Sum: 3 calls|||||0:04:01||0.50"))
    }

    @Test("Not itemised: sums of types and destinations, no single call in any form")
    func unitemised() async throws {
        let office = try await LayoutOffice("layout: {itemised: false}")
        let document = try office.book.billDocument(of: office.anna, office.march, caller: .console)
        #expect(document.tables[0].columns.map(\.title) == ["Type / Destination", "Calls", "Duration", "Price"])
        #expect(
            LayoutOffice.lines(document) == [
                "heading|Mobile|||", "line|Germany, mobile|2|0:02:01|0.30", "subtotal|Mobile|2|0:02:01|0.30", "heading|National|||",
                "line|Germany, Berlin|1|0:02:00|0.20", "subtotal|National|1|0:02:00|0.20", "sum|Sum: 3 calls|3|0:04:01|0.50",
                "adjustment|Rounding to the minor unit|||0.00", "adjustment|VAT 20 % on 0.50|||0.10", "total|Total to pay|||0.60",
            ])
        let bill = try #require(try office.book.billData(of: office.anna, office.march, caller: .console)["bill"])
        #expect(bill["calls"] == .list([]) && bill["itemised"] == .flag(false) && bill["total"] == .text("0.60"))
        let issued = try office.book.issueBill(of: office.anna, office.march, caller: .console)
        for form in DocumentForm.allCases {
            let bytes = try office.book.issuedBill(issued.number, as: form, caller: .console)
            let text = form == .pdf ? try LayoutOffice.text(bytes) : String(decoding: bytes, as: UTF8.self)
            for secret in LayoutOffice.secrets + ["2026-03-02 09", "2026-03-02T09"] {
                #expect(!text.contains(secret), "\(form): \(secret)")
            }
        }
    }
}

@Suite("Shortened numbers")
struct ShortenedNumberTests {
    private static let layout = "layout: {numbers: shortened, freeHelplines: shown}"

    @Test("The last three digits of others' numbers are x, of short ones all")
    func lines() async throws {
        let office = try await LayoutOffice(Self.layout)
        let document = try office.book.billDocument(of: office.anna, office.march, caller: .console)
        let called = document.tables[0].rows.filter { $0.kind == .line }.map { $0.cells[1...2].map(\.value.text) }
        #expect(
            called == [
                ["101", "4917612345xxx"], ["101", "4917612345xxx"], ["101", "4930555xxx"], ["101", "116xxx"], ["101", "49800123xxx"],
                ["101", "xxx"],
            ])
        #expect(document.notes.last == "Numbers of others stand without their last three digits.")
        // The id of a call is made of its number: whoever tries a thousand endings would find it.
        #expect(document.tables[0].rows.allSatisfy { row in row.cells.allSatisfy { if case .call? = $0.link { false } else { true } } })
    }

    /// Everything that leaves the house of such a bill: each form of it before and after it is issued, the files of a run, the mail, the
    /// bills in other layouts, sorted and grouped by the number.
    @Test("No whole number is in any form, file, mail, report or link")
    func nowhere() async throws {
        let office = try await LayoutOffice(Self.layout)
        let (book, days) = (office.book, try office.march)
        var texts: [(String, String)] = []
        func take(_ name: String, _ form: DocumentForm, _ bytes: [UInt8]) throws {
            let text =
                form == .pdf ? try LayoutOffice.text(bytes) : form == .xlsx ? try unpacked(bytes) : String(decoding: bytes, as: UTF8.self)
            texts.append(("\(name) \(form)", text))
        }
        let number = try book.issueBill(of: office.anna, days, caller: .console).number
        for form in DocumentForm.allCases {
            try take("hot", form, try book.bill(of: office.anna, days, as: form, caller: .console))
            try take("issued", form, try book.issuedBill(number, as: form, caller: .console))
        }
        for report in ["a01-party-bill", "k03-by-number", "k05-longest-first", "k19-numbers-of-party", "k01-by-day"] {
            let plain = try book.report(report, ReportOrder(days, party: office.anna), caller: .console)
            for form in DocumentForm.allCases { try take(report, form, try book.render(plain, as: form)) }
            texts.append((report + " links", "\(plain)"))
        }
        var run = BillRunOrder(days)
        (run.folder, run.forms, run.mails) = (office.office.folder + "/out", DocumentForm.allCases, true)
        #expect(try book.runBills(run, caller: .console).mails == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: office.office.folder + "/out") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: office.office.folder + "/out/" + name))
            let form = try #require(DocumentForm(rawValue: String(name.split(separator: ".")[1])))
            try take("file", form, Array(bytes))
        }
        texts.append(("frozen", String(decoding: try book.store.billContent(number).document, as: UTF8.self)))
        #expect(texts.count > 40)
        for (name, text) in texts {
            for secret in LayoutOffice.secrets { #expect(!text.contains(secret), "\(name): \(secret)") }
        }
        #expect(texts.contains { $0.1.contains("4917612345xxx") })
    }

    private func unpacked(_ workbook: [UInt8]) throws -> String {
        let file = NSTemporaryDirectory() + "bill-\(UUID().uuidString).xlsx"
        try Data(workbook).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); "
                + "sys.stdout.buffer.write(b'\\n'.join(z.read(n) for n in z.namelist()))", file,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: read, as: UTF8.self)
    }

    @Test("Two numbers that differ in what is hidden alone are one line of a bill by number")
    func merged() async throws {
        let office = try await LayoutOffice(Self.layout)
        try await office.office.take(
            [SmallOffice.line("2026-03-08T09:00:00", to: "4917612345999", 60)], name: "one more")
        let document = try office.book.report("k19-numbers-of-party", ReportOrder(office.march, party: office.anna), caller: .console)
        let mobile = document.tables[0].rows.filter { $0.cells[0].value.text.hasPrefix("49176") }
        #expect(mobile.count == 1 && mobile[0].cells.contains { $0.value == .count(3) }, "\(LayoutOffice.lines(document))")
        #expect(mobile[0].cells.allSatisfy { cell in if case .calls(let filter)? = cell.link { filter.tests.isEmpty } else { true } })
    }
}
