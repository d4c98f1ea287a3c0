import Foundation
import Model
import Time

/// One line of calls for `tollbook rate`: the fields of `tollbook decode`, all but `start` may be missing.
struct RateInput: Decodable {
    var start: String
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
        } catch let error as DecodingError {
            throw Failure(line: line, error)
        } catch {
            throw Failure(line: line, field: "", message: "is no JSON object. Write one object a line, as `tollbook decode` prints them.")
        }
    }

    /// The record in an empty batch.
    func record(line: Int, into batch: inout RecordBatch) throws(Failure) -> CallRecord {
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

extension RateInput.Failure {
    init(line: Int, _ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, _): self.init(line: line, field: key.stringValue, message: "is missing.")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let field = context.codingPath.map(\.stringValue).joined(separator: ".")
            self.init(line: line, field: field, message: "has another kind of value than `tollbook decode` prints.")
        default: self.init(line: line, field: "", message: "is no JSON object. Write one object a line, as `tollbook decode` prints them.")
        }
    }
}
