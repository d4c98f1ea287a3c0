import CPangoCairo
import Document

/// The colours of paper.
enum Ink {
    case ink, quiet, rule, hair, warning, alarm
    case colour(Colour)

    var rgb: UInt32 {
        switch self {
        case .ink: 0x1c1b19
        case .quiet: 0x5b5852
        case .rule: 0xa8a398
        case .hair: 0xe3dfd6
        case .warning: 0x8a4b00
        case .alarm: 0x9f1239
        case .colour(let colour): colour.rgb
        }
    }
}

/// What draws on a page. Places count from the edge at which the language begins; the canvas knows which edge that is.
struct PageCanvas {
    enum Align { case start, end, middle }

    let cairo: OpaquePointer
    let typesetter: Typesetter
    let direction: TextDirection
    /// Of the whole page.
    let width: Double

    private func ink(_ ink: Ink) {
        let rgb = ink.rgb
        cairo_set_source_rgb(cairo, Double(rgb >> 16) / 255, Double(rgb >> 8 & 255) / 255, Double(rgb & 255) / 255)
    }

    /// A rectangle whose `start` is its edge at the language's begin.
    func fill(start: Double, y: Double, width: Double, height: Double, _ ink: Ink) {
        self.ink(ink)
        cairo_rectangle(cairo, left(start, width), y, width, height)
        cairo_fill(cairo)
    }

    func rule(start: Double, y: Double, width: Double, thick: Double, _ ink: Ink) {
        fill(start: start, y: y - thick / 2, width: width, height: thick, ink)
    }

    /// Along which something is cut off.
    func dashes(start: Double, y: Double, width: Double) {
        for at in stride(from: 0, to: width, by: 6) { fill(start: start + at, y: y, width: min(3, width - at), height: 0.6, .quiet) }
    }

    /// Rules at many heights, drawn at once.
    func rules(start: Double, _ heights: [Double], width: Double, thick: Double, _ ink: Ink) {
        self.ink(ink)
        for y in heights { cairo_rectangle(cairo, left(start, width), y - thick / 2, width, thick) }
        cairo_fill(cairo)
    }

    /// The left edge of something `width` wide.
    func left(_ start: Double, _ width: Double) -> Double { direction == .leftToRight ? start : self.width - start - width }

    /// A figure or another text of plain signs and thin blanks on one line; shaped where it has other signs.
    /// - Parameter base: the line on which the letters stand.
    func figure(_ text: String, _ face: Face, start: Double, base: Double, width: Double, _ align: Align, _ ink: Ink) {
        guard let quick = typesetter.figureFace(face), let taken = quick.width(text) else {
            guard let lines = typesetter.lines(text, face, .leftToRight) else { return }
            return draw(lines, face, start: start, base: base, width: width, align, ink)
        }
        self.ink(ink)
        quick.draw(text, on: cairo, x: place(taken, start, width, align), y: base)
    }

    func draw(_ lines: TextLines, _ face: Face, start: Double, base: Double, width: Double, _ align: Align, _ ink: Ink) {
        self.ink(ink)
        lines.draw(on: cairo, y: base, pitch: face.pitch) { place($0, start, width, align) }
    }

    private func place(_ taken: Double, _ start: Double, _ width: Double, _ align: Align) -> Double {
        let left = left(start, width)
        let isAtLeft = (align == .start) == (direction == .leftToRight)
        return align == .middle ? left + (width - taken) / 2 : isAtLeft ? left : left + width - taken
    }

    /// Marks what is drawn in between for readers that do not see. Names are the program's own, and no attribute is ever given.
    func tagged(_ name: StaticString, _ body: () -> Void) {
        begin(name)
        body()
        end(name)
    }

    func begin(_ name: StaticString) {
        name.withUTF8Buffer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cairo_tag_begin(cairo, $0.baseAddress, nil) }
        }
    }

    func end(_ name: StaticString) {
        name.withUTF8Buffer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cairo_tag_end(cairo, $0.baseAddress) }
        }
    }
}
