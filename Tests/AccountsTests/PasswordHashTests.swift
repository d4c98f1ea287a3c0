import Testing

@testable import Accounts

@Suite struct PasswordHashTests {
    /// RFC 7914 section 12.
    @Test func vectors() throws {
        let empty = try PasswordHash.derive("", salt: [], cost: ScryptCost(log2N: 4, blockSize: 1, parallelism: 1), count: 64)
        #expect(hex(empty).hasPrefix("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"))
        let second = try PasswordHash.derive(
            "password", salt: Array("NaCl".utf8), cost: ScryptCost(log2N: 10, blockSize: 8, parallelism: 16), count: 64)
        #expect(hex(second).hasPrefix("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"))
        let third = try PasswordHash.derive(
            "pleaseletmein", salt: Array("SodiumChloride".utf8), cost: ScryptCost(log2N: 14, blockSize: 8, parallelism: 1),
            count: 64)
        #expect(hex(third).hasPrefix("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"))
    }

    @Test func standardCostIsWhatTheRulesAsk() {
        #expect(ScryptCost.standard.log2N >= 17 && ScryptCost.standard.blockSize == 8 && ScryptCost.standard.parallelism == 1)
        #expect(Accounts.Settings().cost == .standard)
        #expect(Accounts.Settings().hashesAtOnce == 2)
    }

    @Test func textIsReadBack() throws {
        let hash = try PasswordHash.make("secret words", cost: ScryptCost(log2N: 4, blockSize: 2, parallelism: 1), random: .system)
        #expect(hash.salt.count == 16)
        let again = try #require(PasswordHash(text: hash.text))
        #expect(again.cost == hash.cost)
        #expect(try again.accepts("secret words"))
        #expect(try !again.accepts("secret wordz"))
    }

    /// One spelling of é or the other, whatever the keyboard makes.
    @Test func canonicallyEqualPasswordsAreOne() throws {
        let hash = try PasswordHash.make("caf\u{e9} au lait", cost: ScryptCost(log2N: 4, blockSize: 1, parallelism: 1), random: .system)
        #expect(try hash.accepts("cafe\u{301} au lait"))
    }

    @Test(arguments: [
        "", "$scrypt$", "$scrypt$ln=4,r=1,p=1$$", "$scrypt$ln=40,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$bcrypt$ln=4,r=1,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=-1,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=4,r=1,p=1$A!AA$AAAAAAAAAAAAAAAAAAAAAAAA",
    ]) func brokenTextsAreNoHash(_ text: String) {
        #expect(PasswordHash(text: text) == nil)
    }

    @Test func base64RoundTrip() {
        var generator = SystemRandomNumberGenerator()
        for count in 0..<70 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(URLText.decode(URLText.encode(bytes)) == bytes)
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
