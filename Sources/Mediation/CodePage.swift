/// The code page that a definition's texts are turned into: columns are counted in its bytes.
enum CodePage: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case cp866
    case windows1251 = "windows-1251"
    case koi8r = "koi8-r"
    /// Also the way to write any byte: `"\x8F"` is U+008F and thus the byte 8F.
    case latin1

    /// `nil` where a character is not in the code page.
    func bytes(_ text: String) -> [UInt8]? {
        guard self != .utf8 else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = byte(scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private func byte(_ scalar: UInt32) -> UInt8? {
        if scalar < 128 { return UInt8(scalar) }
        switch self {
        case .latin1: return UInt8(exactly: scalar)
        case .utf8: return nil
        case .cp866:
            switch scalar {
            case 0x410...0x43F: return UInt8(scalar - 0x410 + 0x80)
            case 0x440...0x44F: return UInt8(scalar - 0x440 + 0xE0)
            case 0x401: return 0xF0
            case 0x451: return 0xF1
            case 0x2116: return 0xFC
            default: return nil
            }
        case .windows1251:
            switch scalar {
            case 0x410...0x44F: return UInt8(scalar - 0x410 + 0xC0)
            case 0x401: return 0xA8
            case 0x451: return 0xB8
            case 0x2116: return 0xB9
            default: return nil
            }
        case .koi8r:
            switch scalar {
            case 0x401: return 0xB3
            case 0x451: return 0xA3
            default: break
            }
            let isCapital = (0x410...0x42F).contains(scalar)
            let small = isCapital ? scalar + 32 : scalar
            guard let place = Self.koiOrder.firstIndex(of: small) else { return nil }
            return UInt8(place) + (isCapital ? 0xE0 : 0xC0)
        }
    }

    /// The small letters from byte C0 on.
    private static let koiOrder = "юабцдефгхийклмнопярстужвьызшэщчъ".unicodeScalars.map(\.value)
}
