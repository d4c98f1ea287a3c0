import Foundation
import Testing

@Suite("The command line explains itself")
struct HelpTests {
    static let commands: [[String]] = [
        [], ["formats"],
        ["format", "check"], ["decode"], ["rate"], ["tariff", "check"], ["import"], ["calls"], ["bill"], ["rerate"], ["site", "import"],
        ["site", "export"], ["site", "diff"], ["book", "backup"], ["book", "restore"], ["book", "check"], ["serve"], ["demo"],
        ["service", "install"], ["user", "reset-password"], ["alerts"], ["alerts", "test"], ["test-call"], ["what-if"],
        ["tariff", "selection"], ["tariff", "versions"], ["export"], ["key", "add"], ["key", "list"], ["key", "revoke"],
    ]

    @Test("Help goes to standard output and ends with 0", arguments: commands)
    func help(command: [String]) throws {
        let result = try Program.run(command + ["--help"])
        #expect(result.status == 0)
        #expect(result.output.contains("USAGE: tollbook"))
        #expect(result.errors.isEmpty)
    }

    @Test("The version")
    func version() throws {
        let result = try Program.run("--version")
        #expect(result.status == 0)
        #expect(result.output.split(separator: ".").count == 3)
    }

    @Test("An unknown command is wrong usage")
    func unknown() throws {
        let result = try Program.run("frobnicate")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
    }

    @Test("The formats, as text and as JSON")
    func formats() throws {
        let result = try Program.run("formats", "--json")
        let list = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        let ids = list.compactMap { $0["id"] as? String }
        for id in ["asterisk-cdr-csv", "panasonic-kx-td1232", "avaya-ip-office-smdr", "tollbook-csv"] { #expect(ids.contains(id)) }
        #expect(list.allSatisfy { $0["name"] is String && $0["confirmed"] != nil })
        #expect(try Program.run("formats").output.contains("panasonic-kx-td1232"))
    }
}
