/// When bytes arrived. The raw log has no clock and no zone: its caller says both.
public struct RawArrival: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z. Outside of the years 1 … 9999 it is taken to the nearer end.
    public let seconds: Int64
    /// The civil day of the site as days since 1970-01-01; a new day begins a new file.
    public let day: Int32

    public init(seconds: Int64, day: Int32) {
        self.seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
        self.day = day
    }

    /// `2026-03-02T09:15:00Z`
    var text: String {
        let (days, second) = (seconds.flooredDivision(86_400), Int(seconds - seconds.flooredDivision(86_400) * 86_400))
        // Years begin in March, so that the leap day is a year's last; eras of 400 years have 146,097 days.
        let shifted = days + 719_468
        let era = shifted.flooredDivision(146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let dayOfMonth = ofYear - (153 * fromMarch + 2) / 5 + 1
        return "\(padded(Int(year), 4))-\(padded(Int(month), 2))-\(padded(Int(dayOfMonth), 2))T"
            + "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
    }

    /// Seconds of a text as `text` writes it; `nil` for any other.
    static func seconds(of text: some Collection<UInt8>) -> Int64? {
        let bytes = Array(text)
        guard bytes.count == 20 else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? { decimal(bytes[from..<from + count], leadingZeros: true) }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.flooredDivision(400)
        let yearOfEra = marchYear - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        let found = (era * 146_097 + ofEra - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second
        return RawArrival(seconds: found, day: 0).text.utf8.elementsEqual(bytes) ? found : nil
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// A number of 1 to 19 decimal digits, without needless zeros unless allowed.
func decimal(_ bytes: some Collection<UInt8>, leadingZeros: Bool = false) -> Int64? {
    guard (1...19).contains(bytes.count), leadingZeros || bytes.count == 1 || bytes.first != UInt8(ascii: "0") else { return nil }
    var value: Int64 = 0
    for byte in bytes {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        let (tens, over) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !over, !carry else { return nil }
        value = sum
    }
    return value
}

extension Int64 {
    /// Towards minus infinity; `divisor` above zero.
    func flooredDivision(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
