@testable import Collection

/// A body that is posted: plain, packed, or packed in a way that nobody knows; its first byte says which.
enum PostFuzz {
    private static let settings: PostSettings = {
        var settings = PostSettings(key: Secret("key-of-this-source"))
        settings.limit = 1 << 20
        return settings
    }()

    static func taken(_ body: [UInt8], encoding: String?) -> Result<[UInt8], PostRefusal> {
        Result { () throws(PostRefusal) in
            try PostCheck.bytes(of: body, key: "key-of-this-source", encoding: encoding, settings)
        }
    }

    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        guard let first = bytes.first else { return }
        let body = Array(bytes.dropFirst())
        let encoding = [nil, "gzip", "x-gzip", "br"][Int(first) % 4]
        switch taken(body, encoding: encoding) {
        case .success(let plain):
            try hold(!plain.isEmpty && plain.count <= settings.limit, "a body of \(plain.count) bytes is taken")
            try hold(encoding != nil || plain == body, "a plain body is changed")
            try hold(encoding != "br", "an unknown packing is taken")
            try hold(!isNested(plain, deeper: settings.depth), "JSON that is nested too deep is taken")
        case .failure(let refusal):
            try hold((400...415).contains(refusal.status), "refused with \(refusal.status)")
            try hold(!refusal.description.isEmpty && refusal != .wrongKey, "refused for a key that is right")
        }
        let wrong = Result { () throws(PostRefusal) in
            try PostCheck.bytes(of: body, key: String(decoding: body, as: UTF8.self), encoding: encoding, settings)
        }
        if case .success = wrong, body != Array("key-of-this-source".utf8) { throw FuzzFinding("any key is taken") }
    }

    /// Whether so many brackets are open at once outside of texts, of a text that is JSON up to there.
    private static func isNested(_ bytes: [UInt8], deeper limit: Int) -> Bool {
        var reader = StrictJSON(bytes)
        return reader.deepest() > limit
    }

    static var seeds: [[UInt8]] {
        let texts = [
            "{\"variables\":{\"start_epoch\":\"1772442959\",\"billsec\":\"61\",\"caller_id_number\":\"101\"},\"a\":[1,{\"b\":null}]}",
            "[{\"a\":\"[[\\\"{\"},{\"b\":-1.5e3}]", "\r\n<I>[[[", "a=1&b=2", String(repeating: "[", count: 70), " {} ",
        ].map { Array($0.utf8) }
        return texts.map { [0] + $0 } + GunzipFuzz.packed(texts).map { [1] + $0 } + [[3, 65]]
    }
}

/// How deep a text is nested as long as it is JSON: the grammar itself, without a limit, on a stack of its own.
private struct StrictJSON {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func deepest() -> Int {
        var open: [UInt8] = []
        var most = 0
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard let last = open.popLast(), last == (byte == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")) else {
                    return most
                }
                if open.isEmpty { return most }
            case UInt8(ascii: "\""):
                // A text that stands in nothing is a document of its own; what follows is none.
                guard passText(), !open.isEmpty else { return most }
            case UInt8(ascii: " "), 9, 10, 13:
                continue
            default:
                guard !open.isEmpty, "0123456789+-.eE:,truefalsn".utf8.contains(byte) else { return most }
            }
            most = max(most, open.count)
        }
        return most
    }

    private mutating func passText() -> Bool {
        while place < bytes.count {
            let byte = bytes[place]
            place += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte < 32 { return false }
        }
        return false
    }
}
