/// The few words that a form adds to a document, in the document's language.
struct FormWords: Hashable {
    let page: PageWords
    /// What leads to the table of a chart.
    let table: String
    /// Name of a workbook's first sheet.
    let about: String

    /// - Parameter language: BCP 47; one that is not known has English words.
    init(language: String) {
        switch language.prefix(while: { $0 != "-" && $0 != "_" }).lowercased() {
        case "de": (page, table, about) = (PageWords(page: "Seite ", of: " von "), "Tabelle", "Übersicht")
        case "fr": (page, table, about) = (PageWords(page: "Page ", of: " sur "), "Tableau", "À propos")
        case "es": (page, table, about) = (PageWords(page: "Página ", of: " de "), "Tabla", "Resumen")
        case "vi": (page, table, about) = (PageWords(page: "Trang ", of: " / "), "Bảng", "Giới thiệu")
        case "ar": (page, table, about) = (PageWords(page: "صفحة ", of: " من "), "جدول", "نبذة")
        case "zh": (page, table, about) = (PageWords(page: "第 ", of: " 页，共 ", end: " 页"), "表格", "说明")
        default: (page, table, about) = (PageWords(), "Table", "About")
        }
    }
}
