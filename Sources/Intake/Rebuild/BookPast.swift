public import Mediation
import Model
public import Rating
public import Site
public import Store
public import Time

/// A site's rules as they were when something was stored.
public struct SiteRules: Sendable {
    public var rater: Rater
    public var zone: Zone
    public var site: Site

    public init(rater: Rater, zone: Zone, site: Site = Site()) { (self.rater, self.zone, self.site) = (rater, zone, site) }
}

/// What of a book's past is kept by number, made usable again.
public struct BookPast {
    /// The rules of a site document.
    public var rules: (_ site: Int64) throws -> SiteRules
    public var format: (_ version: Int64) throws -> Format
    /// Which calls a rerating took, and what it may change, by its step's words; with the names of the book that is made, which numbers
    /// them otherwise.
    public var rerating: (_ why: String, SiteRules, Names) throws -> RerateRule

    public init(
        rules: @escaping (Int64) throws -> SiteRules, format: @escaping (Int64) throws -> Format,
        rerating: @escaping (String, SiteRules, Names) throws -> RerateRule
    ) {
        (self.rules, self.format, self.rerating) = (rules, format, rerating)
    }
}
