import Synchronization

/// The way in for bodies that the web server received: answered when they are durable.
public final class PostInlet: Sendable {
    struct Delivery {
        var body: [UInt8]
        var peer: String
        var answer: CheckedContinuation<Result<Int64, PostRefusal>, Never>
    }

    private struct State {
        var control: SourceControl?
        var isOpen = false
        var waiting: [Delivery] = []
        var bytes = 0
    }

    /// Bytes that may wait for the disk.
    static let limit = 64 << 20

    private let state = Mutex(State())

    init() {}

    /// Takes a body that `PostCheck` has let pass. Returns when it is durable: now the sender may be told so.
    /// - Returns: the logical offset up to which the raw log is durable.
    public func take(_ body: [UInt8], from peer: String) async throws(PostRefusal) -> Int64 {
        let result: Result<Int64, PostRefusal> = await withCheckedContinuation { continuation in
            let refusal: PostRefusal? = state.withLock { state in
                guard state.isOpen, let control = state.control else { return .notRunning }
                guard state.bytes + body.count <= Self.limit else { return .busy }
                state.waiting.append(Delivery(body: body, peer: peer, answer: continuation))
                state.bytes += body.count
                control.wake()
                return nil
            }
            if let refusal { continuation.resume(returning: .failure(refusal)) }
        }
        return try result.get()
    }

    func attach(_ control: SourceControl) { state.withLock { $0.control = control } }

    func open() { state.withLock { $0.isOpen = true } }

    /// Nothing more is taken; what waits is given back as not taken.
    func close() {
        let left = state.withLock { state in
            state.isOpen = false
            state.bytes = 0
            defer { state.waiting = [] }
            return state.waiting
        }
        for delivery in left { delivery.answer.resume(returning: .failure(.notRunning)) }
    }

    func next() -> [Delivery] {
        state.withLock { state in
            state.bytes = 0
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}

/// Puts posted bodies into the raw log, each a part.
struct PostSource {
    let inlet: PostInlet
    let station: Station

    init(_ inlet: PostInlet, _ station: Station) {
        self.inlet = inlet
        self.station = station
    }

    func run() throws(SourceStop) -> Never {
        inlet.open()
        defer { inlet.close() }
        station.desk.enter(.running, at: station.clock.now())
        while true {
            let deliveries = inlet.next()
            if deliveries.isEmpty {
                try station.wait(atMost: 60_000)
            } else {
                try take(deliveries)
            }
        }
    }

    private func take(_ deliveries: [PostInlet.Delivery]) throws(SourceStop) {
        do throws(SourceStop) {
            for delivery in deliveries {
                let part = try station.begin("http \(delivery.peer)")
                try station.append(delivery.body[...], part: part)
                if delivery.body.last != UInt8(ascii: "\n") { try station.append([UInt8(ascii: "\n")], part: part) }
                try station.end(part: part)
            }
            try station.commit()
        } catch {
            for delivery in deliveries { delivery.answer.resume(returning: .failure(.notRunning)) }
            throw error
        }
        for delivery in deliveries { delivery.answer.resume(returning: .success(station.end)) }
    }
}
