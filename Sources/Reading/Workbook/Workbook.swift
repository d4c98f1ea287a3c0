/// The first sheet of an Excel workbook (Office Open XML, ECMA-376) as texts. Bytes in, rows out: nothing is opened, looked up or kept.
public enum Workbook {
    /// How much is read of one file; a person's list is far below.
    public struct Limits: Sendable {
        /// Bytes of the file.
        public var file = 16 << 20
        /// Bytes of each unpacked part: the sheet, the shared texts.
        public var part = 64 << 20
        /// The last row and column that may hold something.
        public var rows = 100_000
        public var columns = 256
        /// Cells, the empty ones in front of others in their row counted too.
        public var cells = 2_000_000
        /// Bytes of all texts, as UTF-8: one shared text may stand in many cells.
        public var text = 16 << 20

        public init() {}
    }

    /// Whether a file begins as a workbook or as something that people take for one.
    public static func isLikely(_ bytes: some Collection<UInt8>) -> Bool { ZipFile.begins(bytes) || OldFile.begins(bytes) }

    /// The first sheet that can be seen, as it is shown, but numbers in full and days as `2026-03-02`. Row 1 is the first; empty rows
    /// stay, so that places in the result are those of the sheet; rows end with their last cell that holds something. Rows that a
    /// filter hides count. An error in a cell is its text, such as `#N/A`.
    /// - Throws: what is wrong and what to do; the first thing that is found.
    public static func firstSheet(of bytes: [UInt8], limits: Limits = Limits()) throws(WorkbookError) -> [[String]] {
        if OldFile.begins(bytes) { throw OldFile.refusal(bytes) }
        guard ZipFile.begins(bytes) else { throw .noWorkbook }
        guard bytes.count <= limits.file else { throw .tooBig("The file has \(bytes.count) bytes", most: limits.file) }
        let parts = try WorkbookParts(ZipFile(bytes), limits)
        var texts: [String] = []
        if let xml = try parts.linked("sharedstrings") { texts = try parts.reading(xml, SharedTexts.read) }
        var shapes: [CellShape] = []
        if let xml = try parts.linked("styles") { shapes = try parts.reading(xml, CellShape.read) }
        guard let sheet = try parts.sheet() else { throw .noSheet }
        var reader = SheetReader(texts: texts, shapes: shapes, countsFrom1904: parts.countsFrom1904, limits: limits)
        return try reader.rows(sheet.bytes, part: sheet.name)
    }
}

/// The file format before: a small file system of its own, which holds workbooks with a password too.
enum OldFile {
    static func begins(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) }

    static func refusal(_ bytes: [UInt8]) -> WorkbookError {
        // Names in it are UTF-16.
        let name = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] as [UInt8] }
        return bytes.indices.contains { bytes[$0...].starts(with: name) } ? .locked : .oldExcel
    }
}
