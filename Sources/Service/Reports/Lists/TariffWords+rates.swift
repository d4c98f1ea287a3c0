import Money
import Site

/// A rate as a list shows it: of one prefix in one time band.
struct RateWords {
    var prefix: String
    var name: String
    /// Empty where one price holds always.
    var band: String
    var connection: Price?
    var rule: String
}

extension TariffWords {
    /// The rates of a version, made as they are asked for: a deck has hundreds of thousands.
    func rates(of version: Version) -> some Sequence<RateWords> {
        version.rows.lazy.flatMap { row in
            bands(of: row, version).flatMap { band in
                row.prefixes.map { RateWords(prefix: $0, name: row.name, band: band.name, connection: band.connection, rule: band.rule) }
            }
        }
    }

    /// A row's bands in words, with what holds for the whole version where the row says nothing else.
    private func bands(of row: Row, _ version: Version) -> [(name: String, connection: Price?, rule: String)] {
        let (own, usual) = (row.terms, version.defaults)
        var terms = Terms()
        terms.freeSeconds = own.freeSeconds ?? usual.freeSeconds
        terms.minimumDuration = own.minimumDuration ?? usual.minimumDuration
        terms.minimumCharge = own.minimumCharge ?? usual.minimumCharge
        terms.maximumCharge = own.maximumCharge ?? usual.maximumCharge
        terms.pulsePrice = own.pulsePrice ?? usual.pulsePrice
        terms.atAnswer = own.atAnswer ?? usual.atAnswer
        let further = self.terms(terms)
        let connection = own.connection ?? usual.connection
        // Metered pulses have a price, and no bands.
        guard !row.bands.isEmpty else { return [("", connection, further.joined(separator: ", "))] }
        return row.bands.map { band in
            let name = band.band == BandPrice.all ? "" : band.band
            return (name, band.connection ?? connection, ([price(band.pricing)] + further).joined(separator: ", "))
        }
    }
}
