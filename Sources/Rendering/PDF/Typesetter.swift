import CPangoCairo
import Document

/// A size and a weight of the one family in which documents are set.
struct Face: Hashable {
    var size: Double
    var isBold = false

    static let families = "Noto Sans,DejaVu Sans,Droid Sans Fallback,Sans"
    /// From one line's base to the next.
    var pitch: Double { (size * 1.36 * 4).rounded() / 4 }
    /// From a line's top to its base.
    var ascent: Double { size * 1.02 }
}

/// Lines of a text as Pango shaped them. Owns the layout.
final class TextLines {
    private let layout: OpaquePointer
    let count: Int
    /// Of the widest line.
    let width: Double

    /// - Parameter layout: from `pango_layout_new`, given over.
    fileprivate init(owning layout: OpaquePointer) {
        self.layout = layout
        count = Int(pango_layout_get_line_count(layout))
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        width = Double(extents.width) / Double(PANGO_SCALE)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    func lineWidth(_ line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
        var extents = PangoRectangle()
        pango_layout_line_get_extents(line, nil, &extents)
        return Double(extents.width) / Double(PANGO_SCALE)
    }

    /// - Parameters:
    ///   - y: the base of the first line.
    ///   - x: of a line, by its width.
    func draw(on cairo: OpaquePointer, y: Double, pitch: Double, x: (Double) -> Double) {
        for index in 0..<count {
            guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { return }
            cairo_move_to(cairo, x(lineWidth(line)), y + Double(index) * pitch)
            pango_cairo_show_layout_line(cairo, line)
        }
    }
}

/// Sets texts with Pango: always as text, never as markup. What was shaped is kept, since destinations and types come again and again.
final class Typesetter {
    private struct Key: Hashable {
        var text: String
        var face: Face
        var direction: TextDirection
        var width: Int32
        var lines: Int32
    }

    /// How figures and days are written in the language.
    let form: FigureForm
    private let contexts: [TextDirection: OpaquePointer]
    private var descriptions: [Face: OpaquePointer] = [:]
    private var figures: [Face: FigureFace?] = [:]
    private var shaped: [Key: TextLines] = [:]
    /// Texts that are kept shaped, about 2 KB each.
    private static let kept = 2_000

    /// - Parameter language: of our own words; chooses among the forms that languages share signs in.
    init(language: String) throws(RenderingFailure) {
        // The map of the thread: its fonts stay open from document to document.
        var contexts: [TextDirection: OpaquePointer] = [:]
        guard let map = pango_cairo_font_map_get_default(), Self.hasFonts(map), let options = cairo_font_options_create() else {
            throw RenderingFailure.noFonts
        }
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        for direction in [TextDirection.leftToRight, .rightToLeft] {
            guard let context = pango_font_map_create_context(map) else { continue }
            pango_cairo_context_set_font_options(context, options)
            pango_context_set_round_glyph_positions(context, 0)
            pango_context_set_base_dir(context, direction == .leftToRight ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL)
            pango_context_set_language(context, pango_language_from_string(language))
            contexts[direction] = context
        }
        self.contexts = contexts
        form = FigureForm(language: language)
    }

    /// Pango ends the program where it finds no font at all.
    private static func hasFonts(_ map: UnsafeMutablePointer<PangoFontMap>) -> Bool {
        var families: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
        var count: Int32 = 0
        pango_font_map_list_families(map, &families, &count)
        g_free(families)
        return count > 0
    }

    deinit {
        shaped.removeAll()
        figures.removeAll()
        for description in descriptions.values { pango_font_description_free(description) }
        for context in contexts.values { g_object_unref(UnsafeMutableRawPointer(context)) }
    }

    private func description(_ face: Face) -> OpaquePointer? {
        if let found = descriptions[face] { return found }
        guard let description = pango_font_description_new() else { return nil }
        pango_font_description_set_family(description, Face.families)
        pango_font_description_set_absolute_size(description, face.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, face.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        descriptions[face] = description
        return description
    }

    /// The face's figures for quick setting; `nil` where the font has not all of them.
    func figureFace(_ face: Face) -> FigureFace? {
        if let found = figures[face] { return found }
        guard let context = contexts[.leftToRight], let description = description(face) else { return nil }
        let made = FigureFace(context: context, description: description)
        figures[face] = .some(made)
        return made
    }

    /// - Parameters:
    ///   - text: with everything hidden made visible.
    ///   - width: lines are broken at it; `nil`: one line.
    ///   - lines: more than so many end with an ellipsis.
    func lines(_ text: String, _ face: Face, _ direction: TextDirection, width: Double? = nil, lines: Int = 1) -> TextLines? {
        let key = Key(
            text: text, face: face, direction: direction, width: width.map { Int32(max(1, $0) * Double(PANGO_SCALE)) } ?? -1,
            lines: Int32(clamping: lines))
        if let found = shaped[key] { return found }
        guard let context = contexts[direction], let description = description(face), let layout = pango_layout_new(context) else {
            return nil
        }
        pango_layout_set_font_description(layout, description)
        pango_layout_set_auto_dir(layout, 0)
        if key.width >= 0 {
            pango_layout_set_width(layout, key.width)
            pango_layout_set_height(layout, -key.lines)
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        }
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
        let made = TextLines(owning: layout)
        if shaped.count >= Self.kept { shaped.removeAll(keepingCapacity: true) }
        shaped[key] = made
        return made
    }
}
