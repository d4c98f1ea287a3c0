internal import Model

/// The texts of many records in one buffer, so that a record needs no allocation.
struct TextBytes: Sendable {
    private var bytes: [UInt8] = []

    subscript(text: TextRef) -> ArraySlice<UInt8> { bytes[text.range] }

    /// Copies the bytes of a column.
    mutating func keep(_ text: UnsafeRawBufferPointer) -> TextRef {
        guard !text.isEmpty else { return .missing }
        let first = UInt32(truncatingIfNeeded: bytes.count)
        bytes.append(contentsOf: text)
        return TextRef(offset: first, count: UInt32(truncatingIfNeeded: text.count))
    }

    /// Puts the texts of another buffer behind its own.
    /// - Returns: by how much those lie further back now.
    mutating func append(_ others: TextBytes) -> UInt32 {
        defer { bytes += others.bytes }
        return UInt32(truncatingIfNeeded: bytes.count)
    }
}
