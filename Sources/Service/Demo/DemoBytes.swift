import Intake

/// The demo's lines as a file would give them. Read by one import, from one task.
final class DemoBytes: ImportBytes {
    private var calls: DemoCalls
    private var rest: ArraySlice<UInt8> = []

    init(_ calls: DemoCalls) { self.calls = calls }

    func read(upTo limit: Int) -> [UInt8] {
        while rest.isEmpty {
            guard let day = calls.nextDay() else { return [] }
            rest = day[...]
        }
        defer { rest = rest.dropFirst(limit) }
        return Array(rest.prefix(limit))
    }

    func rewind() -> Bool { false }
}
