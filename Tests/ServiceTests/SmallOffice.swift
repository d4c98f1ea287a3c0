import Foundation
import Model
import Site
import Store
import Synchronization
import Time

@testable import Service

/// A book of a few calls whose every figure can be worked out on paper, with a clock that the test turns.
final class SmallOffice: Sendable {
    let folder: String
    let book: OpenBook
    private let box: Box

    /// Mobile calls (4917…) and local ones (4930…). `office` charges 0.10 a begun minute until April 2026, then 0.20 mobile and 0.05
    /// local, nothing else; `cheap` 0.06 mobile only; `euro` 0.50 EUR for everything; what the line costs is 0.04.
    static let yaml = """
        site: {zone: UTC, currency: USD, defaultTable: {price: office, cost: line}}
        switches: [{id: main, format: tollbook-csv}]
        trunks: [{id: "07", switch: main, group: pstn}, {id: "08", switch: main, group: pstn, table: {price: euro}}]
        callTypes:
          - {id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}
          - {id: local, name: Local, colour: ["#15803d", "#4ade80"]}
        numbering:
          - {prefix: "4917", type: mobile, destination: Mobile network}
          - {prefix: "4930", type: local, destination: Berlin}
        organisation: [{id: sales, kind: department, name: Sales}]
        parties:
          - id: anna
            name: Anna
            numbers: [{number: "101", from: 2026-01-01}]
            member: [{of: sales, from: 2026-01-01, to: 2026-03-09}]
          - {id: law, kind: account, name: Case 7777, numbers: [{number: "7777", from: 2026-01-01, to: 2026-06-30}]}
        selection:
          - {scheme: price, when: {account: ["9*"]}, table: euro}
          - {scheme: price, when: {direction: [in], called: ["1800*"]}, table: office}
          - {scheme: price, when: {account: ["99"]}, table: office}
        rateTables:
          - id: office
            versions:
              - from: 2026-01-01
                rows:
                  - {prefix: ["49"], name: Germany, all: {steps: [{at: 0, block: 60, price: "0.10"}]}}
                  - {prefix: ["1800"], all: {steps: [{at: 0, block: 60, price: "0.03"}]}}
              - from: 2026-04-01
                rows:
                  - {prefix: ["4917"], name: Mobile, all: {steps: [{at: 0, block: 60, price: "0.20"}]}}
                  - {prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}
                  - {prefix: ["1800"], all: {steps: [{at: 0, block: 60, price: "0.04"}]}}
          - {id: cheap, versions: [{from: 2026-01-01, rows: [{prefix: ["4917"], all: {steps: [{at: 0, block: 60, price: "0.06"}]}}]}]}
          - id: euro
            currency: EUR
            versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.50"}]}}]}]
          - id: line
            scheme: cost
            versions: [{from: 2026-01-01, rows: [{prefix: [""], all: {steps: [{at: 0, block: 60, price: "0.04"}]}}]}]

        """

    /// - Parameter now: a time in UTC.
    init(now: String = "2026-03-20T12:00:00", yaml: String = SmallOffice.yaml) async throws {
        folder = NSTemporaryDirectory() + "small-office-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let box = Box(SmallOffice.seconds(now), folder)
        self.box = box
        book = try await OpenBook.openOrCreate(folder + "/small.book", name: "Small", clock: { box.now }).book
        _ = try book.importSite(try loaded(yaml), caller: .console)
    }

    /// The book holds it for its clock: what lies on the disk goes away with the book, whoever held on to it longest.
    private final class Box: Sendable {
        private let seconds: Mutex<Int64>
        private let folder: String
        init(_ seconds: Int64, _ folder: String) {
            self.seconds = Mutex(seconds)
            self.folder = folder
        }
        deinit { try? FileManager.default.removeItem(atPath: folder) }
        var now: Instant { Instant(seconds: seconds.withLock { $0 }) }
        func turn(_ to: Int64) { seconds.withLock { $0 = to } }
    }

    private static func seconds(_ text: String) -> Int64 { WallTime(text: text)?.seconds ?? 0 }

    /// The same book as the next start of the program finds it.
    func reopened() throws -> SmallOffice {
        try? book.store.close()
        return try SmallOffice(reopening: self)
    }

    private init(reopening before: SmallOffice) throws {
        (folder, box) = (before.folder, before.box)
        book = try OpenBook.open(folder + "/small.book", for: .writing, clock: before.book.clock)
    }

    func turnClock(to time: String) { box.turn(SmallOffice.seconds(time)) }

    func loaded(_ yaml: String) throws -> LoadedSite {
        let reading = SiteLoader().read(file: "site.yaml", Array(yaml.utf8)) { _ in nil }.result
        guard let site = reading.site else { throw reading.problems }
        return LoadedSite(main: Array(yaml.utf8), decks: [:], site: site, problems: reading.problems, lines: reading.lines)
    }

    /// A call as our own CSV has it.
    static func line(
        _ start: String, from: String = "101", to called: String, _ duration: Int, trunk: String = "", account: String = "",
        direction: String = "out", link: String = "", leg: String = ""
    ) -> String {
        "\(start),main,\(called),\(from),\(leg),\(start),\(duration),,,\(direction),\(duration > 0 ? "yes" : "no"),,\(trunk),\(account),,,"
            + "\(link),,,\n"
    }

    static let header =
        "stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,"
        + "followsLegs,charge,currency\n"

    func take(_ lines: [String], name: String = "calls") async throws {
        let order = ImportOrder(format: .id("tollbook-csv"), switch: nil, source: nil, name: name, year: nil)
        let file = RandomOffice.File(bytes: Array((Self.header + lines.joined()).utf8))
        _ = try await book.importCalls(order, from: file, caller: .console, progress: { _ in })
    }

    /// Three calls of March: mobile 60 s and 61 s (0.10 and 0.20 today), local 120 s (0.20).
    static let march = [
        line("2026-03-02T09:00:00", to: "4917123", 60), line("2026-03-10T09:00:00", to: "4930555", 120),
        line("2026-03-11T09:00:00", from: "102", to: "4917123", 61), line("2026-03-12T09:00:00", to: "4917999", 0),
    ]
}
