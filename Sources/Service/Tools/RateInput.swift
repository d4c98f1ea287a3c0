import Foundation
import Model
import Time

/// One line of calls for `tollbook rate`: the fields of `tollbook decode`, all but `start` may be missing; or a line that `decode`
/// left out.
struct RateInput: Decodable {
    var line: Int?
    /// Why `decode` left the line out: no call.
    var skip: String?
    var start: String?
    var duration: Int?
    var ring: Int?
    var direction: String?
    var answered: Bool?
    var calling: String?
    var called: String?
    var `extension`: String?
    var trunk: String?
    var account: String?
    var pulses: Int?
    var sourceIP: String?
    var charge: String?
    var currency: String?
    var `switch`: String?
    var leg: String?

    /// What is wrong with a line, in words.
    struct Failure: Error, CustomStringConvertible {
        let line: Int
        let field: String
        let message: String
        var description: String { "line \(line)" + (field.isEmpty ? "" : ", \(field)") + ": " + message }
    }

    static func read(_ bytes: ArraySlice<UInt8>, line: Int) throws(Failure) -> RateInput {
        do {
            return try JSONDecoder().decode(RateInput.self, from: Data(bytes))
        } catch {
            let failure = Failure(line: line, error)
            // A number that is not whole is told without its field.
            guard failure.field.isEmpty, let field = (try? JSONDecoder().decode(WholeNumbers.self, from: Data(bytes)))?.wrong else {
                throw failure
            }
            throw Failure(line: line, field: field, message: Failure.words(for: Int.self))
        }
    }

    /// The record in an empty batch.
    func record(line: Int, into batch: inout RecordBatch) throws(Failure) -> CallRecord {
        guard let start else { throw Failure(line: line, field: "start", message: "is missing. Write it as 2026-03-02T09:15:00.") }
        guard let wall = WallTime(text: start) else {
            throw Failure(line: line, field: "start", message: "\"\(start)\" is no local time. Write it as 2026-03-02T09:15:00.")
        }
        var record = CallRecord()
        (record.line, record.stamp, record.start) = (line, wall, wall)
        record.duration = try whole("duration", duration ?? 0, line)
        record.ring = try ring.map { value throws(Failure) in try whole("ring", value, line) } ?? -1
        record.pulses = try pulses.map { value throws(Failure) in try whole("pulses", value, line) } ?? -1
        if let name = direction {
            guard let found = Direction(name: name) else {
                throw Failure(line: line, field: "direction", message: "\"\(name)\" is none of out, in, internal, transit.")
            }
            record.direction = found
        }
        record.answered = answered.map { $0 ? .yes : .no } ?? .unknown
        record.calling = batch.append(Array((calling ?? "").utf8))
        record.called = batch.append(Array((called ?? "").utf8))
        record.extension = batch.append(Array((`extension` ?? "").utf8))
        record.trunk = batch.append(Array((trunk ?? "").utf8))
        record.account = batch.append(Array((account ?? "").utf8))
        record.leg = batch.append(Array((leg ?? "").utf8))
        record.sourceIP = batch.append(Array((sourceIP ?? "").utf8))
        record.charge = batch.append(Array((charge ?? "").utf8))
        record.currency = batch.append(Array((currency ?? "").utf8))
        return record
    }

    private func whole(_ field: String, _ value: Int, _ line: Int) throws(Failure) -> Int32 {
        guard value >= 0, let small = Int32(exactly: value) else {
            throw Failure(line: line, field: field, message: "\(value) is not between 0 and \(Int32.max).")
        }
        return small
    }
}

/// Which of a line's numbers is not whole.
private struct WholeNumbers: Decodable {
    private enum Key: String, CodingKey, CaseIterable { case line, duration, ring, pulses }
    let wrong: String?

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        wrong =
            Key.allCases.first { key in
                let isNull = try? values.decodeNil(forKey: key)
                return isNull == false && (try? values.decode(Int.self, forKey: key)) == nil
            }?.rawValue
    }
}

extension RateInput.Failure {
    init(line: Int, _ error: any Error) {
        var field = ""
        var wanted = "is no JSON object. Write one object a line, as `tollbook decode` prints them."
        if case DecodingError.typeMismatch(let type, let context) = error, !context.codingPath.isEmpty {
            field = context.codingPath.map(\.stringValue).joined(separator: ".")
            wanted = Self.words(for: type)
        }
        self.init(line: line, field: field, message: wanted)
    }

    fileprivate static func words(for type: any Any.Type) -> String {
        switch type {
        case is Int.Type: "is no whole number. Write it without quotes, or null."
        case is Bool.Type: "is none of true, false, null."
        default: "is no text. Write it in quotes, or null."
        }
    }
}

extension InputFile {
    /// The longest line of calls, in bytes.
    private static let longest = 1 << 20

    /// Reads to the end, line by line, each with its number from 1. Blank lines are no calls and are left out.
    func eachLine(_ body: (ArraySlice<UInt8>, Int) throws -> Void) throws {
        var rest: [UInt8] = []
        var number = 0
        func take(_ line: ArraySlice<UInt8>) throws {
            number += 1
            if line.contains(where: { $0 != 32 && $0 != 13 && $0 != 9 }) { try body(line, number) }
        }
        while true {
            let piece = try read(upTo: 1 << 20)
            var start = rest.startIndex
            var search = rest.count
            rest += piece
            while let end = rest[search...].firstIndex(of: 10) {
                try take(rest[start..<end])
                (start, search) = (end + 1, end + 1)
            }
            rest.removeFirst(start)
            if piece.isEmpty { break }
            guard rest.count <= Self.longest else {
                throw RateInput.Failure(line: number + 1, field: "", message: "is longer than \(Self.longest) bytes.")
            }
        }
        if !rest.isEmpty { try take(rest[...]) }
    }
}
