import CXLSXWriter
import Foundation

/// How a cell looks.
struct CellLook: Hashable {
    enum Rule: Hashable { case none, thin, strong }

    var numberFormat = ""
    var isBold = false
    var rule = Rule.none
    /// 0xRRGGBB.
    var colour: UInt32?
    var size: Double?
    var wraps = false
    var indent: UInt8 = 0
    var isHead = false
}

/// libxlsxwriter's workbook, which is written to a folder of its own and read back. Owns the C object and the folder.
/// Cells come row by row: what was written is no longer in memory.
struct WorkbookFile: ~Copyable {
    private let folder: String
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var formats: [CellLook: UnsafeMutablePointer<lxw_format>]

    init() throws(RenderingFailure) {
        let temporary = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array((temporary + "/tollbook-sheets-XXXXXX").utf8CString)
        // 0700: nobody else reads what stands in it for a moment.
        guard mkdtemp(&template) != nil else { throw RenderingFailure.temporaryFile(String(cString: strerror(errno))) }
        let folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        let path = folder + "/book.xlsx"
        let workbook = folder.withCString { folder in
            // The library copies the name of the folder.
            var options = lxw_workbook_options(constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 0)
            return workbook_new_opt(path, &options)
        }
        guard workbook != nil else {
            try? FileManager.default.removeItem(atPath: folder)
            throw RenderingFailure.library(name: "libxlsxwriter", message: "no workbook")
        }
        (self.folder, self.workbook, formats) = (folder, workbook, [:])
    }

    deinit {
        if let workbook { workbook_close(workbook) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// - Parameter created: seconds since 1970, UTC.
    func describe(title: String, created: Int64) {
        let title = strdup(title), author = strdup("Tollbook")
        defer {
            free(title)
            free(author)
        }
        var properties = lxw_doc_properties()
        (properties.title, properties.author, properties.created) = (title, author, time_t(created))
        workbook_set_properties(workbook, &properties)
    }

    /// - Parameter name: clean and not yet given (`SheetNames`).
    func sheet(_ name: String) throws(RenderingFailure) -> WorkbookSheet {
        guard let sheet = workbook_add_worksheet(workbook, name) else {
            throw RenderingFailure.library(name: "libxlsxwriter", message: "no worksheet \(name)")
        }
        return WorkbookSheet(sheet: sheet)
    }

    /// The format of a look; the workbook owns it.
    mutating func format(_ look: CellLook) -> UnsafeMutablePointer<lxw_format>? {
        if let found = formats[look] { return found }
        guard let format = workbook_add_format(workbook) else { return nil }
        if !look.numberFormat.isEmpty { format_set_num_format(format, look.numberFormat) }
        if look.isBold { format_set_bold(format) }
        if let size = look.size { format_set_font_size(format, size) }
        if let colour = look.colour { format_set_font_color(format, colour) }
        if look.wraps { format_set_text_wrap(format) }
        if look.indent > 0 { format_set_indent(format, look.indent) }
        format_set_align(format, UInt8(truncatingIfNeeded: LXW_ALIGN_VERTICAL_TOP.rawValue))
        switch look.rule {
        case .none: break
        case .thin: format_set_top(format, UInt8(truncatingIfNeeded: LXW_BORDER_THIN.rawValue))
        case .strong: format_set_top(format, UInt8(truncatingIfNeeded: LXW_BORDER_MEDIUM.rawValue))
        }
        if look.isHead { format_set_bottom(format, UInt8(truncatingIfNeeded: LXW_BORDER_THIN.rawValue)) }
        formats[look] = format
        return format
    }

    /// The whole file.
    mutating func finish() throws(RenderingFailure) -> [UInt8] {
        let error = workbook_close(workbook)
        workbook = nil
        try WorkbookSheet.check(error)
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/book.xlsx")))
        } catch {
            throw RenderingFailure.temporaryFile("\(error)")
        }
    }
}

/// A worksheet of a workbook, which owns it.
struct WorkbookSheet {
    let sheet: UnsafeMutablePointer<lxw_worksheet>

    static func check(_ error: lxw_error) throws(RenderingFailure) {
        guard error != LXW_NO_ERROR else { return }
        throw RenderingFailure.library(name: "libxlsxwriter", message: lxw_strerror(error).map { String(cString: $0) } ?? "\(error)")
    }

    /// Always as a string: nothing in it becomes a number, a link or a formula.
    func write(_ text: String, row: Int, column: Int, _ format: UnsafeMutablePointer<lxw_format>?) throws(RenderingFailure) {
        try Self.check(worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(clamping: column), text, format))
    }

    func write(_ number: Double, row: Int, column: Int, _ format: UnsafeMutablePointer<lxw_format>?) throws(RenderingFailure) {
        try Self.check(worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(clamping: column), number, format))
    }

    func blank(row: Int, column: Int, _ format: UnsafeMutablePointer<lxw_format>?) throws(RenderingFailure) {
        try Self.check(worksheet_write_blank(sheet, lxw_row_t(row), lxw_col_t(clamping: column), format))
    }

    /// - Parameter width: in signs.
    func width(_ width: Double, column: Int) throws(RenderingFailure) {
        try Self.check(worksheet_set_column(sheet, lxw_col_t(clamping: column), lxw_col_t(clamping: column), width, nil))
    }

    /// A picture in the first row.
    func picture(
        _ png: [UInt8], column: Int, description: String, _ options: lxw_image_options
    ) throws(RenderingFailure) {
        let error = description.withCString { text in
            var options = options
            // The library copies the text and the bytes.
            options.description = UnsafeMutablePointer(mutating: text)
            return png.withUnsafeBufferPointer { bytes in
                worksheet_insert_image_buffer_opt(sheet, 0, lxw_col_t(clamping: column), bytes.baseAddress, bytes.count, &options)
            }
        }
        try Self.check(error)
    }

    /// How deep a row lies in the groups: a spreadsheet folds them.
    func level(_ level: Int, row: Int) throws(RenderingFailure) {
        var options = lxw_row_col_options(hidden: 0, level: UInt8(clamping: min(level, 7)), collapsed: 0)
        try Self.check(worksheet_set_row_opt(sheet, lxw_row_t(row), LXW_DEF_ROW_HEIGHT, nil, &options))
    }
}
