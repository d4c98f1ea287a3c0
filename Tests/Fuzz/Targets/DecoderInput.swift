@testable import Mediation

/// An input of a decoder's target: which built-in format of its kind, how the stream comes in pieces, and the stream.
struct DecoderInput {
    let format: Format
    let cut: UInt8
    let data: ArraySlice<UInt8>

    /// `nil`: too short to say.
    init?(_ target: FuzzTarget, _ bytes: [UInt8]) {
        guard bytes.count >= 2, let formats = Self.formats[target], !formats.isEmpty else { return nil }
        format = formats[Int(bytes[0]) % formats.count]
        cut = bytes[1]
        data = bytes[2...]
    }

    private static let formats = Dictionary(grouping: FormatCatalogue.builtIn) { kind($0) }

    /// The target of a format; each has one.
    static func kind(_ format: Format) -> FuzzTarget {
        let program = format.program
        if program.framing.header != nil { return .binary }
        switch program.framing.kind {
        case .marks: return .marks
        case .json: return .json
        case .xml: return .xml
        case .rows: return .rows
        case .length: return .binary
        case .line, .csv, .lines: break
        }
        switch program.layouts.first?.shape {
        case .pairs: return .pairs
        case .json: return .json
        case .xml: return .xml
        case .csv, .delimited, .blanks, .fixed, .pattern, nil: break
        }
        if program.framing.kind == .lines { return .blocks }
        return switch program.layouts.first?.shape {
        case .csv, .delimited, .blanks: .separated
        case .pattern: .patterns
        default: .columns
        }
    }

    /// The sample lines of the definitions.
    static func seeds(_ target: FuzzTarget) -> [[UInt8]] {
        (formats[target] ?? []).enumerated().map { index, format in
            [UInt8(truncatingIfNeeded: index), 29] + samples(of: format).prefix(FuzzTarget.longest - 2)
        }
    }

    private static func samples(of format: Format) -> [UInt8] {
        guard let definition = FormatCatalogue.definition(format.id),
            let read = try? FormatReader.read(file: format.id, bytes: definition)
        else { return [] }
        return read.samples.flatMap { $0.given + $0.bytes }
    }
}
