import Foundation
import Testing

@Suite("A licence that cannot be used is told, and nothing else changes")
struct LicenceCommandTests {
    @Test("Shown, refused, and in nobody's way")
    func command() throws {
        let scratch = try Scratch()
        let book = scratch.path + "/test.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
        let none = try Program.run("licence", "show", "--book", book)
        #expect(none.status == 0 && none.output.contains("Tollbook needs none"), "\(none.output)\(none.errors)")
        let text = "Tollbook licence\ncustomer: A\nissued: 2026-03-01\nvalid until: 2099-01-01\nsignature: AAAA\n"
        let file = try scratch.file("licence.txt", text)
        let refused = try Program.run("licence", "install", "--book", book, file)
        #expect(refused.status == 1 && refused.errors.contains("Nothing was changed"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: book + "/licence"))
        try FileManager.default.copyItem(atPath: file, toPath: book + "/licence")
        let broken = try Program.run("licence", "show", "--book", book)
        #expect(broken.status == 0 && broken.output.contains("The licence cannot be used"), "\(broken.output)\(broken.errors)")
        let log = OfficeCase.line("2026/03/02 09:00:01", "00:01:01", from: "101", to: "0305551234", id: 1)
        let done = try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", "-", input: Data(log.utf8))
        #expect(done.status == 0 && done.object["new"] as? Int == 1, "\(done.errors)")
        let bill = try Program.run(
            "bill", "--book", book, "--party", "101", "--from", "2026-03-01", "--to", "2026-03-31", "--as", "json")
        #expect(bill.status == 0 && bill.output.contains("\"0.10\""), "\(bill.output)\(bill.errors)")
        #expect(try Program.run("book", "check", "--book", book).status == 0)
    }
}
