/// Why the sheet of a file cannot be read: what is wrong, and what to do.
public enum WorkbookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not the kind of file that is read here.
    case noWorkbook
    /// Excel before 2007.
    case oldExcel
    /// Excel with a password.
    case locked
    /// A spreadsheet of another kind, such as `OpenDocument`.
    case otherKind(String)
    /// What in it is broken, such as `the part xl/workbook.xml`.
    case damaged(String)
    /// Cut into several files, for files beyond 4 GiB, or packed in a way that no office program uses.
    case packing
    /// What is too big, and the most that is read.
    case tooBig(String, most: Int)
    case noSheet
    /// A cell, as `C5`, whose formula was never worked out: a program wrote it and no spreadsheet saved it.
    case noResult(cell: String)

    public var description: String {
        switch self {
        case .noWorkbook: "This is no spreadsheet. Save the sheet as an Excel workbook (.xlsx) or as CSV, and choose that file."
        case .oldExcel: "This is a file of an old Excel (.xls). Open it, save it as an Excel workbook (.xlsx), and choose that file."
        case .locked: "This file has a password. Save a copy without one, and choose that."
        case .otherKind(let kind):
            "This is a file of \(kind). Open it, save it as an Excel workbook (.xlsx) or as CSV, and choose that file."
        case .damaged(let what): "The file is damaged or was cut off: \(what). Copy it again, or open it and save it again."
        case .packing: "The file is packed in a way that is not read here. Open it in a spreadsheet and save it again."
        case .tooBig(let what, let most): "\(what): \(most) at most. Cut the list into several files."
        case .noSheet: "The workbook has no sheet with cells that can be seen. Show the sheet with the list, and save it again."
        case .noResult(let cell): "The formula in \(cell) has no result yet. Open the file in a spreadsheet and save it again."
        }
    }
}
