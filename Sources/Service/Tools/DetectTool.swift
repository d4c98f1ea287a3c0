public import Mediation
public import Time

/// Tells which formats the begin of a file can have, or drafts one that fits.
public struct DetectTool {
    /// Bytes of a file that are looked at.
    public static let window = 1 << 16

    public let candidates: [Detection.Candidate]
    private let bytes: [UInt8]
    private let name: String

    /// - Parameter today: stamps behind it lie in the future.
    public init(_ input: InputFile, today: CivilDay) throws {
        var bytes: [UInt8] = []
        while bytes.count < Self.window {
            let piece = try input.read(upTo: Self.window - bytes.count)
            guard !piece.isEmpty else { break }
            bytes += piece
        }
        self.bytes = bytes
        name = input.name
        candidates = Detection.rank(bytes, today: today)
    }

    /// A list of objects with `id`, `share` and `doubts`, best first.
    public var json: String {
        let lines = candidates.map { candidate in
            var line = JSONLine()
            line.begin()
            line.field("id", candidate.id)
            line.key("share")
            line.raw(Self.decimal(candidate.share))
            line.texts("doubts", candidate.doubts)
            line.end()
            return String(decoding: line.take().dropLast(), as: UTF8.self)
        }
        return "[" + lines.joined(separator: ",\n ") + "]\n"
    }

    /// For people.
    public var text: String {
        guard !candidates.isEmpty else {
            return "No format fits \(name). `tollbook detect --propose` drafts one from its lines.\n"
        }
        return candidates.map { candidate in
            let share = "\(Int(candidate.share * 100 + 0.5)) % of lines"
            return "\(candidate.id)  \(candidate.name), \(share)\n" + candidate.doubts.map { "  - \($0)\n" }.joined()
        }.joined()
    }

    /// A share as 0.875: three digits at most.
    private static func decimal(_ share: Double) -> String {
        let thousandths = Int(share * 1000 + 0.5)
        guard thousandths % 1000 != 0 else { return String(thousandths / 1000) }
        let digits = String(1000 + thousandths % 1000).dropFirst()
        let end = digits.lastIndex { $0 != "0" } ?? digits.startIndex
        return "\(thousandths / 1000)." + digits[...end]
    }
}

extension DetectTool {
    /// A draft of a definition that decodes the lines.
    /// - Throws: why there is none.
    public func proposal(today: CivilDay) throws -> String {
        do { return try Proposal.definition(from: bytes, today: today) } catch let fault as Proposal.Fault {
            throw ServiceError.refused(fault.description)
        }
    }
}
