import Glibc

/// Reads a secret from standard input; at a terminal nothing of it is shown.
public enum SecretInput {
    /// - Parameter prompt: is written to standard error at a terminal.
    public static func read(prompt: String) throws -> [UInt8] {
        var before = termios()
        let isTerminal = isatty(0) == 1 && tcgetattr(0, &before) == 0
        if isTerminal {
            var silent = before
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSAFLUSH, &silent)
            let bytes = Array(prompt.utf8)
            _ = write(2, bytes, bytes.count)
        }
        defer {
            if isTerminal {
                tcsetattr(0, TCSAFLUSH, &before)
                _ = write(2, "\n", 1)
            }
        }
        let input = try InputFile("-")
        var bytes: [UInt8] = []
        while !bytes.contains(0x0A), bytes.count <= OpenBook.longestSecret {
            let piece = try input.read(upTo: 4096)
            if piece.isEmpty { break }
            bytes += piece
        }
        var line = bytes.prefix { $0 != 0x0A }
        if line.last == 0x0D { line.removeLast() }
        return Array(line)
    }
}
