extension DialPlan {
    /// Fills in what `share` names, and adds the country's short numbers.
    /// - Returns: `false` where nothing is known of how the country dials.
    public mutating func take(_ share: CountryShare, from country: String) -> Bool {
        guard let data = NumberingData.country(country), let dialling = data.dialPlan else { return false }
        var share = share
        if share.countryCode { countryCode = data.countryCode }
        if share.trunkPrefix { trunkPrefix = dialling.trunkPrefix }
        if share.internationalPrefix { internationalPrefix = dialling.internationalPrefix }
        let more = data.entries.filter { $0.short && !short.contains($0.prefix) }.map(\.prefix)
        short += more
        share.short = more.count
        fromCountry = share
        return true
    }
}
