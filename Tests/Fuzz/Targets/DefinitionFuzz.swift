@testable import Mediation
@testable import Reading

/// A definition that anybody may have written, and behind a NUL a stream that it decodes.
enum DefinitionFuzz {
    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        let (definition, data) = parts(bytes)
        let format: Format
        do throws(Problems) {
            format = try FormatReader.read(file: "fuzzed.yaml", bytes: definition).format
        } catch {
            try hold(error.hasErrors, "a definition is refused without a reason")
            for problem in error.list {
                try hold(!problem.message.isEmpty && !problem.description.isEmpty, "a problem without words")
                try hold((problem.line ?? 1) >= 1, "a problem in line \(problem.line ?? 0)")
            }
            return
        }
        // Its own samples may be wrong, and are told.
        _ = try? FormatCatalogue.load(file: "fuzzed.yaml", bytes: definition)
        try DecoderFuzz.check(format, data, cut: data.last ?? 0)
    }

    static func work(_ bytes: [UInt8], count: Int) {
        let (definition, data) = parts(bytes)
        guard let format = try? FormatReader.read(file: "fuzzed.yaml", bytes: definition).format else { return }
        DecoderFuzz.work(format, data, count: count)
    }

    private static func parts(_ bytes: [UInt8]) -> ([UInt8], ArraySlice<UInt8>) {
        let end = bytes.firstIndex(of: 0) ?? bytes.count
        return (Array(bytes[..<end]), bytes[min(end + 1, bytes.count)...])
    }

    /// Short built-in definitions with their samples as the stream, without comments.
    static var seeds: [[UInt8]] {
        FormatCatalogue.definitions.compactMap { definition in
            guard let samples = try? FormatReader.read(file: definition.file, bytes: definition.bytes).samples else { return nil }
            let bytes = definition.bytes + [0] + samples.flatMap { $0.given + $0.bytes }
            return bytes.count <= FuzzTarget.longest ? bytes : nil
        }
    }
}
