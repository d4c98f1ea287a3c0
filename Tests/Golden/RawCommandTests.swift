import Foundation
import Testing

@Suite("The raw log by the program", .serialized)
struct RawCommandTests {
    let scratch: Scratch
    let book: String
    private let source = "import-main-avaya-ip-office-smdr"

    init() throws {
        scratch = try Scratch()
        book = scratch.path + "/test.book"
        #expect(try Program.run("site", "import", "--book", book, scratch.file("site.yaml", OfficeCase.site)).status == 0)
    }

    private func importing(_ data: Data) throws {
        #expect(try Program.run("import", "--book", book, "--format", "avaya-ip-office-smdr", "-", input: data).status == 0)
    }

    private func calls(_ book: String) throws -> String {
        try Program.run("calls", "--book", book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv").output
    }

    @Test("Checked, printed, packed, printed again")
    func verifyCatUpkeep() throws {
        let log = OfficeCase.log(lines: 400, seed: 41)
        try importing(log)
        #expect(try Program.run("raw", "verify", "--book", book).status == 0)
        let printed = try Program.run("raw", "cat", "--book", book, "--source", source)
        #expect(printed.status == 0 && Data(printed.output.utf8) == log)
        let upkeep = try Program.run("raw", "upkeep", "--book", book)
        #expect(upkeep.status == 0 && upkeep.output.hasPrefix("0 files packed"), "\(upkeep.output)\(upkeep.errors)")
        let folder = book + "/raw/" + source + "/"
        let file = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".raw") })
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder + file))
        bytes[2000] ^= 1
        try bytes.write(to: URL(fileURLWithPath: folder + file))
        let damaged = try Program.run("raw", "verify", "--book", book, "--json")
        #expect(damaged.status == 1 && damaged.object["damaged"] as? Bool == true, "\(damaged.output)")
        #expect(try Program.run("raw", "verify", "--book", book, "--source", "nobody").status == 1)
    }

    @Test("Read again with another version of the format: shown, then stored; made again it is the same")
    func replayRebuild() throws {
        try importing(OfficeCase.log(lines: 800, seed: 42))
        let before = try calls(book)
        let same = try Program.run("raw", "replay", "--book", book, "--source", source, "--json")
        #expect(same.status == 0 && same.object["changed"] as? Int == 0 && same.object["gone"] as? Int == 0, "\(same.output)\(same.errors)")
        #expect((same.object["same"] as? Int ?? 0) > 500)
        let accepted = try Program.run("raw", "replay", "--book", book, "--source", source, "--accept")
        #expect(accepted.status == 0 && accepted.output.hasSuffix("Stored.\n"), "\(accepted.output)\(accepted.errors)")
        #expect(try calls(book) == before)
        let gone = try Program.run(
            "raw", "withdraw", "--book", book, "--source", source, "--to", "20000", "--reason", "test", "--accept")
        #expect(gone.status == 0, "\(gone.output)\(gone.errors)")
        #expect(try calls(book) != before)
        #expect(try Program.run("book", "check", "--book", book).output == "All is well.\n")
        let made = scratch.path + "/made.book"
        let rebuilt = try Program.run("book", "rebuild", "--book", book, "--to", made)
        #expect(rebuilt.status == 0, "\(rebuilt.output)\(rebuilt.errors)")
        #expect(try calls(made) == calls(book))
        #expect(try Program.run("book", "rebuild", "--book", book, "--to", made).status == 1, "never over a book that is there")
    }

    @Test("The same seed gives the same digest in another process")
    func simulate() throws {
        let first = try Program.run("simulate", "--seed", "5", "--seeds", "2", "--acts", "60")
        #expect(first.status == 0 && first.output.split(separator: "\n").count == 2, "\(first.output)\(first.errors)")
        #expect(try Program.run("simulate", "--seed", "5", "--seeds", "2", "--acts", "60").output == first.output)
        #expect(try Program.run("simulate", "--seed", "5", "--seeds", "0").status == 2)
    }
}
