import Model
import Time

/// One decoded record as the line that `tollbook decode` prints (a contract: names and order).
extension JSONLine {
    mutating func record(_ record: CallRecord, in batch: RecordBatch) {
        begin()
        field("line", record.line)
        field("start", record.start.description)
        field("duration", record.isDurationKnown ? Int(record.duration) : nil)
        field("ring", record.ring < 0 ? nil : Int(record.ring))
        field("direction", record.direction.name)
        field("answered", record.answered == .unknown ? nil : record.answered == .yes)
        field("calling", bytes: batch.slice(record.calling))
        field("called", bytes: batch.slice(record.called))
        field("extension", bytes: batch.slice(record.extension))
        field("trunk", bytes: batch.slice(record.trunk))
        field("account", bytes: batch.slice(record.account))
        field("pulses", record.pulses < 0 ? nil : Int(record.pulses))
        field("sourceIP", bytes: batch.slice(record.sourceIP))
        field("link", bytes: batch.slice(record.link))
        field("leg", string: batch.slice(record.leg))
        field("charge", bytes: batch.slice(record.charge))
        field("currency", bytes: batch.slice(record.currency))
        end()
    }

    mutating func skip(_ skip: Skip) { self.skip(line: skip.line, skip.reason) }

    mutating func skip(line: Int, _ reason: String) {
        begin()
        field("line", line)
        field("skip", reason)
        end()
    }

    /// A text that is never null: the empty leg is a leg.
    private mutating func field(_ name: StaticString, string value: ArraySlice<UInt8>) {
        key(name)
        string(value)
    }
}
