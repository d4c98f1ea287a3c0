/// A picture that letterheads may have, looked at before a book takes it.
public enum LogoPicture {
    /// Why it cannot be drawn; `nil`: it can.
    public static func fault(_ png: [UInt8]) -> String? {
        do throws(RenderingFailure) { _ = try LogoImage(png: png) } catch { return error.description }
        return nil
    }
}

/// Bytes as text (RFC 4648), for a picture inside a page that stands alone.
enum Base64 {
    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                result.append(index <= group.count ? signs[Int(word >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
