internal import CCurl
import Crypto
import Foundation
public import Model
public import Site
public import Time

/// One message to a program, by HTTPS.
public struct WebhookCall: Sendable {
    let webhook: Webhook
    let secret: String
    /// Certificates that are trusted instead of the machine's; for tests.
    var caFile: String?
    var resolve: @Sendable (String) -> [HostAddress] = Resolver.addresses

    /// The shortest secret that is taken.
    private static let shortest = 16

    /// - Throws: `DeliveryError` where the secret's file is not usable.
    public init(_ webhook: Webhook) throws(DeliveryError) {
        self.webhook = webhook
        secret = try SecretFile.read(webhook.secretFile, atLeast: Self.shortest)
    }

    /// What proves that a message is ours and not an old one: the id, the time and the body, each part of what is signed.
    static func signature(id: String, time: Int64, body: [UInt8], secret: String) -> String {
        let signed = Array("\(id).\(time).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Data(secret.utf8)))
        return "v1=" + code.hexadecimal
    }

    /// Sends it. Blocks. Of the answer nothing but the status is kept.
    /// - Parameter id: the same for every try; the receiver drops one that it had.
    public func send(_ body: [UInt8], id: String, at now: Instant) -> DeliveryOutcome {
        let url = webhook.url
        // Looked up once; what was checked is what is connected to.
        let addresses = resolve(url.host)
        guard let first = addresses.first else { return DeliveryOutcome(.failed, "The host \(url.host) has no address.") }
        if let closed = addresses.first(where: { !AddressGuard.isAllowed($0, listed: webhook.allowed) }) {
            return DeliveryOutcome(
                .givenUp, "The address \(closed.text) is not one of the open network. List it under `allowed` if it is meant.")
        }
        guard url.isEncrypted || addresses.allSatisfy(\.isLoopback) else {
            return DeliveryOutcome(.givenUp, "Without TLS nothing is sent to \(first.text). Write https.")
        }
        guard let transfer = Transfer(body: body) else { return DeliveryOutcome(.failed, "There is no memory for a connection.") }
        prepare(transfer, addresses, count: body.count)
        transfer.setList(
            CURLOPT_HTTPHEADER,
            [
                "Content-Type: application/json", "User-Agent: Tollbook", "Expect:", "Tollbook-Id: \(id)", "Tollbook-Time: \(now.seconds)",
                "Tollbook-Signature: " + Self.signature(id: id, time: now.seconds, body: body, secret: secret),
            ])
        return Self.outcome(transfer.perform(), transfer)
    }

    private func prepare(_ transfer: Transfer, _ addresses: [HostAddress], count: Int) {
        let url = webhook.url
        // All of them, each of which was checked: where one does not answer another may.
        let places = addresses.map { $0.bytes.count == 4 ? $0.text : "[\($0.text)]" }.joined(separator: ",")
        transfer.set(CURLOPT_URL, url.text)
        transfer.set(CURLOPT_PROTOCOLS_STR, url.isEncrypted ? "https" : "http")
        if HostAddress(url.host) == nil { transfer.setList(CURLOPT_RESOLVE, ["\(url.host):\(url.port):\(places)"]) }
        transfer.trust(caFile)
        transfer.setPatience(10, 20)
        transfer.set(CURLOPT_POST, 1)
        transfer.set(CURLOPT_POSTFIELDSIZE, count)
    }

    /// Only 2xx is taken. What the other side may take later is tried again: it knows the message by its id.
    private static func outcome(_ code: CURLcode, _ transfer: Transfer) -> DeliveryOutcome {
        let status = transfer.status
        if (200..<300).contains(status), code == CURLE_OK || code == CURLE_WRITE_ERROR {
            return DeliveryOutcome(.sent, "HTTP \(status)")
        }
        guard code == CURLE_OK || code == CURLE_WRITE_ERROR else { return DeliveryOutcome(.failed, transfer.words(code) + ".") }
        switch status {
        case 408, 425, 429, 500...: return DeliveryOutcome(.failed, "HTTP \(status)")
        case 300..<400: return DeliveryOutcome(.givenUp, "HTTP \(status): redirects are not followed. Write the address that it leads to.")
        default: return DeliveryOutcome(.givenUp, "HTTP \(status)")
        }
    }
}

extension HostAddress {
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1] || (inner?.isLoopback ?? false)
    }
}
