import Time

/// The begin of a stream, bounded, by which its format is told.
struct DetectionWindow {
    /// Most bytes and lines that are looked at.
    static let mostBytes = 1 << 16
    static let mostLines = 400

    /// Whole lines, unless there is only a part of one.
    let bytes: [UInt8]
    /// Words of four letters and more, as documents and pairs name their values.
    let words: Set<[UInt8]>

    init(_ all: some Collection<UInt8>) {
        var window = Array(all.prefix(Self.mostBytes))
        var lines = 0
        if let last = window.firstIndex(where: { byte in
            if byte == Byte.lineFeed { lines += 1 }
            return lines == Self.mostLines
        }) {
            window.removeSubrange((last + 1)...)
        } else if window.count == Self.mostBytes, let last = window.lastIndex(of: Byte.lineFeed) {
            window.removeSubrange((last + 1)...)
        }
        bytes = window
        words = Self.words(in: window)
    }

    /// Each with the byte before it, so that an element, a quoted name and a bare one are not the same word.
    static func words(in bytes: some Sequence<UInt8>) -> Set<[UInt8]> {
        var found: Set<[UInt8]> = []
        var word: [UInt8] = [Byte.blank]
        func close(_ byte: UInt8) {
            if (5...40).contains(word.count) { found.insert(word) }
            word = [Byte.isBlank(byte) || byte == Byte.lineFeed ? Byte.blank : byte]
        }
        for byte in bytes {
            if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (97...122).contains(byte | 32) {
                word.append(byte)
            } else {
                close(byte)
            }
        }
        close(Byte.blank)
        return found
    }
}
