/// How much of one currency a unit of another is: an integer count of 10⁻¹⁵ (DOMAIN section 9). Above zero.
public struct ExchangeRate: Hashable, Sendable {
    /// Count of 10⁻¹⁵ units, 1 … 10²⁷.
    public let units: Int128
    /// Decimals of a rate.
    public static let decimals = 15
    /// Units of the rate 1.
    public static let scale: Int128 = 1_000_000_000_000_000
    /// Between a currency and itself.
    public static let one = ExchangeRate(known: scale)
    /// Largest rate that is reckoned with: a million millions of one for one of the other.
    public static let most: Int128 = 1_000_000_000_000 * scale

    private init(known units: Int128) { self.units = units }

    /// `nil` where it is not above zero or above `most`.
    public init?(units: Int128) {
        guard units > 0, units <= ExchangeRate.most else { return nil }
        self.units = units
    }

    /// Reads a rate with at most 15 decimals.
    public init(text: some StringProtocol) throws(DecimalError) {
        let units = try DecimalText.parseWide(text, decimals: ExchangeRate.decimals)
        guard units >= 0 else { throw .negative }
        guard let rate = ExchangeRate(units: units) else { throw .outOfRange }
        self = rate
    }

    /// The shortest text that reads back as the same rate.
    public var text: String { DecimalText.print(units, decimals: ExchangeRate.decimals, atLeast: 0) }
}
