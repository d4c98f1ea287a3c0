import Crypto
import Foundation
import Model
import Store
import Testing
import Time

@testable import Service

@Suite("The licence: told, and never in the way")
struct LicenceTests {
    private let pair = Curve25519.Signing.PrivateKey()
    private var key: String { pair.publicKey.rawRepresentation.base64EncodedString() }

    private func signed(_ text: String) throws -> [UInt8] {
        let signature = try pair.signature(for: Data(text.utf8)).base64EncodedString()
        return Array((text + "signature: " + signature + "\n").utf8)
    }

    private func licence(issued: String = "2026-03-01", until: String = "2027-02-28", extensions: String = "") throws -> [UInt8] {
        try signed("Tollbook licence\ncustomer: Ünïcode & Co\nissued: \(issued)\nvalid until: \(until)\n\(extensions)")
    }

    @Test("Read offline; without one that fits the key it is broken")
    func read() throws {
        let read = try Licence(licence(extensions: "extensions: 500\n"), key: key)
        #expect(read.customer == "Ünïcode & Co" && read.issued.description == "2026-03-01" && read.validUntil.description == "2027-02-28")
        #expect(read.extensions == 500)
        #expect(throws: Licence.Broken.self) { try Licence(licence(), key: Licence.publicKey) }
        #expect(throws: Licence.Broken.self) { try Licence(licence(), key: "no key") }
        #expect(throws: Licence.Broken.self) { try Licence(signed("Tollbook licence\ncustomer: A\n"), key: key) }
        #expect(throws: Licence.Broken.self) { try Licence(Array(repeating: 65, count: 5000), key: key) }
        #expect(throws: Never.self) {
            try Curve25519.Signing.PublicKey(rawRepresentation: #require(Data(base64Encoded: Licence.publicKey)))
        }
    }

    @Test("Every bit of the file counts, and every length")
    func bits() throws {
        let whole = try licence()
        for place in whole.indices {
            for bit in 0..<8 {
                var changed = whole
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: Licence.Broken.self, "byte \(place), bit \(bit)") { try Licence(changed, key: key) }
            }
            #expect(throws: Licence.Broken.self) { try Licence(Array(whole[..<place]), key: key) }
        }
        #expect(throws: Licence.Broken.self) { try Licence(whole + [10], key: key) }
    }

    /// The office's clock stands at 2026-04-01, 1:33 after midnight in Berlin.
    private func state(_ office: RandomOffice, _ bytes: [UInt8]) throws -> LicenceState {
        try Data(bytes).write(to: URL(fileURLWithPath: office.path + "/licence"))
        return try office.book.licence(key: key, caller: office.caller)
    }

    @Test("Missing, broken, expired, the clock set back, outgrown: told, while calls come in and are rated")
    func neverInTheWay() async throws {
        let office = try RandomOffice(seed: 3)
        #expect(try office.book.licence(caller: office.caller) == .absent)
        var broken = try licence()
        broken[20] ^= 4
        let cases: [(bytes: [UInt8], told: String)] = try [
            (licence(), "valid until 2027-02-28"), (broken, "cannot be used"), ([], "cannot be used"),
            (licence(issued: "2025-01-01", until: "2026-03-31"), "was valid until 2026-03-31"),
            (licence(until: "2026-04-01"), "valid until 2026-04-01"),
            (licence(issued: "2026-04-02"), "valid until"), (licence(issued: "2026-04-03"), "before 2026-04-02"),
            (licence(extensions: "extensions: 0\n"), "for 0 extensions, and the site has"),
        ]
        for (number, (bytes, told)) in cases.enumerated() {
            let state = try state(office, bytes)
            #expect(state.description.contains(told), "\(state)")
            #expect(state.needsWord == !told.hasPrefix("valid"))
            let before = try rated(office)
            let line =
                "2026/03/03 09:00:\(10 + number),00:01:00,5,101,O,0305551234,0305551234,,0,\(900 + number),0,E101,N,T9001,Line 1.1,0,0"
                + ",,,,,,,,,,,,,\r\n"
            _ = try await office.book.importCalls(
                office.order("file \(number)", "one"), from: RandomOffice.File(bytes: Array(line.utf8)), caller: office.caller,
                progress: { _ in })
            #expect(try rated(office) == before + 1, "\(told)")
        }
        // A folder in its place, too.
        try FileManager.default.removeItem(atPath: office.path + "/licence")
        try FileManager.default.createDirectory(atPath: office.path + "/licence", withIntermediateDirectories: false)
        #expect(try office.book.licence(key: key, caller: office.caller).needsWord)
    }

    @Test("A clock before what the journal says is told")
    func clock() throws {
        let office = try RandomOffice(seed: 4)
        let later = Instant(seconds: 1_775_000_000 + 40 * 86_400)
        try office.book.store.append(JournalNote(at: later, actor: "a", action: "test", subject: "later"))
        let state = try state(office, licence())
        #expect(state.description.contains("The clock says 2026-04-01, before 2026-05-11"), "\(state)")
    }

    @Test("Installed by an administrator; a broken one changes nothing")
    func install() throws {
        let office = try RandomOffice(seed: 5)
        let viewer = Caller(kind: .user, name: "v", role: .viewer)
        #expect(throws: ServiceError.self) { try office.book.installLicence(licence(), key: key, caller: viewer) }
        #expect(throws: ServiceError.self) { try office.book.installLicence(licence(), caller: office.caller) }
        #expect(try office.book.licence(caller: office.caller) == .absent)
        let state = try office.book.installLicence(licence(), key: key, caller: office.caller)
        #expect(try state == .valid(Licence(licence(), key: key)))
        #expect(try office.book.store.journal(limit: 1).first?.note.action == "licence.install")
        #expect(throws: ServiceError.self) { try office.book.installLicence(Array(licence().dropLast()), key: key, caller: office.caller) }
        #expect(try office.book.licence(key: key, caller: viewer) == state)
    }

    private func rated(_ office: RandomOffice) throws -> Int {
        var count = 0
        try office.book.store.eachCall(CallFilter()) { row in
            if row.state == .rated { count += 1 }
            return true
        }
        return count
    }
}
