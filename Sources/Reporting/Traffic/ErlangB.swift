/// How often all lines are busy when a call comes (Erlang's loss formula): calls come by chance, and who finds no line gives up.
/// Binary floating point is exact enough: nothing of it is money.
public enum ErlangB {
    /// More lines than any switch has: the search for a number of lines ends there.
    public static let mostLines = 100_000

    /// The share of calls that find no line, 0 … 1.
    ///
    /// By the recursion B(0) = 1, B(n) = A·B(n−1) ÷ (n + A·B(n−1)), which neither overflows nor loses digits.
    public static func blocking(erlangs: Double, lines: Int) -> Double {
        guard erlangs > 0 else { return lines > 0 ? 0 : 1 }
        var blocking = 1.0
        // Beyond some lines nothing is left of it.
        for line in 0..<max(0, min(lines, mostLines)) where blocking > 0 { blocking = next(blocking, erlangs, line + 1) }
        return blocking
    }

    /// The fewest lines with which no more than a share of the calls finds none; `nil`: more than `mostLines`.
    public static func lines(erlangs: Double, blocking most: Double) -> Int? {
        guard erlangs > 0 else { return 0 }
        guard most > 0 else { return nil }
        var (blocking, lines) = (1.0, 0)
        while blocking > most {
            guard lines < mostLines else { return nil }
            lines += 1
            blocking = next(blocking, erlangs, lines)
        }
        return lines
    }

    private static func next(_ blocking: Double, _ erlangs: Double, _ line: Int) -> Double {
        let offered = erlangs * blocking
        return offered / (Double(line) + offered)
    }
}
