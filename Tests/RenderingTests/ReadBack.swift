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

    /// A picture in a workbook, found from its sheet by way of the drawing.
    struct SheetPicture: Decodable {
        let sheet: String
        /// Base64.
        let bytes: String
        let description, anchor: String
        let column, row, lastRow: Int
        let size: [Int]
    }

    static func pictures(_ workbook: [UInt8]) throws -> [SheetPicture] {
        try JSONDecoder().decode([SheetPicture].self, from: Data(try run("python3", ["-c", pictureScript], workbook)))
    }

    private static let pictureScript = #"""
        import base64, json, posixpath, sys, zipfile
        import xml.etree.ElementTree as tree
        draw = '{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}'
        shape = '{http://schemas.openxmlformats.org/drawingml/2006/main}'
        of = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
        main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        book = zipfile.ZipFile(sys.argv[1])
        def target(file, number):
            folder, name = posixpath.split(file)
            for one in tree.fromstring(book.read(f'{folder}/_rels/{name}.rels')):
                if one.get('Id') == number: return posixpath.normpath(posixpath.join(folder, one.get('Target')))
        found = []
        for name in book.namelist():
            if not name.startswith('xl/worksheets/sheet'): continue
            for drawing in tree.fromstring(book.read(name)).iter(main + 'drawing'):
                file = target(name, drawing.get(of + 'id'))
                for anchor in tree.fromstring(book.read(file)):
                    blip = next(anchor.iter(shape + 'blip'))
                    size = next(anchor.iter(shape + 'ext'))
                    found.append(dict(
                        sheet=name, bytes=base64.b64encode(book.read(target(file, blip.get(of + 'embed')))).decode(),
                        description=next(anchor.iter(draw + 'cNvPr')).get('descr'), anchor=anchor.get('editAs'),
                        column=int(anchor.find(f'{draw}from/{draw}col').text), row=int(anchor.find(f'{draw}from/{draw}row').text),
                        lastRow=int(anchor.find(f'{draw}to/{draw}row').text), size=[int(size.get('cx')), int(size.get('cy'))]))
        media = [name for name in book.namelist() if 'media' in name]
        assert sorted(media) == sorted({f'xl/media/image{place + 1}.png' for place in range(len(found))}), media
        print(json.dumps(found))
        """#

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
