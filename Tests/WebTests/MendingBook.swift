import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Model
import NIOCore
import Rendering
import Site
import Store
import Time

@testable import Service
@testable import Web

/// A served book with a small site: one switch, one table without a rate for Chile, one extension of somebody.
struct MendingBook {
    let folder: String
    let book: OpenBook
    let house: House
    let server: WebServer

    static let site = """
        site: {name: "Test <b>", zone: Asia/Ho_Chi_Minh, country: VN, currency: USD, defaultTable: {price: office}}
        switches:
          - id: main
            format: avaya-ip-office-smdr
            dialPlan: {countryCode: "84", areaCode: "24", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["9"], private: ["71"], extensionLength: [3]}
        trunks:
          - {id: T9001, switch: main}
        parties:
          - {id: "201", kind: extension, name: "A & B", numbers: [{number: "201", from: 2020-01-01}]}
        rateTables:
          - id: office
            scheme: price
            currency: USD
            week: {day: ["Mon-Fri 07:00-19:30"], night: else}
            versions:
              - from: 2020-01-01
                rows:
                  - {prefix: ["49"], name: "Germany <i>", minimumCharge: "0.10", all: {increments: "60/6", price: "0.30", per: 60}}

        """

    init() async throws {
        folder = NSTemporaryDirectory() + "mending-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let clock: @Sendable () -> Instant = { Instant(seconds: 1_800_000_000) }
        book = try await OpenBook.openOrCreate(folder + "/main.book", name: "Main", clock: clock).book
        let main = Array(Self.site.utf8)
        let reading = SiteLoader().read(file: "site.yaml", main) { _ in nil }.result
        guard let site = reading.site else { throw reading.problems }
        _ = try book.importSite(
            LoadedSite(main: main, decks: [:], site: site, problems: reading.problems, lines: reading.lines), caller: .console)
        house = try House()
        server = WebServer(
            configuration: try WebConfiguration(listen: ListenAddress(host: "127.0.0.1", port: 0)), accounts: house.accounts,
            pages: ServicePages([book]), health: Health { true }, log: Logger(label: "test") { [log = house.log] _ in log.handler })
    }

    func remove() throws {
        try book.store.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Names in the folder of uploads.
    var uploads: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder + "/main.book/uploads")) ?? [] }

    /// An SMDR line of a call over the trunk; `id` tells calls of one second apart.
    static func line(_ second: Int, from phone: String = "201", to called: String, talk: Int, id: Int) -> String {
        let talked = "00:\(talk / 60 < 10 ? "0" : "")\(talk / 60):\(talk % 60 < 10 ? "0" : "")\(talk % 60)"
        return
            "2026/03/02 10:00:\(second < 10 ? "0" : "")\(second),\(talked),5,\(phone),O,\(called),\(called),,0,\(id),0,E\(phone),Ext\(phone),"
            + "T9001,Line 1.1,0,0,,,,,,,,,,,,,\r\n"
    }

    /// The body of an upload, and its content type.
    static func upload(
        _ person: Person?, _ file: String, name: String = "smdr.txt", format: String = "avaya-ip-office-smdr", source: String = "",
        year: String = ""
    ) -> (HTTPFields, ByteBuffer) {
        let boundary = "----b0undary"
        var text = ""
        let fields = [
            ("form-token", person?.token.formToken ?? "x"), ("format", format), ("switch", "main"), ("source", source), ("year", year),
        ]
        for (field, value) in fields { text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n" }
        text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/plain\r\n\r\n"
        text += file + "\r\n--\(boundary)--\r\n"
        var headers = person?.form ?? [:]
        headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
        return (headers, ByteBuffer(string: text))
    }
}
