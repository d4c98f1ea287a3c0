import Crypto

/// What a posted body must be before it may go into the raw log. A pure function of what came.
public enum PostCheck {
    /// The body to take, unpacked.
    /// - Parameters:
    ///   - key: as the sender showed it; `nil`: it showed none.
    ///   - encoding: the request's Content-Encoding; `nil` or `identity`: plain.
    public static func bytes(
        of body: [UInt8], key: String?, encoding: String?, _ settings: PostSettings
    ) throws(PostRefusal) -> [UInt8] {
        guard isKey(key, settings) else { throw .wrongKey }
        guard body.count <= settings.limit else { throw .tooLong(limit: settings.limit) }
        let plain = try unpacked(body, encoding, settings)
        guard plain.contains(where: { !isBlank($0) }) else { throw .empty }
        guard !isTooDeep(plain, settings.depth) else { throw .tooDeep(limit: settings.depth) }
        return plain
    }

    static func isKey(_ key: String?, _ settings: PostSettings) -> Bool {
        guard let key, !settings.key.bytes.isEmpty else { return false }
        return isSame(Array(key.utf8), settings.key.bytes)
    }

    /// Takes as long whichever byte differs: what is compared are digests.
    static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        zip(SHA256.hash(data: left), SHA256.hash(data: right)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func unpacked(_ body: [UInt8], _ encoding: String?, _ settings: PostSettings) throws(PostRefusal) -> [UInt8] {
        switch encoding?.lowercased() {
        case nil, "", "identity": return body
        case "gzip", "x-gzip": break
        default: throw .cannotUnpack
        }
        var rest = body[...]
        var packed = Gunzip(limit: Int64(settings.limit)) {
            defer { rest = [] }
            return Array(rest)
        }
        var plain: [UInt8] = []
        do throws(Gunzip.Flaw) {
            while true {
                let bytes = try packed.next()
                if bytes.isEmpty { return plain }
                plain += bytes
            }
        } catch {
            throw error == .tooBig ? .tooLong(limit: settings.limit) : .cannotUnpack
        }
    }

    /// Whether JSON is nested deeper than `limit`; anything else never is.
    static func isTooDeep(_ bytes: [UInt8], _ limit: Int) -> Bool {
        guard let first = bytes.first(where: { !isBlank($0) }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            return false
        }
        var (depth, isText, isEscaped) = (0, false, false)
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > limit { return true }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
            default: break
            }
        }
        return false
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0 }
}
