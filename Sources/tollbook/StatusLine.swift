import Glibc

/// One line of a terminal that says how far something is; silent elsewhere.
final class StatusLine {
    private let isTerminal = isatty(2) == 1
    private var last = ""

    func show(_ text: String) {
        guard isTerminal, text != last else { return }
        last = text
        Output.error.write("\r" + text + "\u{1B}[K")
        Output.error.flush()
    }

    func end() {
        guard isTerminal, !last.isEmpty else { return }
        Output.error.write("\r\u{1B}[K")
        Output.error.flush()
    }
}
