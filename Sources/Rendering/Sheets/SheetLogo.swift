import CXLSXWriter
import Document

/// A letterhead's picture on the first sheet of a workbook: to the right of the text and of all lines beside it, and as high as the rows
/// that it stands in.
struct SheetLogo {
    /// Rows that a letterhead with a picture has at least.
    static let rows = 3
    /// Points of the screen that a row of usual height has.
    private static let rowHeight = 20.0
    /// As large as on paper: 160 × 44 points of print.
    private static let most = (width: 213.0, height: 58.0)
    /// What a letter takes of the screen at most, in Latin and in wide scripts.
    private static let (letter, wideLetter) = (8, 15)

    private let png: [UInt8]
    /// As shown.
    private let size: (width: Double, height: Double)
    /// What the library makes of the picture if it is let.
    private let natural: (width: Double, height: Double)
    private let description: String
    /// Where the longest line beside it ends.
    private let textEnd: Int

    /// `nil` for a document without a picture. One that could not be drawn is refused as on paper, before the library sees it.
    init?(_ document: Document) throws(RenderingFailure) {
        guard let png = document.logo?.bytes, !png.isEmpty else { return nil }
        let image = try LogoImage(png: png)
        let scale = min(Self.most.height / image.height, Self.most.width / image.width)
        let density = Self.density(png)
        self.png = png
        size = (image.width * scale, image.height * scale)
        natural = (image.width * 96 / density.across, image.height * 96 / density.down)
        description = SheetCell.string(document.letterhead.first ?? document.title)
        textEnd = document.letterhead.prefix(Self.rows).map(Self.width).max() ?? 0
    }

    /// - Parameters:
    ///   - column: the first that is free of text.
    ///   - before: points of the screen that the columns before it take together.
    func put(on sheet: WorkbookSheet, column: Int, before: Int) throws(RenderingFailure) {
        var options = lxw_image_options()
        options.x_offset = Int32(clamping: max(0, textEnd - before) + 10)
        options.y_offset = Int32((Double(Self.rows) * Self.rowHeight - size.height) / 2)
        (options.x_scale, options.y_scale) = (size.width / natural.width, size.height / natural.height)
        // Rows that are sorted, filtered out or made higher leave it where it is.
        options.object_position = UInt8(truncatingIfNeeded: LXW_OBJECT_DONT_MOVE_DONT_SIZE.rawValue)
        try sheet.picture(png, column: column, description: description, options)
    }

    private static func width(_ line: String) -> Int {
        VisibleText.text(line).unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? letter : wideLetter) }
    }

    /// Points an inch as the picture itself says (its chunk `pHYs`, in points a metre), as the library reads it; else 96.
    private static func density(_ png: [UInt8]) -> (across: Double, down: Double) {
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        var found = (across: 0, down: 0)
        // Behind the signature: length, name, content and check sum of each chunk.
        var place = 8
        while place + 12 <= png.count {
            let length = number(place)
            guard place + 12 + length <= png.count else { break }
            if png[place + 4..<place + 8].elementsEqual("pHYs".utf8), length == 9, png[place + 16] == 1 {
                found = (number(place + 8), number(place + 12))
            }
            place += 12 + length
        }
        func inch(_ metre: Int) -> Double { metre > 0 ? Double(metre) * 0.0254 : 96 }
        return (inch(found.across), inch(found.down))
    }
}
