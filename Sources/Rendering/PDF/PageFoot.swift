import Document

/// What stands below each page: the sender's lines, or the document's title, and the page's number.
struct PageFoot {
    static let face = Face(size: 7.25)
    /// Lines that one of the sender's lines may take.
    private static let mostLines = 2
    /// Room of the page's number.
    private static let numberRoom = 96.0

    private let texts: [String]
    private let isTitle: Bool
    private let words: PageWords

    init(_ document: Document, _ paper: PaperLayout) {
        isTitle = paper.footer.isEmpty && document.footer.isEmpty
        texts = isTitle ? [document.title] : paper.footer.isEmpty ? document.footer : [paper.footer]
        words = paper.words ?? FormWords(language: document.language).page
    }

    /// Beyond the one line for which the margin has room.
    func extra(width: Double, _ typesetter: Typesetter, _ direction: TextDirection) -> Double {
        let count = texts.reduce(0) { $0 + (lines($1, width: width - Self.numberRoom, typesetter, direction)?.count ?? 1) }
        return Double(max(count, 1) - 1) * Self.face.pitch
    }

    private func lines(_ text: String, width: Double, _ typesetter: Typesetter, _ direction: TextDirection) -> TextLines? {
        let visible = VisibleText.text(text)
        let own = direction == .rightToLeft ? TextDirection.isolatingFigures(visible) : visible
        return typesetter.lines(own, Self.face, TextDirection(firstLetterOf: text), width: width, lines: isTitle ? 1 : Self.mostLines)
    }

    func draw(_ number: Int, of count: Int, on page: PageSize, _ canvas: PageCanvas) {
        let face = Self.face
        var base = page.bottom + 26
        // The words may be in another language than the document.
        let wordsDirection = TextDirection(firstLetterOf: words.page + words.of)
        let numbers = VisibleText.text(words.page + String(number) + words.of + String(count) + words.end)
        guard let end = canvas.typesetter.lines(numbers, face, wordsDirection) else { return }
        canvas.rule(start: page.side, y: page.bottom + 12, width: page.inner, thick: 0.35, .hair)
        canvas.draw(end, face, start: page.side, base: base, width: page.inner, .end, .quiet)
        let room = isTitle ? page.inner - end.width - 24 : page.inner - Self.numberRoom
        for text in texts {
            guard let lines = lines(text, width: room, canvas.typesetter, canvas.direction) else { continue }
            canvas.draw(lines, face, start: page.side, base: base, width: room, .start, .quiet)
            base += Double(lines.count) * face.pitch
        }
    }
}
