import Time

/// The begin of a stream, bounded, by which its format is told.
struct DetectionWindow {
    /// Most bytes and lines that are looked at.
    static let mostBytes = 1 << 16
    static let mostLines = 400

    /// Whole lines, unless there is only a part of one.
    let bytes: [UInt8]
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
    }
}
