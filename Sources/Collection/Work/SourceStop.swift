/// Why a source's work ended.
enum SourceStop: Error, Hashable {
    /// Somebody wants it to end.
    case asked
    /// It cannot run as it is set up, or as the machine is now; it is tried again after a pause.
    case failed(SourceError)
}

/// Pauses that double from the first to the longest: a switch that is away for long is not pestered, one that comes back is
/// found in seconds.
struct Backoff {
    let first: Int64
    let longest: Int64
    private var current: Int64

    /// Both in milliseconds.
    init(first: Int64 = 250, longest: Int64 = 8_000) {
        self.first = first
        self.longest = longest
        current = first
    }

    /// How long to wait now, in milliseconds.
    mutating func next() -> Int64 {
        defer { current = min(current * 2, longest) }
        return current
    }

    mutating func reset() { current = first }
}
