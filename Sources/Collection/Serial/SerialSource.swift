/// A switch sends over a serial line. A device that goes away is opened again when it comes back.
struct SerialSource {
    private let settings: SerialSettings
    private let station: Station

    init(_ settings: SerialSettings, _ station: Station) {
        self.settings = settings
        self.station = station
    }

    func run() throws(SourceStop) -> Never {
        station.desk.enter(.waiting, at: station.clock.now())
        try station.hold("serial \(settings.device)", settings.script) { () throws(SourceStop) in
            do throws(SourceError) { return try SerialPort.open(settings) } catch { throw .failed(error) }
        }
    }
}
