import Foundation
import Model
import Reading

@testable import Mediation

/// Decoding of each shape of records on one core, against counting the newlines of the same bytes: the sample lines of a definition,
/// again and again.
enum DecodeShapeBench {
    private static let formats: [(shape: String, id: String)] = [
        ("fixed columns", "panasonic-kx-td1232"), ("CSV", "tollbook-csv"), ("delimited", "samsung-skp-816"),
        ("pattern", "matrix-eternity"), ("JSON", "zoom-phone-call-log"), ("XML", "switchvox-call-log"),
        ("key=value", "radius-voip-accounting"),
    ]
    private static let bytes = 16 << 20

    static func rows() -> [BenchRow] { formats.flatMap { rows($0.shape, $0.id) } }

    private static func rows(_ shape: String, _ id: String) -> [BenchRow] {
        guard let definition = FormatCatalogue.definition(id), let read = try? FormatReader.read(file: id, bytes: definition) else {
            return []
        }
        let records = read.samples.filter { if case .record = $0.outcome { $0.given.isEmpty } else { false } }
        guard let first = records.first else { return [] }
        var buffer: [UInt8] = []
        buffer.reserveCapacity(bytes + 65_536)
        while buffer.count < bytes { for sample in records { buffer += sample.bytes } }
        let lines = Double(buffer.count { $0 == 10 })
        let seconds = (0..<3).map { _ in decode(read.format, buffer, first) }.min() ?? .infinity
        let floor = (0..<3).map { _ in newlines(buffer) }.min() ?? .infinity
        let name = "decode, \(shape) (\(id))"
        return [
            BenchRow(name: name, value: lines / seconds, unit: "lines/s/core", limit: lines / floor, ratio: floor / seconds),
            BenchRow(
                name: name, value: Double(buffer.count) / seconds / 1e6, unit: "MB/s/core", limit: Double(buffer.count) / floor / 1e6,
                ratio: floor / seconds),
        ]
    }

    private static func decode(_ format: Format, _ bytes: [UInt8], _ sample: FormatSample) -> Double {
        var decoder = Decoder(format, year: sample.year, day: sample.day)
        var batch = RecordBatch()
        var records = 0
        let time = ContinuousClock().measure {
            bytes.withUnsafeBytes { buffer in
                for position in stride(from: 0, to: buffer.count, by: 1 << 18) {
                    let end = min(position + 1 << 18, buffer.count)
                    decoder.feed(UnsafeRawBufferPointer(rebasing: buffer[position..<end]), final: end == buffer.count, into: &batch)
                    records += batch.records.count
                    batch.removeAll()
                }
            }
        }
        precondition(records > 0, "\(format.id): its own samples decode")
        return time.seconds
    }

    private static func newlines(_ bytes: [UInt8]) -> Double {
        var count = 0
        let time = ContinuousClock().measure {
            bytes.withUnsafeBytes { buffer in
                guard var position = buffer.baseAddress else { return }
                let end = position + buffer.count
                while let found = memchr(position, 10, end - position) {
                    count += 1
                    position = UnsafeRawPointer(found) + 1
                }
            }
        }
        precondition(count > 0)
        return time.seconds
    }
}
