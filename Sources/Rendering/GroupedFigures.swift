import Document

/// Figures as people read them in the house's own English: thousands apart by a thin space that does not break.
public enum GroupedFigures {
    private static let form = FigureForm(language: "en")

    /// - Parameter text: digits, perhaps with a sign and a decimal point; anything else stays as it is.
    public static func text(_ text: String) -> String { form.figure(text) }
}
