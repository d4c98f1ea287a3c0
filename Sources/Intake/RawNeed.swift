import Model
public import Store

/// How much of a source's raw log the way in still needs.
public enum RawNeed {
    /// The first offset that is not wholly taken: what stands before it is never read again by the way in.
    /// - Parameter position: the book's; `nil`: nothing was taken.
    public static func begin(_ position: RawPosition?) -> Int64 {
        guard let position else { return 0 }
        let waiting = LiveState(blob: position.decoder).parts.map(\.next).min()
        return min(position.offset, waiting ?? position.offset)
    }
}
