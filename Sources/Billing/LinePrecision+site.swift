public import Money
public import Site

extension LinePrecision {
    /// The site's own.
    public init(_ settings: SiteSettings) { self.init(settings.linePrecision) }
}
