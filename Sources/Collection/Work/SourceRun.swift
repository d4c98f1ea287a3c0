import Model
import RawLog

/// One start of a source: what its thread does until it is told to end.
struct SourceRun: Sendable {
    let definition: SourceDefinition
    let control: SourceControl
    let desk: HealthDesk
    let house: CollectorHouse
    let inlet: PostInlet

    /// Opens, runs, and opens again after a failure. Returns when the control says so.
    func untilStopped() {
        var pause = Backoff()
        while !control.isStopped {
            let begun = house.clock.milliseconds()
            if case .failed(let error) = once() {
                desk.note(error: error.description, at: house.clock.now())
                desk.enter(.failed, at: house.clock.now())
                if house.clock.milliseconds() - begun > 60_000 { pause.reset() }
                control.rest(milliseconds: pause.next())
            }
        }
        desk.change { health in (health.connections, health.port) = (0, nil) }
        desk.enter(.stopped, at: house.clock.now())
    }

    private func once() -> SourceStop {
        do throws(SourceStop) {
            let station = try open()
            defer { station.close() }
            try work(at: station)
        } catch {
            return error
        }
    }

    private func open() throws(SourceStop) -> Station {
        do throws(RawLogError) {
            let writer = try house.raw.writer(of: definition.id.text, expecting: house.committed(definition.id))
            let id = definition.id
            return Station(
                writer: writer, clock: house.clock, control: control, desk: desk,
                announce: { [house] durable in house.onDurable(id, durable) })
        } catch {
            throw .failed(SourceError(error))
        }
    }

    private func work(at station: Station) throws(SourceStop) -> Never {
        switch definition.transport {
        case .tcpServer(let settings): try TCPServerSource(settings, station).run()
        case .tcpClient(let settings): try TCPClientSource(settings, station).run()
        case .udp(let settings):
            var source = UDPSource(settings, station)
            try source.run()
        case .tail(let settings): try TailSource(settings, station, memory).run()
        case .folder(let settings): try FolderSource(settings, station, memory).run()
        case .serial(let settings): try SerialSource(settings, station).run()
        case .radius(let settings):
            var source = try RadiusSource(settings, station) { bytes(from: $0, through: station.end) }
            try source.run()
        case .post: try PostSource(inlet, station).run()
        }
    }

    /// What of the raw log can be read.
    private func bytes(from offset: Int64, through end: Int64) -> [UInt8] {
        var found: [UInt8] = []
        guard let reader = try? house.raw.reader(of: definition.id.text, from: offset, through: end) else { return found }
        while let block = try? reader.next() { found += block.bytes }
        return found
    }

    private var memory: SourceMemory { SourceMemory(folder: house.folder, source: definition.id.text) }
}
