/// A colour of 24 bits. Nothing else fits in, so that it may stand in a style sheet as it is.
public struct Colour: Hashable, Sendable, CustomStringConvertible {
    /// 0xRRGGBB.
    public let rgb: UInt32

    /// Reads `#rrggbb`, `nil` for any other form.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[0] == UInt8(ascii: "#") else { return nil }
        var value: UInt32 = 0
        for byte in bytes.dropFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        rgb = value
    }

    /// Eight parts of white to one of it: for what lies below text.
    public var tint: Colour {
        func part(_ shift: UInt32) -> UInt32 { (((rgb >> shift & 255) + 255 * 8) / 9) << shift }
        return Colour(rgb: part(16) | part(8) | part(0))
    }

    private init(rgb: UInt32) { self.rgb = rgb }

    /// `#rrggbb` in small letters.
    public var description: String {
        let digits = String(rgb, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }
}

/// A colour for the light and one for the dark theme.
public struct ColourPair: Hashable, Sendable {
    public let light: Colour
    public let dark: Colour

    public init(light: Colour, dark: Colour) {
        self.light = light
        self.dark = dark
    }

    /// From one or two texts `#rrggbb` (light, dark); one serves for both. `nil` where one is no colour.
    public init?(_ texts: [String]) {
        guard let first = texts.first, let light = Colour(first), let dark = Colour(texts.count > 1 ? texts[1] : first) else {
            return nil
        }
        self.init(light: light, dark: dark)
    }
}

/// The call type that a row, a cell or a series stands for: what its colour is found by.
public struct Mark: Hashable, Sendable {
    /// Id of the call type.
    public let id: String
    public let name: String
    /// `nil`: the site gives it none.
    public let colour: ColourPair?

    public init(id: String, name: String, colour: ColourPair? = nil) {
        self.id = id
        self.name = name
        self.colour = colour
    }
}
