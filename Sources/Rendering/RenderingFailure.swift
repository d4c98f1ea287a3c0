/// Why a form could not be made. The document itself is never at fault: any text and figure fits into every form.
public enum RenderingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The letterhead's picture is no PNG, or larger than a letterhead needs.
    case logo(String)
    /// A table is longer than a worksheet.
    case tooManyRows(table: String, rows: Int, limit: Int)
    /// The machine has no font to set a page in.
    case noFonts
    /// A library of the system refused.
    case library(name: String, message: String)
    /// No file could be written where temporary files stand.
    case temporaryFile(String)

    public var description: String {
        switch self {
        case .logo(let reason): "the logo \(reason): give a PNG of at most 2 MB and 4000 × 4000 points"
        case .tooManyRows(let table, let rows, let limit):
            "the table \(table) has \(rows) rows and a worksheet holds \(limit): ask for a shorter period, or for CSV"
        case .noFonts: "no fonts are installed: install fonts-noto-core (Debian), and fonts-droid-fallback for Chinese, Japanese and Korean"
        case .library(let name, let message): "\(name): \(message)"
        case .temporaryFile(let reason): "no temporary file could be written: \(reason)"
        }
    }
}
