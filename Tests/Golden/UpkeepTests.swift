import Foundation
import Testing

@Suite("Backup, restore and check by the program", .serialized)
struct UpkeepTests {
    let scratch: Scratch
    let book: String
    private let period = ["--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv"]

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/test.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
    }

    private func importing(_ data: Data, into book: String) throws -> Program.Result {
        try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "--json", "-", input: data)
    }

    private func calls(_ book: String) throws -> String { try Program.run(["calls", "--book", book] + period).output }

    @Test("A restored book goes on without its raw log: what comes again is known, what is new is stored")
    func restored() throws {
        let log = OfficeCase.log(lines: 3000, seed: 31)
        let half = log.prefix(log.count / 2)
        #expect(try importing(Data(half), into: book).status == 0)
        let copy = scratch.path + "/copy.sqlite"
        #expect(try Program.run("book", "backup", "--book", book, copy).status == 0)
        let other = scratch.path + "/other.book"
        #expect(try Program.run("book", "restore", "--book", other, copy).status == 0)
        #expect(try calls(other) == calls(book))
        #expect(try Program.run("book", "check", "--book", other).output == "All is well.\n")
        let again = try importing(Data(half), into: other)
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.object["new"] as? Int == 0)
        #expect(try importing(log, into: other).status == 0)
        #expect(try importing(log, into: book).status == 0)
        #expect(try calls(other) == calls(book))
        #expect(try Program.run("book", "check", "--book", other).output == "All is well.\n")
    }

    @Test("A backup while an import runs is a whole book, which the same file brings up to date")
    func underLoad() throws {
        let log = scratch.path + "/calls.log"
        try OfficeCase.log(lines: 60_000, seed: 32).write(to: URL(fileURLWithPath: log))
        let running = try Program.start(["import", "--book", book, "--format", "avaya-ip-office-smdr", log])
        var copies: [String] = []
        while running.isRunning, copies.count < 5 {
            let copy = scratch.path + "/copy\(copies.count)"
            let result = try Program.run("book", "backup", "--book", book, copy)
            #expect(result.status == 0, "\(result.errors)")
            copies.append(copy)
        }
        running.waitUntilExit()
        #expect(running.terminationStatus == 0)
        let expected = try calls(book)
        for (index, copy) in copies.enumerated() {
            let other = scratch.path + "/other\(index).book"
            #expect(try Program.run("book", "restore", "--book", other, copy).status == 0)
            let result = try Program.run("import", "--book", other, "--format", "avaya-ip-office-smdr", log)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try calls(other) == expected)
            #expect(try Program.run("book", "check", "--book", other).output == "All is well.\n")
        }
    }

    @Test("A changed byte of the raw log and a lost end are found by the check")
    func rawDamage() throws {
        #expect(try importing(OfficeCase.log(lines: 500, seed: 33), into: book).status == 0)
        let folder = book + "/raw/import-main-avaya-ip-office-smdr/"
        let file = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".raw") })
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder + file))
        for damaged in [whole.prefix(600), whole.prefix(1000) + Data([whole[1000] ^ 1]) + whole.dropFirst(1001)] {
            try damaged.write(to: URL(fileURLWithPath: folder + file))
            let result = try Program.run("book", "check", "--book", book)
            #expect(result.status == 1)
            #expect(result.output.contains("raw"), "\(result.output)")
        }
        try whole.write(to: URL(fileURLWithPath: folder + file))
        #expect(try Program.run("book", "check", "--book", book).status == 0)
    }
}
