/// What takes bytes from outside, each as one function of bytes alone. The same functions run under libFuzzer (scripts/fuzz.sh) and,
/// over the kept corpus and its mutations, in `make test`.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Decoding, by how records are framed and cut into fields.
    case columns, separated, pairs, patterns, blocks, marks, rows, json, xml, binary
    /// Format definitions, and what decodes by them.
    case definitions
    /// RADIUS packets, bodies that are posted, packed files, workbooks, files of the raw log.
    case radius, posts, gunzip, workbooks, rawlog
    /// Site files with their decks, decks alone, files of exchange rates.
    case sites, decks, rates

    /// No input is longer.
    public static let longest = 4_096

    /// - Throws: an invariant that does not hold.
    public func run(_ bytes: [UInt8]) throws(FuzzFinding) {
        switch self {
        case .columns, .separated, .pairs, .patterns, .blocks, .marks, .rows, .json, .xml, .binary:
            guard let input = DecoderInput(self, bytes) else { return }
            try DecoderFuzz.check(input)
        case .definitions: try DefinitionFuzz.check(bytes)
        case .radius: try RadiusFuzz.check(bytes)
        case .posts: try PostFuzz.check(bytes)
        case .gunzip: try GunzipFuzz.check(bytes)
        case .workbooks: try WorkbookFuzz.check(bytes)
        case .rawlog: try RawLogFuzz.check(bytes)
        case .sites: try SiteFuzz.check(bytes)
        case .decks: try SiteFuzz.checkDeck(bytes)
        case .rates: try SiteFuzz.checkRates(bytes)
        }
    }

    /// One pass over an input of `count` bytes that is this one with a piece of it said again and again, to see that twice the bytes are
    /// twice the work.
    public func work(_ bytes: [UInt8], count: Int) {
        switch self {
        case .columns, .separated, .pairs, .patterns, .blocks, .marks, .rows, .json, .xml, .binary:
            if let input = DecoderInput(self, bytes) { DecoderFuzz.work(input.format, input.data, count: count) }
        case .definitions: DefinitionFuzz.work(bytes, count: count)
        case .posts: _ = PostFuzz.taken(stretched(bytes.dropFirst(), count), encoding: nil)
        case .gunzip: _ = GunzipFuzz.unpacked(stretched(bytes.dropFirst(), count), piece: 1_000)
        case .workbooks: WorkbookFuzz.work(bytes, count: count)
        case .sites: SiteFuzz.work(bytes, count: count)
        case .decks: SiteFuzz.workDeck(bytes, count: count)
        case .rates: SiteFuzz.workRates(bytes, count: count)
        // A packet is bounded; what reads the raw log walks its own files.
        case .radius, .rawlog: break
        }
    }

    /// Good inputs, with which fuzzing begins.
    public var seeds: [[UInt8]] {
        switch self {
        case .columns, .separated, .pairs, .patterns, .blocks, .marks, .rows, .json, .xml, .binary: DecoderInput.seeds(self)
        case .definitions: DefinitionFuzz.seeds
        case .radius: RadiusFuzz.seeds
        case .posts: PostFuzz.seeds
        case .gunzip: GunzipFuzz.seeds
        case .workbooks: WorkbookFuzz.seeds
        case .rawlog: RawLogFuzz.seeds
        case .sites: SiteFuzz.seeds
        case .decks: SiteFuzz.deckSeeds
        case .rates: SiteFuzz.rateSeeds
        }
    }
}

/// Something that must hold and does not.
public struct FuzzFinding: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// - Throws: the finding, where the condition does not hold.
func hold(_ condition: Bool, _ what: @autoclosure () -> String) throws(FuzzFinding) {
    if !condition { throw FuzzFinding(what()) }
}

/// A text made `count` bytes long: a piece of it, or all of it, stands there again and again. Which piece, its own bytes say.
func stretched(_ bytes: ArraySlice<UInt8>, _ count: Int) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    var hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    let length = [1, 1, 2, 3, 8, 60, bytes.count][Int(hash >> 40) % 7]
    let start = bytes.startIndex + (length == bytes.count ? 0 : Int(hash & 0xFFFF_FFFF) % bytes.count)
    let piece = bytes[start..<min(bytes.endIndex, start + length)]
    var all = Array(bytes[..<piece.endIndex])
    all.reserveCapacity(count + bytes.count)
    while all.count + bytes.endIndex - piece.endIndex < count { all += piece }
    return all + bytes[piece.endIndex...]
}
