import Crypto

/// An Accounting-Request (RFC 2866) that was checked.
struct RadiusPacket {
    struct Attribute: Hashable {
        var type: UInt8
        var value: ArraySlice<UInt8>
    }

    /// Why a datagram gets no answer.
    enum Refusal: String, Error, Hashable, CaseIterable {
        case unknownClient = "not a known client"
        case notAccounting = "no accounting request"
        case wrongLength = "wrong packet length"
        case wrongAttribute = "wrong attribute length"
        case wrongAuthenticator = "wrong authenticator or secret"
        case wrongMessageAuthenticator = "wrong message authenticator"
        case noMessageAuthenticator = "message authenticator missing"
    }

    /// Bytes of the longest packet.
    static let longest = 4_096
    static let proxyState: UInt8 = 33
    static let delayTime: UInt8 = 41
    static let messageAuthenticator: UInt8 = 80

    let identifier: UInt8
    let authenticator: [UInt8]
    let attributes: [Attribute]

    /// Checks a datagram of a known client.
    init(_ datagram: ArraySlice<UInt8>, of client: RadiusSettings.Client) throws(Refusal) {
        var bytes = Array(datagram)
        guard bytes.count >= 4 else { throw .wrongLength }
        guard bytes[0] == 4 else { throw .notAccounting }
        let length = Int(bytes[2]) << 8 | Int(bytes[3])
        guard (20...Self.longest).contains(length), length <= bytes.count else { throw .wrongLength }
        // What stands behind is padding.
        bytes.removeLast(bytes.count - length)
        identifier = bytes[1]
        authenticator = Array(bytes[4..<20])
        var found: [Attribute] = []
        var signature: Range<Int>?
        var index = 20
        while index < length {
            guard index + 2 <= length, bytes[index + 1] >= 2, index + Int(bytes[index + 1]) <= length else { throw .wrongAttribute }
            let value = index + 2..<index + Int(bytes[index + 1])
            if bytes[index] == Self.messageAuthenticator {
                guard value.count == 16, signature == nil else { throw .wrongMessageAuthenticator }
                signature = value
            }
            found.append(Attribute(type: bytes[index], value: bytes[value]))
            index = value.upperBound
        }
        attributes = found
        let secret = client.secret.bytes
        var unsigned = bytes
        unsigned.replaceSubrange(4..<20, with: repeatElement(0, count: 16))
        guard PostCheck.isSame(Array(Insecure.MD5.hash(data: unsigned + secret)), authenticator) else { throw .wrongAuthenticator }
        if let signature {
            let said = Array(bytes[signature])
            unsigned.replaceSubrange(signature, with: repeatElement(0, count: 16))
            guard PostCheck.isSame(Self.sign(unsigned, secret), said) else { throw .wrongMessageAuthenticator }
        } else if client.requiresMessageAuthenticator {
            throw .noMessageAuthenticator
        }
    }

    /// The answer that says that the record is kept.
    func answer(to client: RadiusSettings.Client) -> [UInt8] {
        let secret = client.secret.bytes
        var bytes: [UInt8] = [5, identifier, 0, 0] + authenticator
        var signature: Range<Int>?
        let states = attributes.filter { $0.type == Self.proxyState }
        // Where proxies leave no room for it, they go before.
        let length = states.reduce(bytes.count + 18) { $0 + $1.value.count + 2 }
        if client.answersWithMessageAuthenticator, length <= Self.longest {
            bytes += [Self.messageAuthenticator, 18] + [UInt8](repeating: 0, count: 16)
            signature = 22..<38
        }
        // A proxy finds its way back by them, whole and in order.
        for attribute in states {
            bytes += [attribute.type, UInt8(attribute.value.count + 2)] + attribute.value
        }
        (bytes[2], bytes[3]) = (UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF))
        if let signature { bytes.replaceSubrange(signature, with: Self.sign(bytes, secret)) }
        bytes.replaceSubrange(4..<20, with: Array(Insecure.MD5.hash(data: bytes + secret)))
        return bytes
    }

    /// The same for each sending of one record: what changes from one to the next is left out.
    func digest(of client: RadiusSettings.Client) -> String {
        var hash = SHA256()
        hash.update(data: client.address.bytes)
        for attribute in attributes where ![Self.proxyState, Self.delayTime, Self.messageAuthenticator].contains(attribute.type) {
            hash.update(data: [attribute.type, UInt8(attribute.value.count)] + attribute.value)
        }
        return hash.finalize().prefix(16).map { padded($0) }.joined()
    }

    private static func sign(_ bytes: [UInt8], _ secret: [UInt8]) -> [UInt8] {
        Array(HMAC<Insecure.MD5>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
    }
}
