import Crypto
import Time

@testable import Collection
@testable import Mediation
@testable import Model

/// A datagram, signed as its client would where the first byte says so, and what becomes of it as text.
enum RadiusFuzz {
    private static let secret = "a-secret-of-16-chars"
    private static let format = FormatCatalogue.format("radius-voip-accounting")

    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        guard let flags = bytes.first else { return }
        var client = RadiusSettings.Client(address: IPAddress(bytes: [192, 0, 2, 1]), secret: Secret(secret))
        client.requiresMessageAuthenticator = flags & 2 != 0
        client.answersWithMessageAuthenticator = flags & 4 != 0
        let datagram = flags & 1 != 0 ? signed(Array(bytes.dropFirst())) : Array(bytes.dropFirst())
        guard let packet = try? RadiusPacket(datagram[...], of: client) else { return }
        try hold(packet.attributes.reduce(20) { $0 + $1.value.count + 2 } <= datagram.count, "more attributes than bytes")
        let answer = packet.answer(to: client)
        try hold(answer.count >= 20 && answer.count <= 4_096, "an answer of \(answer.count) bytes")
        try hold(Int(answer[2]) << 8 | Int(answer[3]) == answer.count, "the answer says another length")
        try hold(answer[0] == 5 && answer[1] == datagram[1], "an answer to something else")
        let digest = packet.digest(of: client)
        let peer = Peer(address: client.address, port: 1_813)
        let text = RadiusRecord.text(packet, from: peer, digest: digest, arrival: Instant(seconds: 1_800_000_000), zone: .utc)
        try check(text, digest)
    }

    /// Nothing that a client sends makes a second record out of one.
    private static func check(_ text: [UInt8], _ digest: String) throws(FuzzFinding) {
        let lines = text.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
        try hold(lines.suffix(2).allSatisfy(\.isEmpty) && !lines.dropLast(2).contains(where: \.isEmpty), "a blank line inside a record")
        try hold(lines.dropFirst().dropLast(2).allSatisfy { $0.first == 9 }, "a line that is no attribute")
        try hold(RadiusRecord.digests(in: text).last == digest, "another digest")
        guard let format else { throw FuzzFinding("no format for RADIUS") }
        var decoder = Decoder(format)
        var batch = RecordBatch()
        decoder.feed(text, final: true, into: &batch)
        try hold(
            batch.records.count + batch.skips.count == 1, "\(batch.records.count) records and \(batch.skips.count) skips of one packet")
    }

    /// Length and both authenticators set right.
    private static func signed(_ datagram: [UInt8]) -> [UInt8] {
        var bytes = Array(datagram.prefix(4_096))
        guard bytes.count >= 20 else { return bytes }
        bytes[0] = 4
        (bytes[2], bytes[3]) = (UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF))
        bytes.replaceSubrange(4..<20, with: repeatElement(0, count: 16))
        if let place = signature(bytes) {
            bytes.replaceSubrange(place, with: repeatElement(0, count: 16))
            let key = SymmetricKey(data: Array(secret.utf8))
            bytes.replaceSubrange(place, with: Array(HMAC<Insecure.MD5>.authenticationCode(for: bytes, using: key)))
        }
        bytes.replaceSubrange(4..<20, with: Array(Insecure.MD5.hash(data: bytes + Array(secret.utf8))))
        return bytes
    }

    private static func signature(_ bytes: [UInt8]) -> Range<Int>? {
        var place = 20
        while place + 2 <= bytes.count, bytes[place + 1] >= 2, place + Int(bytes[place + 1]) <= bytes.count {
            if bytes[place] == 80 { return bytes[place + 1] == 18 ? place + 2..<place + 18 : nil }
            place += Int(bytes[place + 1])
        }
        return nil
    }

    static var seeds: [[UInt8]] {
        func attribute(_ type: UInt8, _ value: [UInt8]) -> [UInt8] { [type, UInt8(value.count + 2)] + value }
        func vendor(_ vendor: [UInt8], _ type: UInt8, _ text: String) -> [UInt8] {
            attribute(26, vendor + [type, UInt8(text.utf8.count + 2)] + Array(text.utf8))
        }
        let head: [UInt8] = [4, 7, 0, 0] + [UInt8](repeating: 0, count: 16)
        var call = attribute(44, Array("0A1B2C".utf8))
        for (type, value) in [(30, Array("5551234".utf8)), (46, [0, 0, 0, 65]), (4, [192, 0, 2, 1]), (33, [1, 2])] as [(UInt8, [UInt8])] {
            call += attribute(type, value)
        }
        let cisco = vendor([0, 0, 0, 9], 25, "h323-setup-time=10:15:00.000 UTC Mon Mar 2 2026")
        let acme = vendor([0, 0, 0x23, 0xBC], 56, "\u{0}\u{0}\u{0}\u{5}") + attribute(95, [UInt8](repeating: 32, count: 16))
        let signature = attribute(80, [UInt8](repeating: 0, count: 16))
        var all: [[UInt8]] = []
        for flags: UInt8 in [1, 3, 5] {
            for status: UInt8 in [1, 2, 3, 15] {
                var bytes = [flags] + head
                bytes += attribute(40, [0, 0, 0, status]) + call
                bytes += cisco + acme
                if flags != 1 { bytes += signature }
                all.append(bytes)
            }
        }
        // Every attribute that the dictionary knows, and those that it does not: each is a line of the one record.
        let types = (1...255 as ClosedRange<UInt8>).filter { ![26, 40, 80].contains($0) }
        let stop = [1] + head + attribute(40, [0, 0, 0, 2]) + call
        all.append(stop + types.flatMap { attribute($0, [0, 0, 0, 5]) })
        for number in [[0, 0, 0, 9], [0, 0, 0x23, 0xBC]] as [[UInt8]] {
            all.append(stop + types.flatMap { vendor(number, $0, "\u{0}\u{0}\u{0}\u{5}") })
        }
        return all
    }
}
