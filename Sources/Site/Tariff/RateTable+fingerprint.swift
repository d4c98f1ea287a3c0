import Model
import Money
import Time

extension RateTable {
    /// Everything that influences the charge of a call under a version, as bytes to be hashed: equal for equal meaning, whatever
    /// the order of rows, the spelling of steps, names, or what is said in a row instead of the defaults. Volume discounts are not in
    /// it: they belong to the settlement, which is reckoned anew from the charges, and a call's charge is the same under any of them.
    /// - Parameter index: of `versions`; outside of them the table's own settings alone.
    public func fingerprintBytes(version index: Int) -> [UInt8] {
        var writer = FingerprintWriter()
        writer.text("tollbook rate table 1")
        writer.text(currency.code)
        writer.text(zone.name)
        writer.text(kind.rawValue)
        // Without bands to go through, start and split are one.
        let bandCount = week?.bands.count ?? 1
        writer.text(bandCount == 1 ? Bands.start.rawValue : bands.rawValue)
        writer.text(kind == .pulse ? pulses.rawValue : "")
        writer.number(rounding.multiple)
        writer.text(rounding.mode.rawValue)
        writer.number(attemptCharge.units)
        if let week, bandCount > 1 {
            writer.bytes(week.minutes)
            writer.bytes(week.holidayMinutes)
            if !week.holidayMinutes.isEmpty { holidays.map(\.number).sorted().forEach { writer.number(Int64($0)) } }
        }
        guard versions.indices.contains(index) else { return writer.result }
        let version = versions[index]
        guard kind.hasRows else {
            writer.derivation(of: version)
            return writer.result
        }
        var places: [(short: Bool, prefix: String, row: Int)] = []
        places.reserveCapacity(version.rows.count)
        for (row, value) in version.rows.enumerated() {
            for prefix in value.prefixes { places.append((value.short, prefix, row)) }
        }
        places.sort { left, right in
            left.short != right.short
                ? right.short : left.prefix != right.prefix ? left.prefix < right.prefix : left.row < right.row
        }
        let names = week?.bands.map(\.name) ?? [BandPrice.all]
        writer.reserve(places.count * (64 + names.count * 48))
        for place in places {
            writer.number(place.short ? 1 : 0)
            writer.text(place.prefix)
            writer.row(version.rows[place.row], version.defaults, names, kind)
        }
        return writer.result
    }
}

/// Each value with its length or in eight bytes, so that no two meanings give the same bytes.
private struct FingerprintWriter {
    private(set) var result: [UInt8] = []

    mutating func reserve(_ more: Int) { result.reserveCapacity(result.count + more) }

    mutating func number(_ value: Int64) {
        withUnsafeBytes(of: value.littleEndian) { result.append(contentsOf: $0) }
    }

    mutating func text(_ text: String) {
        number(Int64(text.utf8.count))
        result.append(contentsOf: text.utf8)
    }

    mutating func bytes(_ bytes: [UInt8]) {
        number(Int64(bytes.count))
        result.append(contentsOf: bytes)
    }

    /// All that a version without rows says of a charge.
    mutating func derivation(of version: Version) {
        if let derived = version.derived {
            number(derived.percent.units)
            number(derived.add.units)
        }
        number((version.defaults.minimumCharge ?? .zero).units)
        number(version.defaults.maximumCharge?.units ?? -1)
    }

    mutating func row(_ row: Row, _ defaults: Terms, _ names: [String], _ kind: RateTable.Kind) {
        let (own, other) = (row.terms, defaults)
        number(Int64(own.freeSeconds ?? other.freeSeconds ?? 0))
        number(Int64(own.minimumDuration ?? other.minimumDuration ?? 0))
        number((own.minimumCharge ?? other.minimumCharge ?? .zero).units)
        number((own.maximumCharge ?? other.maximumCharge)?.units ?? -1)
        if kind == .pulse {
            number((own.pulsePrice ?? other.pulsePrice)?.units ?? -1)
            number(Int64(own.atAnswer ?? other.atAnswer ?? 0))
        }
        let fallback = row.bands.first { $0.band == BandPrice.all }
        let connection = own.connection ?? other.connection ?? .zero
        for name in names {
            guard let band = row.bands.first(where: { $0.band == name }) ?? fallback else {
                number(-1)
                // Metered pulses are charged in a band without an interval too.
                number(connection.units)
                continue
            }
            pricing(band.pricing)
            number((band.connection ?? connection).units)
        }
    }

    private mutating func pricing(_ pricing: Pricing) {
        switch pricing {
        case .interval(let seconds):
            number(1)
            number(Int64(seconds))
        case .increments(let value) where value.count == .total:
            number(2)
            for seconds in [value.first, value.next] { number(Int64(seconds)) }
            fraction(price: value.price, of: value.next, per: value.per)
        case .increments(let value):
            steps([
                Step(at: 0, block: value.first, price: value.price, per: value.per),
                Step(at: value.first, block: value.next, price: value.price, per: value.per),
            ])
        case .steps(let value): steps(value)
        }
    }

    /// A step that goes on as the one before it would have, is none.
    private mutating func steps(_ steps: [Step]) {
        number(3)
        var last: Step?
        for step in steps {
            if let last, last.block == step.block, last.price == step.price, last.per == step.per, (step.at - last.at) % step.block == 0 {
                continue
            }
            number(Int64(step.at))
            number(Int64(step.block))
            fraction(price: step.price, of: step.block, per: step.per ?? step.block)
            last = step
        }
        number(-1)
    }

    /// price × seconds / per in lowest terms.
    private mutating func fraction(price: Price, of seconds: Int, per: Int) {
        let numerator = Int128(price.units) * Int128(seconds)
        var (a, b) = (numerator, Int128(per))
        while b != 0 { (a, b) = (b, a % b) }
        let divisor = max(a, 1)
        let reduced = numerator / divisor
        number(Int64(truncatingIfNeeded: reduced))
        number(Int64(truncatingIfNeeded: reduced >> 64))
        number(Int64(Int128(per) / divisor))
    }
}
