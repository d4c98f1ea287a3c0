import Glibc

extension Station {
    /// Sends all of it, waiting while the other side takes nothing; false where it does not within ten seconds or is gone.
    func send(_ bytes: [UInt8], to descriptor: Descriptor) throws(SourceStop) -> Bool {
        var rest = bytes[...]
        let end = clock.milliseconds() + 10_000
        while !rest.isEmpty {
            switch descriptor.write(rest) {
            case .success(let count): rest = rest.dropFirst(count)
            case .failure: return false
            }
            if rest.isEmpty { break }
            let left = end - clock.milliseconds()
            guard left > 0 else { return false }
            try wait([(descriptor.number, Int16(POLLOUT))], atMost: left)
        }
        return true
    }

    /// Opens the way to the switch, logs in and listens, and does so again whenever it ends.
    func hold(
        _ name: String, _ script: LoginScript, open: () throws(SourceStop) -> Descriptor
    ) throws(SourceStop) -> Never {
        var pauses = Pauses()
        var hasBeenThere = false
        while true {
            var words: String
            var pause: Int64
            do throws(SourceStop) {
                let descriptor = try open()
                desk.change { health in
                    health.connections = 1
                    if hasBeenThere { health.reconnects += 1 }
                }
                hasBeenThere = true
                let conversation = try converse(over: descriptor, name: name, script)
                (words, pause) = (conversation.end, pauses.next(after: conversation))
            } catch {
                guard case .failed(let failure) = error else { throw error }
                (words, pause) = (failure.description, pauses.next(after: nil))
            }
            desk.change { $0.connections = 0 }
            desk.note(error: words, at: clock.now())
            desk.enter(.waiting, at: clock.now())
            let end = clock.milliseconds() + pause
            while clock.milliseconds() < end { try wait(atMost: end - clock.milliseconds()) }
        }
    }

    /// One conversation, from the log-in to its end.
    private func converse(over descriptor: Descriptor, name: String, _ script: LoginScript) throws(SourceStop) -> Conversation {
        var conversation = Conversation()
        do throws(Dialogue.Failure) {
            var dialogue = Dialogue(script, name: name, descriptor, self)
            let rest = try dialogue.run()
            desk.enter(.running, at: clock.now())
            try conversation.listen(rest, over: descriptor, name: name, script.answers, self)
        } catch {
            switch error {
            case .stop(let stop): throw stop
            case .told(let words): conversation.end = words
            case .refused(let words): (conversation.end, conversation.isRefused) = (words, true)
            }
        }
        return conversation
    }
}

/// How long to wait between conversations, in milliseconds.
struct Pauses {
    private var lost = Backoff()
    // Who comes with a wrong password every few seconds gets locked out.
    private var refused = Backoff(longest: 300_000)

    /// - Parameter conversation: `nil` where none began.
    mutating func next(after conversation: Conversation?) -> Int64 {
        guard let conversation else { return lost.next() }
        if conversation.isRefused { return refused.next() }
        if conversation.isLoggedIn { refused.reset() }
        if conversation.hasBytes { lost.reset() }
        return lost.next()
    }
}

/// What passed over a connection or line once it was open.
struct Conversation {
    /// Whether the log-in was done.
    var isLoggedIn = false
    /// The switch said that it does not let us in.
    var isRefused = false
    var hasBytes = false
    /// Why it ended, in one line.
    var end = ""

    /// Takes records until the other side ends it.
    mutating func listen(
        _ first: [UInt8], over descriptor: Descriptor, name: String, _ answers: [LoginScript.Answer], _ station: Station
    ) throws(Dialogue.Failure) {
        isLoggedIn = true
        do throws(SourceStop) {
            var part: Int64?
            var answerer = Answerer(answers)
            func take(_ bytes: ArraySlice<UInt8>) throws(SourceStop) -> Bool {
                let open: Int64
                if let part { open = part } else { open = try station.begin(name) }
                part = open
                try station.append(bytes, part: open)
                let due = answerer.take(bytes)
                if !due.isEmpty { try station.commit() }
                for answer in due where try !station.send(answer, to: descriptor) { return false }
                return true
            }
            if !first.isEmpty { _ = try take(first[...]) }
            hasBytes = !first.isEmpty
            var room = [UInt8](repeating: 0, count: 1 << 16)
            do throws(SourceStop) {
                reading: while true {
                    switch descriptor.read(&room) {
                    case .bytes(let count):
                        hasBytes = true
                        if try !take(room[..<count]) {
                            end = "the answer cannot be sent. The connection is made again."
                            break reading
                        }
                    case .none: try station.wait([(descriptor.number, Int16(POLLIN))], atMost: 60_000)
                    case .end:
                        end = "the other side ended the connection. It is made again."
                        break reading
                    case .failed(let code):
                        end = SourceError("the connection broke", code: code, mend: "It is made again.").description
                        break reading
                    }
                }
            } catch {
                // What had reached the machine is not left behind.
                for _ in 0..<Station.pending {
                    guard case .bytes(let count) = descriptor.read(&room) else { break }
                    _ = try take(room[..<count])
                }
                throw error
            }
            if let part { try station.end(part: part) }
        } catch {
            throw .stop(error)
        }
    }
}
