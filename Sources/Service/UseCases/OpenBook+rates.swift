public import Model
public import Money
public import Reading
public import Site

/// What became of a file of exchange rates.
public struct RatesImport: Sendable {
    public var counts: ExchangeRates.Added
    /// Currencies that were withdrawn and are left out.
    public var warnings: [Problem]

    /// One line.
    public var text: String {
        "\(counts.new) new, \(counts.changed) changed, \(counts.known) known already, \(counts.leftOut) left out.\n"
    }
}

extension OpenBook {
    /// Adds a file's exchange rates to the site, all or nothing; a file that says nothing new changes nothing. Calls that had no charge
    /// for want of a rate get theirs by being rated again.
    /// - Parameters:
    ///   - file: as the user named it.
    ///   - only: currencies whose rates are wanted, beside the euro; `nil`: those that the site uses or has rates of.
    /// - Throws: `Problems` with everything that is wrong in the file.
    public func addRates(file: String, bytes: [UInt8], only: [Currency]? = nil, caller: Caller) throws -> RatesImport {
        try require(.configure, caller)
        let reading = RatesFile.read(file: file, bytes: bytes)
        guard !reading.problems.hasErrors else { throw reading.problems }
        var edited = try site().site
        let counts = edited.exchangeRates.add(reading.quotes, of: only.map { Set($0) } ?? edited.currencies)
        if counts.new + counts.changed > 0 {
            try change(edited, "rates.import", "\(file): \(counts.new) new, \(counts.changed) changed", caller: caller)
        }
        return RatesImport(counts: counts, warnings: reading.problems.warnings)
    }
}
