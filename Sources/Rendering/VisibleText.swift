/// Text from outside made visible: what could hide, reorder or steer (controls, bidi signs, invisible signs, broken UTF-8) becomes
/// `\u{…}` or `\xNN`. Works on bytes: `"\r\n"` is one Character, and a mark glues itself to the sign before it.
public enum VisibleText {
    enum Piece {
        /// Bytes that may stand as they are.
        case plain(UInt8)
        case scalar(Unicode.Scalar)
        case broken(UInt8)
    }

    /// Cuts bytes into scalars; a byte that belongs to none is `broken`.
    static func pieces(_ bytes: some Sequence<UInt8>, _ body: (Piece) -> Void) {
        var pending: [UInt8] = []
        var wanted = 0
        func flushBroken() {
            for byte in pending { body(.broken(byte)) }
            pending.removeAll(keepingCapacity: true)
            wanted = 0
        }
        for byte in bytes {
            if wanted > 0, byte & 0xC0 == 0x80 {
                pending.append(byte)
                guard pending.count == wanted else { continue }
                if let scalar = decode(pending) { body(.scalar(scalar)) } else { for byte in pending { body(.broken(byte)) } }
                pending.removeAll(keepingCapacity: true)
                wanted = 0
                continue
            }
            flushBroken()
            switch byte {
            case 0..<0x80: body(.plain(byte))
            case 0xC2...0xDF: wanted = 2
            case 0xE0...0xEF: wanted = 3
            case 0xF0...0xF4: wanted = 4
            default: body(.broken(byte))
            }
            if wanted > 0 { pending.append(byte) }
        }
        flushBroken()
    }

    /// `nil` for overlong forms, surrogates and what is beyond Unicode.
    private static func decode(_ bytes: [UInt8]) -> Unicode.Scalar? {
        let lead: [UInt32] = [0, 0, 0x1F, 0x0F, 0x07]
        var value = UInt32(bytes[0]) & lead[bytes.count]
        for byte in bytes.dropFirst() { value = value << 6 | UInt32(byte & 0x3F) }
        let smallest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
        return value < smallest[bytes.count] ? nil : Unicode.Scalar(value)
    }

    /// Signs that no reader sees but that change what he sees. Joiners stay: Persian and Hindi need them.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE0FFF:
            true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    static func name(_ scalar: Unicode.Scalar) -> [UInt8] { Array(("\\u{" + String(scalar.value, radix: 16) + "}").utf8) }

    static func name(broken byte: UInt8) -> [UInt8] { Array(("\\x" + String(byte, radix: 16)).utf8) }

    /// The whole text made visible, as text.
    static func text(_ text: String) -> String {
        // Nearly all texts are plain.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        return String(decoding: bytes(text.utf8), as: UTF8.self)
    }

    /// The whole text made visible, for terminals, file names in headings and the like.
    public static func bytes(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        pieces(text) { piece in
            switch piece {
            case .plain(let byte):
                let scalar = Unicode.Scalar(byte)
                if isHidden(scalar) { result += name(scalar) } else { result.append(byte) }
            case .scalar(let scalar):
                if isHidden(scalar) { result += name(scalar) } else { result += Array(String(scalar).utf8) }
            case .broken(let byte): result += name(broken: byte)
            }
        }
        return result
    }
}
