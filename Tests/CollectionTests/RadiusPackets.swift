import Crypto

@testable import Collection

/// Makes accounting packets as a gateway does.
struct RadiusSender {
    var secret = "a-secret-of-16-chars"
    var signs = false

    struct Item {
        var type: UInt8
        var value: [UInt8]

        init(_ type: UInt8, _ value: [UInt8]) { (self.type, self.value) = (type, value) }
        init(_ type: UInt8, _ text: String) { self.init(type, Array(text.utf8)) }
        init(_ type: UInt8, _ number: UInt32) { self.init(type, [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) }) }

        static func vendor(_ vendor: UInt32, _ type: UInt8, _ text: String) -> Item {
            let head = Item(26, vendor).value + [type, UInt8(text.utf8.count + 2)]
            return Item(26, head + Array(text.utf8))
        }
    }

    static let stop = [
        Item(40, 2), Item(44, "0A1B2C"), Item(30, "5551234"), Item(31, "101"), Item(46, 65),
        .vendor(9, 25, "h323-setup-time=10:15:00.000 UTC Mon Mar 2 2026"),
    ]

    func packet(_ items: [Item], identifier: UInt8 = 7, code: UInt8 = 4) -> [UInt8] {
        var bytes: [UInt8] = [code, identifier, 0, 0] + [UInt8](repeating: 0, count: 16)
        for item in items { bytes += [item.type, UInt8(item.value.count + 2)] + item.value }
        if signs { bytes += [80, 18] + [UInt8](repeating: 0, count: 16) }
        (bytes[2], bytes[3]) = (UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF))
        let key = Array(secret.utf8)
        if signs {
            let code = HMAC<Insecure.MD5>.authenticationCode(for: bytes, using: SymmetricKey(data: key))
            bytes.replaceSubrange(bytes.count - 16..<bytes.count, with: Array(code))
        }
        bytes.replaceSubrange(4..<20, with: Array(Insecure.MD5.hash(data: bytes + key)))
        return bytes
    }

    /// Signs again what a test has changed.
    func signed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes.replaceSubrange(4..<20, with: [UInt8](repeating: 0, count: 16))
        bytes.replaceSubrange(4..<20, with: Array(Insecure.MD5.hash(data: bytes + Array(secret.utf8))))
        return bytes
    }

    /// Whether an answer is the right one to a request.
    func accepts(_ answer: [UInt8], to request: [UInt8]) -> Bool {
        guard answer.count >= 20, answer[0] == 5, answer[1] == request[1] else { return false }
        guard Int(answer[2]) << 8 | Int(answer[3]) == answer.count else { return false }
        let text = Array(answer[..<4]) + Array(request[4..<20]) + Array(answer[20...])
        return Array(Insecure.MD5.hash(data: text + Array(secret.utf8))) == Array(answer[4..<20])
    }
}
