import Foundation
import Testing

/// Other people's programs that read what we wrote.
enum ReadBack {
    /// Runs a program on a file and gives back what it prints.
    static func run(_ program: String, _ before: [String], _ bytes: [UInt8], _ after: [String] = []) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tollbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("file")
        try Data(bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + before + [file.path] + after
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) could not read the file")
        return Array(read)
    }

    /// The pages of a PDF as text, laid out as on paper; thin blanks and isolates taken out.
    static func pages(_ pdf: [UInt8]) throws -> [String] {
        let text = String(decoding: try run("pdftotext", ["-layout", "-enc", "UTF-8"], pdf, ["-"]), as: UTF8.self)
        let signs = text.unicodeScalars.filter { !["\u{202F}", "\u{2066}", "\u{2069}", "\u{202A}", "\u{202B}", "\u{202C}"].contains($0) }
        return String(String.UnicodeScalarView(signs)).split(separator: "\u{0C}").map(String.init)
    }

    struct Sheet: Decodable {
        let name: String
        let formulas: Int
        let links: Int
        let rows: [[String?]]
        /// `n`: a number, `s`: a string.
        let kinds: [[String?]]
    }

    /// A reader of workbooks that owes ours nothing: figures by the formats of their cells.
    static func sheets(_ workbook: [UInt8]) throws -> [Sheet] {
        try JSONDecoder().decode([Sheet].self, from: Data(try run("python3", ["-c", script], workbook)))
    }

    private static let script = #"""
        import datetime, json, re, sys, zipfile
        import xml.etree.ElementTree as tree
        main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        book = zipfile.ZipFile(sys.argv[1])
        styles = tree.fromstring(book.read('xl/styles.xml'))
        formats = {int(f.get('numFmtId')): f.get('formatCode') for f in styles.iter(main + 'numFmt')}
        formats |= {1: '0', 3: '#,##0', 4: '#,##0.00', 46: '[h]:mm:ss'}
        used = [formats.get(int(x.get('numFmtId')), '') for x in styles.find(main + 'cellXfs')]
        def shown(value, form):
            form = form.split(';')[0]
            if form == '[h]:mm:ss':
                seconds = round(float(value) * 86400)
                return f'{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}'
            if form.startswith('yyyy'):
                moment = datetime.datetime(1899, 12, 30) + datetime.timedelta(seconds=round(float(value) * 86400))
                return moment.isoformat(' ') if 'h' in form else moment.date().isoformat()
            decimals = len(form.split('.')[1]) if '.' in form else 0
            return f'{float(value):.{decimals}f}'
        def text(cell):
            # Readers take _x0041_ for a letter.
            raw = ''.join(t.text or '' for t in cell.iter(main + 't'))
            return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), raw)
        def number(letters):
            n = 0
            for letter in letters: n = n * 26 + ord(letter) - 64
            return n - 1
        shared = []
        if 'xl/sharedStrings.xml' in book.namelist():
            shared = [text(s) for s in tree.fromstring(book.read('xl/sharedStrings.xml')).iter(main + 'si')]
        result = []
        names = [s.get('name') for s in tree.fromstring(book.read('xl/workbook.xml')).iter(main + 'sheet')]
        for index, name in enumerate(names):
            sheet = tree.fromstring(book.read(f'xl/worksheets/sheet{index + 1}.xml'))
            rows, kinds = [], []
            for row in sheet.iter(main + 'row'):
                while len(rows) < int(row.get('r')): rows.append([]); kinds.append([])
                for cell in row.iter(main + 'c'):
                    at = number(re.match('[A-Z]+', cell.get('r')).group())
                    while len(rows[-1]) <= at: rows[-1].append(None); kinds[-1].append(None)
                    value = cell.find(main + 'v')
                    if cell.get('t') == 'inlineStr': rows[-1][at], kinds[-1][at] = text(cell), 's'
                    elif cell.get('t') == 's': rows[-1][at], kinds[-1][at] = shared[int(value.text)], 's'
                    elif value is not None: rows[-1][at], kinds[-1][at] = shown(value.text, used[int(cell.get('s', 0))]), 'n'
            links = len(list(sheet.iter(main + 'hyperlink')))
            result.append(dict(name=name, formulas=len(list(sheet.iter(main + 'f'))), links=links, rows=rows, kinds=kinds))
        print(json.dumps(result))
        """#
}
