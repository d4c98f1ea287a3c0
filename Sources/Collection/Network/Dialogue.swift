import Glibc
import RawLog

/// The log-in at a switch: waits for its prompts and answers them.
///
/// All that the switch said stands in the raw log, in a part of its own, for a record may be among it; secrets that it echoed
/// are blotted out there, and never stand in a trace.
struct Dialogue {
    enum Failure: Error, Hashable {
        case stop(SourceStop)
        /// The switch said no, or nothing in time, or hung up: one line with its mend.
        case told(String)
        /// The switch does not let us in.
        case refused(String)
    }

    private let script: LoginScript
    private let name: String
    private let descriptor: Descriptor
    private let station: Station
    private var heard: [UInt8] = []
    private var part: Int64?
    private var room = [UInt8](repeating: 0, count: 4_096)
    /// A prompt that has not come within so many bytes will not come.
    private static let limit = 1 << 20

    init(_ script: LoginScript, name: String, _ descriptor: Descriptor, _ station: Station) {
        self.script = script
        self.name = name
        self.descriptor = descriptor
        self.station = station
    }

    /// Speaks the script to its end.
    /// - Returns: what came behind the last prompt.
    mutating func run() throws(Failure) -> [UInt8] {
        do throws(Failure) {
            for step in script.steps { try take(step) }
        } catch {
            // What was heard up to now is kept, whatever ended it.
            try keep(heard.count)
            try end()
            throw error
        }
        try end()
        return heard
    }

    private mutating func take(_ step: LoginScript.Step) throws(Failure) {
        switch step {
        case .expect(let texts, let refusals, let seconds):
            station.desk.trace("waiting for " + texts.map(Self.shown).joined(separator: " or "))
            try hear(texts, refusals, seconds)
        case .send(let text):
            station.desk.trace("> " + Self.shown(text))
            try say(Array(text.utf8))
        case .sendSecret(let secret, let before, let after):
            station.desk.trace("> \(Self.shown(before))\(secret)\(Self.shown(after))")
            try say(Array(before.utf8) + secret.bytes + Array(after.utf8))
        case .pause(let milliseconds):
            try stopping { () throws(SourceStop) in
                let end = station.clock.milliseconds() + Int64(milliseconds)
                while station.clock.milliseconds() < end { try station.wait(atMost: end - station.clock.milliseconds()) }
            }
        }
    }

    private mutating func hear(_ texts: [String], _ refusals: [String], _ seconds: Int) throws(Failure) {
        let end = station.clock.milliseconds() + Int64(seconds) * 1_000
        while true {
            if let refusal = refusals.first(where: { Self.end(of: Array($0.utf8), in: heard) != nil }) {
                throw .refused("the switch answered \(Self.shown(refusal)). Correct the log-in of this source.")
            }
            if let found = texts.compactMap({ Self.end(of: Array($0.utf8), in: heard) }).min() {
                try keep(found)
                return
            }
            let left = end - station.clock.milliseconds()
            guard left > 0, heard.count < Self.limit else {
                let awaited = texts.map(Self.shown).joined(separator: " or ")
                throw told("\(awaited) did not come within \(seconds) s", "Look in the trace what the switch says instead.")
            }
            _ = try stopping { () throws(SourceStop) in try station.wait([(descriptor.number, Int16(POLLIN))], atMost: left) }
            switch descriptor.read(&room) {
            case .bytes(let count):
                heard += room[..<count]
            case .none: continue
            case .end: throw told("the switch hung up", "Look in the trace what it did not like.")
            case .failed(let code):
                throw .told(SourceError("the connection broke", code: code, mend: "It is made again.").description)
            }
        }
    }

    private func say(_ bytes: [UInt8]) throws(Failure) {
        let isSent = try stopping { () throws(SourceStop) in try station.send(bytes, to: descriptor) }
        guard isSent else { throw told("the switch takes nothing", "The connection is made again.") }
    }

    /// The first `count` bytes heard go into the raw log.
    private mutating func keep(_ count: Int) throws(Failure) {
        guard count > 0 else { return }
        let bytes = blotted(Array(heard[..<count]))
        heard.removeFirst(count)
        station.desk.trace("< " + Self.shown(String(decoding: bytes, as: UTF8.self)))
        let (open, name, station) = (part, name, station)
        part = try stopping { () throws(SourceStop) in
            let part: Int64
            if let open { part = open } else { part = try station.begin(name + RawBlock.logInMark) }
            try station.append(bytes[...], part: part)
            return part
        }
    }

    private mutating func end() throws(Failure) {
        guard let part else { return }
        try stopping { () throws(SourceStop) in try station.end(part: part) }
        self.part = nil
    }

    private func blotted(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for secret in script.secrets {
            while let end = Self.end(of: secret, in: bytes) {
                bytes.replaceSubrange(end - secret.count..<end, with: Array(repeating: UInt8(ascii: "*"), count: secret.count))
                if secret.allSatisfy({ $0 == UInt8(ascii: "*") }) { break }
            }
        }
        return bytes
    }

    private func told(_ what: String, _ mend: String) -> Failure { .told("\(what). \(mend)") }

    private func stopping<Value>(_ work: () throws(SourceStop) -> Value) throws(Failure) -> Value {
        do throws(SourceStop) { return try work() } catch { throw .stop(error) }
    }

    private static func shown(_ text: String) -> String { text.debugDescription }

    /// Where the first occurrence of `text` ends.
    private static func end(of text: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.firstEnd(of: text)
    }
}

extension Array where Element == UInt8 {
    /// Where the first occurrence of `text` at or behind `start` ends; `nil`: there is none.
    func firstEnd(of text: [UInt8], from start: Int = 0) -> Int? {
        guard !text.isEmpty, count - start >= text.count else { return nil }
        for index in start...(count - text.count) where self[index] == text[0] && self[index...].starts(with: text) {
            return index + text.count
        }
        return nil
    }
}
