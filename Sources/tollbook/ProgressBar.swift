import Glibc
import Service

/// How far an import is, on one line of a terminal; silent elsewhere.
final class ProgressBar {
    private let total: Int64?
    private let isTerminal = isatty(2) == 1
    private var last = -1

    init(total: Int64?) { self.total = total }

    func show(_ sums: ImportSummary) {
        guard isTerminal else { return }
        let step = Int(sums.bytes >> 20)
        guard step != last else { return }
        last = step
        let count = "\(sums.records) records, \(sums.new) new"
        if let total, total > 0 {
            let part = min(Double(sums.bytes) / Double(total), 1)
            let filled = Int(part * 30)
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
            Output.error.write("\r[\(bar)] \(Int(part * 100)) %  \(count)\u{1B}[K")
        } else {
            Output.error.write("\r\(sums.bytes >> 20) MB  \(count)\u{1B}[K")
        }
        Output.error.flush()
    }

    func end() {
        guard isTerminal, last >= 0 else { return }
        Output.error.write("\r\u{1B}[K")
        Output.error.flush()
    }
}
