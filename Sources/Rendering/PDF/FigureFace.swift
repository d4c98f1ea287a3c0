import CPangoCairo

/// The signs of figures and plain Latin as glyphs with their widths: a figure is set without shaping it. All digits are of one width,
/// whatever the font, so that figures stand in columns.
final class FigureFace {
    private static let signs: [UInt8] = Array(0x20...0x7E)
    private static let thinBlank = "\u{202F}"

    private let font: UnsafeMutablePointer<PangoFont>
    private let scaled: OpaquePointer
    private var glyphs = [UInt](repeating: 0, count: 128)
    private var advances = [Double](repeating: 0, count: 128)
    private var blankGlyph: UInt = 0
    private var blankAdvance = 0.0

    /// `nil` where the font lacks one of the signs.
    init?(context: OpaquePointer, description: OpaquePointer) {
        guard let font = pango_context_load_font(context, description) else { return nil }
        guard let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(font)) else {
            g_object_unref(UnsafeMutableRawPointer(font))
            return nil
        }
        (self.font, self.scaled) = (font, scaled)
        let found = Self.glyphs(of: String(decoding: Self.signs, as: UTF8.self) + " ", scaled)
        guard found.count == Self.signs.count + 1, !found.contains(where: { $0.index == 0 }) else { return nil }
        for (index, sign) in Self.signs.enumerated() {
            glyphs[Int(sign)] = found[index].index
            advances[Int(sign)] = found[index + 1].x - found[index].x
        }
        let digits = Int(UInt8(ascii: "0"))...Int(UInt8(ascii: "9"))
        let widest = advances[digits].max() ?? 0
        for digit in digits { advances[digit] = widest }
        let blank = Self.glyphs(of: Self.thinBlank, scaled).first?.index ?? 0
        blankGlyph = blank == 0 ? glyphs[32] : blank
        blankAdvance = widest * 0.3
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(font)) }

    private static func glyphs(of text: String, _ font: OpaquePointer) -> [cairo_glyph_t] {
        var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
        var count: Int32 = 0
        let status = cairo_scaled_font_text_to_glyphs(font, 0, 0, text, Int32(text.utf8.count), &glyphs, &count, nil, nil, nil)
        guard status == CAIRO_STATUS_SUCCESS, let glyphs else { return [] }
        defer { cairo_glyph_free(glyphs) }
        return Array(UnsafeBufferPointer(start: glyphs, count: Int(count)))
    }

    /// The width of a text of plain signs and thin blanks; `nil` where it has others.
    func width(_ text: String) -> Double? {
        var width = 0.0
        var blank = 0
        for byte in text.utf8 {
            if byte >= 0x20, byte < 0x7F, blank == 0 {
                width += advances[Int(byte)]
            } else if byte == [0xE2, 0x80, 0xAF][blank] {
                blank = (blank + 1) % 3
                if blank == 0 { width += blankAdvance }
            } else {
                return nil
            }
        }
        return blank == 0 ? width : nil
    }

    /// Draws a text that `width` knows, from `x` on the base `y`.
    func draw(_ text: String, on cairo: OpaquePointer, x: Double, y: Double) {
        var glyphs: [cairo_glyph_t] = []
        var clusters: [cairo_text_cluster_t] = []
        glyphs.reserveCapacity(text.utf8.count)
        clusters.reserveCapacity(text.utf8.count)
        var x = x
        for byte in text.utf8 {
            if byte < 0x80 {
                glyphs.append(cairo_glyph_t(index: self.glyphs[Int(byte)], x: x, y: y))
                clusters.append(cairo_text_cluster_t(num_bytes: 1, num_glyphs: 1))
                x += advances[Int(byte)]
            } else if byte == 0xE2 {
                glyphs.append(cairo_glyph_t(index: blankGlyph, x: x, y: y))
                clusters.append(cairo_text_cluster_t(num_bytes: 3, num_glyphs: 1))
                x += blankAdvance
            }
        }
        cairo_set_scaled_font(cairo, scaled)
        cairo_show_text_glyphs(
            cairo, text, Int32(text.utf8.count), glyphs, Int32(glyphs.count), clusters, Int32(clusters.count),
            cairo_text_cluster_flags_t(rawValue: 0))
    }
}
