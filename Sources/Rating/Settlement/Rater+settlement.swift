internal import Model
internal import Money
internal import Site
internal import Time

/// What settlement asks the rater.
extension Rater {
    /// Minute of the week in the site's zone, 0 is Monday 00:00.
    func siteMinute(_ instant: Instant) -> Int {
        let wall = instant.seconds &+ zone.stretch(instant.seconds).offset
        let day = dayNumber(wall)
        return CivilDay(number: Int32(truncatingIfNeeded: day)).weekday * 1440 + Int(wall - day * 86_400) / 60
    }

    /// The band of the call's table at its charging instant.
    func bandName(of call: RuledCall) -> String {
        guard call.table >= 0 else { return BandPrice.all }
        let names = rateTables[Int(call.table)].week?.bands.map(\.name) ?? []
        let band = plans.clocks[plans.tables[call.table].clock].band(call.chargingInstant.seconds)
        return band < names.count ? names[band] : BandPrice.all
    }
}
