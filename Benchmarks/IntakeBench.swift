import Foundation
import GRDB
import Glibc

/// A served book with two hundred switches that send by TCP, each fifty records a second: whether the book keeps up, how long a record
/// needs from its last byte to where everybody sees it, and whether the server's memory stays what it was.
/// TOLLBOOK_BENCH_SECONDS sets how long (600 unless set).
struct IntakeBench {
    private static let sources = 200
    private static let rate = 50
    private let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("tollbook")
    private let seconds = ProcessInfo.processInfo.environment["TOLLBOOK_BENCH_SECONDS"].flatMap(Int.init) ?? 600
    private let book: String
    private let site: String
    private let port = Int.random(in: 20_000..<30_000)

    init(folder: String) { (book, site) = (folder + "/intake.book", folder + "/intake.yaml") }

    func rows() throws -> [BenchRow] {
        try Data(siteText.utf8).write(to: URL(fileURLWithPath: site))
        let imported = try run(["site", "import", "--book", book, site])
        imported.waitUntilExit()
        precondition(imported.terminationStatus == 0, "the site is taken")
        let server = try run(["serve", "--book", book, "--listen", "127.0.0.1:\(port)"])
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let switches = try (0..<IntakeBench.sources).map { try connect(port + 1 + $0) }
        defer { for number in switches { close(number) } }
        var configuration = Configuration()
        configuration.readonly = true
        let reader = try DatabaseQueue(path: book + "/book.sqlite", configuration: configuration)
        return try measure(switches, reader, server.processIdentifier)
    }

    private func measure(_ switches: [Int32], _ reader: DatabaseQueue, _ server: pid_t) throws -> [BenchRow] {
        let clock = ContinuousClock()
        let ticks = seconds * IntakeBench.rate
        var delays: [Double] = []
        var memory: [Double] = []
        var watched: (stamp: Int64, called: String, sent: ContinuousClock.Instant)?
        let begin = clock.now
        for tick in 0..<ticks {
            for (index, number) in switches.enumerated() { send(number, line(tick, index)) }
            if watched == nil {
                let index = Int.random(in: 0..<switches.count)
                watched = (stamp(tick), called(index), clock.now)
            }
            if tick % IntakeBench.rate == 0 { memory.append(resident(server)) }
            // Until the next tick it is looked for.
            let next = begin + .milliseconds((tick + 1) * 1000 / IntakeBench.rate)
            repeat {
                if let call = watched, try isThere(call.stamp, call.called, reader) {
                    delays.append((clock.now - call.sent).seconds * 1000)
                    watched = nil
                }
                usleep(4000)
            } while clock.now < next
        }
        let sent = ticks * switches.count
        while try stored(reader) < sent, clock.now - begin < .seconds(2 * seconds + 60) { usleep(20_000) }
        let took = (clock.now - begin).seconds
        let found = try stored(reader)
        precondition(found == sent, "every record is a call, once: \(found) of \(sent)")
        return rows(Double(sent) / took, delays.sorted(), memory)
    }

    private func rows(_ rate: Double, _ delays: [Double], _ memory: [Double]) -> [BenchRow] {
        let wanted = Double(IntakeBench.sources * IntakeBench.rate)
        let (median, late) = (delays[delays.count / 2], delays[delays.count * 99 / 100])
        // What it holds once everything is warm, and at the end.
        let (warm, end) = (memory[memory.count / 5], memory[memory.count - 1])
        return [
            BenchRow(
                name: "intake, \(IntakeBench.sources) TCP sources, \(seconds) s", value: rate, unit: "records/s", limit: wanted,
                ratio: rate / wanted),
            BenchRow(name: "last byte to visible, median", value: median, unit: "ms", limit: 250, ratio: median / 250),
            BenchRow(name: "last byte to visible, 99th percentile", value: late, unit: "ms", limit: 1000, ratio: late / 1000),
            BenchRow(name: "memory at the end, to that when warm", value: end, unit: "MB", limit: warm, ratio: end / warm),
        ]
    }

    // MARK: Records

    /// Each record is a call of its own second and number. Made of bytes: the sender shares the machine with what is measured.
    private func line(_ tick: Int, _ index: Int) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(128)
        let parts = tick / 60
        put("2026/03/", 2 + parts / 1440, 2, &line)
        put(" ", parts / 60 % 24, 2, &line)
        put(":", parts % 60, 2, &line)
        put(":", tick % 60, 2, &line)
        put(",00:01:00,5,101,O,030555", index, 4, &line)
        put(",030555", index, 4, &line)
        put(",,0,", tick * IntakeBench.sources + index, 1, &line)
        line += ",0,E101,Somebody,T9001,Line 1.1,0,0,,,,,,,,,,,,,\r\n".utf8
        return line
    }

    /// A text and behind it a number of at least so many digits.
    private func put(_ text: StaticString, _ number: Int, _ digits: Int, _ line: inout [UInt8]) {
        line += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var unit = 1
        for _ in 1..<digits { unit *= 10 }
        while number / unit >= 10 { unit *= 10 }
        while unit > 0 {
            line.append(UInt8(48 + number / unit % 10))
            unit /= 10
        }
    }

    private func called(_ index: Int) -> String { String(format: "030555%04d", index) }
    /// 2026-03-02 00:00:00 and so many seconds, as the switch's wall shows them.
    private func stamp(_ tick: Int) -> Int64 { 1_772_409_600 + Int64(tick) }

    private func isThere(_ stamp: Int64, _ called: String, _ reader: DatabaseQueue) throws -> Bool {
        try reader.read { database in
            let look = try database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM call WHERE stamp = ? AND called = ?)")
            return try Bool.fetchOne(look, arguments: [stamp, Data(called.utf8)])
        } ?? false
    }

    private func stored(_ reader: DatabaseQueue) throws -> Int {
        try reader.read { database in try Int.fetchOne(database, sql: "SELECT coalesce(sum(calls), 0) FROM summary_day") } ?? 0
    }

    // MARK: The server

    private func run(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func connect(_ port: Int) throws -> Int32 {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = UInt16(port).bigEndian
            place.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
            let code = withUnsafePointer(to: &place) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if code == 0 { return number }
            close(number)
            usleep(50_000)
        }
        throw POSIXError(.ECONNREFUSED)
    }

    private func send(_ number: Int32, _ text: [UInt8]) {
        let sent = text.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        precondition(sent == text.count, "the server takes what is sent")
    }

    /// Memory that a process holds, in MB.
    private func resident(_ process: pid_t) -> Double {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
        else { return 0 }
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
    }

    private var siteText: String {
        """
        site: {name: Carrier, zone: Europe/Berlin, currency: EUR, defaultTable: {price: office}}
        switches:
          - id: main
            format: avaya-ip-office-smdr
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["0"], extensionLength: [3]}
        trunks: [{id: T9001, switch: main}]
        numbering: [{prefix: "4930", type: local, destination: Berlin}]
        parties: [{id: "101", name: Reception, numbers: [{number: "101", from: 2020-01-01}]}]
        rateTables:
          - id: office
            versions:
              - from: 2020-01-01
                rows: [{prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}]
        sources:

        """
            + (0..<IntakeBench.sources).map { index in
                "  - {id: s\(index), switch: main, tcpServer: {port: \(port + 1 + index), allowed: [\"127.0.0.1\"]}}\n"
            }.joined()
    }
}
