import Crypto
import Foundation
public import Time

/// Proof of a support contract: who has it, until when. Nothing that Tollbook does depends on it.
public struct Licence: Hashable, Sendable {
    public var customer: String
    public var issued: CivilDay
    /// The last day on which it is valid.
    public var validUntil: CivilDay
    /// How many extensions the contract is for, `nil`: any number.
    public var extensions: Int?

    /// Nobody has the private half of this key any more: whoever sells support puts the public half of a key of his own here.
    static let publicKey = "eAosUc49YJp4jFAtHwCtwcKTzkif/9g/Al/qhRslVqg="
    /// No licence is longer.
    static let longest = 4096
    private static let signature = "signature: "

    /// Why a file is no licence, as the end of a sentence.
    struct Broken: Error, Hashable { var reason: String }

    /// Reads a licence, offline. Every byte of the file counts: what is signed are the lines before the last, and the last has one form.
    /// - Parameter key: the public half of an Ed25519 key, base64.
    init(_ bytes: [UInt8], key: String) throws(Broken) {
        guard bytes.count <= Licence.longest, let text = String(validating: bytes, as: UTF8.self) else {
            throw Broken(reason: "it is no licence file")
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.popLast() == "", let last = lines.popLast(), last.hasPrefix(Licence.signature),
            let signature = Data(base64Encoded: String(last.dropFirst(Licence.signature.count))),
            last == Licence.signature + signature.base64EncodedString()
        else { throw Broken(reason: "its last line is no signature") }
        let signed = bytes.dropLast(last.utf8.count + 1)
        guard let raw = Data(base64Encoded: key), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw),
            key.isValidSignature(signature, for: Data(signed))
        else { throw Broken(reason: "its signature does not fit it: the file was changed, or is for another program") }
        try self.init(signed: lines)
    }

    private init(signed lines: [String]) throws(Broken) {
        var values: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.range(of: ": ") else { continue }
            values[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
        }
        guard lines.first == "Tollbook licence", let customer = values["customer"],
            let issued = values["issued"].flatMap({ CivilDay(text: $0) }),
            let validUntil = values["valid until"].flatMap({ CivilDay(text: $0) })
        else { throw Broken(reason: "it names no customer, or no days") }
        (self.customer, self.issued, self.validUntil) = (customer, issued, validUntil)
        extensions = values["extensions"].flatMap { Int($0) }
    }
}

/// What there is to say of a book's licence.
public enum LicenceState: Hashable, Sendable {
    /// There is no file.
    case absent
    case valid(Licence)
    case expired(Licence)
    /// The site has more extensions than the contract is for.
    case outgrown(Licence, extensions: Int)
    /// The machine's day is before the day named, on which the licence or the journal was written.
    case clockBack(Licence, now: CivilDay, seen: CivilDay)
    /// The rest of a sentence that begins with "The licence".
    case broken(String)

    /// - Parameters:
    ///   - now: the site's day.
    ///   - seen: the newest day that the book knows of.
    init(_ licence: Licence, now: CivilDay, seen: CivilDay, extensions: Int) {
        // The day of the one who issues may be another than the site's.
        let known = max(licence.issued + -1, seen)
        if now < known {
            self = .clockBack(licence, now: now, seen: known)
        } else if now > licence.validUntil {
            self = .expired(licence)
        } else if let most = licence.extensions, extensions > most {
            self = .outgrown(licence, extensions: extensions)
        } else {
            self = .valid(licence)
        }
    }

    /// Whether somebody should be told.
    public var needsWord: Bool {
        switch self {
        case .absent, .valid: false
        case .expired, .outgrown, .clockBack, .broken: true
        }
    }
}

extension LicenceState: CustomStringConvertible {
    public var description: String {
        let rest = " Collection, rating and bills go on."
        switch self {
        case .absent: return "There is no licence file. Tollbook needs none: it is proof of a support contract."
        case .valid(let licence): return "Licence of \(licence.customer), valid until \(licence.validUntil)."
        case .expired(let licence): return "The licence of \(licence.customer) was valid until \(licence.validUntil)." + rest
        case .outgrown(let licence, let count):
            return "The licence of \(licence.customer) is for \(licence.extensions ?? 0) extensions, and the site has \(count)." + rest
        case .clockBack(let licence, let now, let seen):
            return "The clock says \(now), before \(seen), so nobody can say whether the licence of \(licence.customer) is valid. "
                + "Set the clock." + rest
        case .broken(let reason): return "The licence cannot be used: \(reason). Copy it again as it was sent." + rest
        }
    }
}
