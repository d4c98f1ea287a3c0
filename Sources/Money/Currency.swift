/// A currency of ISO 4217, by its three letters.
public struct Currency: Hashable, BitwiseCopyable, Sendable, CustomStringConvertible {
    /// The letters as a number, the first in the highest byte: small, and orders like the text.
    public let packed: UInt32

    /// `nil` where ISO 4217 knows no such currency.
    public init?(_ code: some StringProtocol) {
        let packed = Currency.pack(code)
        guard let packed, Currency.minorUnits[packed] != nil else { return nil }
        self.packed = packed
    }

    public init?(packed: UInt32) {
        guard Currency.minorUnits[packed] != nil else { return nil }
        self.packed = packed
    }

    /// US dollar, what a site has that names no currency.
    public static let usd = Currency(known: 0x55_53_44)

    private init(known packed: UInt32) { self.packed = packed }

    /// The three letters.
    public var code: String {
        String(decoding: [UInt8(packed >> 16 & 0xff), UInt8(packed >> 8 & 0xff), UInt8(packed & 0xff)], as: UTF8.self)
    }
    public var description: String { code }

    /// Digits of the minor unit: 2 for USD, 0 for JPY, 3 for KWD.
    public var minorUnit: Int { Currency.minorUnits[packed] ?? 2 }

    /// All codes of the list, in alphabetical order.
    public static var all: [Currency] { minorUnits.keys.sorted().compactMap(Currency.init(packed:)) }

    private static func pack(_ code: some StringProtocol) -> UInt32? {
        let bytes = Array(code.utf8)
        guard bytes.count == 3 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// ISO 4217 list one of 2025-01 (funds and precious metals without a minor unit left out), code → digits.
    private static let minorUnits: [UInt32: Int] = {
        var table: [UInt32: Int] = [:]
        for (digits, codes) in listOne {
            for code in codes.split(separator: " ") {
                if let packed = pack(code) { table[packed] = digits }
            }
        }
        return table
    }()

    private static let listOne: [(Int, String)] = [
        (
            0,
            """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
            """
        ),
        (
            2,
            """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
            CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS \
            GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL \
            MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK \
            PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS \
            TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (
            3,
            """
            BHD IQD JOD KWD LYD OMR TND
            """
        ),
        (
            4,
            """
            CLF UYW
            """
        ),
    ]
}
