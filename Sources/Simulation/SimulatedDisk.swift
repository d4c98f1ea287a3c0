import Glibc
import RawLog
import Synchronization

/// A disk in memory that knows what was made durable. It can be full, the process can be killed at any operation, and the power can go:
/// of what was not synced each piece is then there or not.
final class SimulatedDisk: Sendable {
    struct Node {
        var cache: [UInt8] = []
        var durable: [UInt8] = []
        var unsynced: [(place: Int, bytes: [UInt8]?)] = []
    }

    enum Naming {
        case folder(String)
        case name(String, Int?)
        case move(String, String, Int)

        var path: String {
            switch self {
            case .folder(let path), .name(let path, _), .move(_, let path, _): path
            }
        }
    }

    struct State {
        var nodes: [Node] = []
        var names: [String: Int] = [:]
        var folders: Set<String> = ["/book"]
        var durableNames: [String: Int] = [:]
        var durableFolders: Set<String> = ["/book"]
        var namings: [Naming] = []
        var open: [Int32: Int] = [:]
        var locks: [Int32: String] = [:]
        var lastDescriptor: Int32 = 2
        /// Operations until the process is killed; `nil`: it is not.
        var untilKill: Int?
        var isFull = false
    }

    let state = Mutex(State())

    /// Whether the process was killed: nothing works any more until `reboot`.
    var isDead: Bool { state.withLock { $0.untilKill == 0 } }

    func killAfter(_ operations: Int) { state.withLock { $0.untilKill = operations } }
    func fill(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

    /// Begins anew after a kill; `power`: what was not synced may be gone.
    func reboot(power: Bool, using random: inout SeededRandom) {
        var dice = random
        state.withLock { state in
            state.untilKill = nil
            (state.open, state.locks) = ([:], [:])
            if power { Self.losePower(&state, &dice) }
        }
        random = dice
    }

    private static func losePower(_ state: inout State, _ dice: inout SeededRandom) {
        for naming in state.namings where dice.once(in: 2) { apply(naming, &state.durableNames, &state.durableFolders) }
        state.namings = []
        (state.names, state.folders) = (state.durableNames, state.durableFolders)
        for index in state.nodes.indices {
            for (place, bytes) in state.nodes[index].unsynced { tear(place, bytes, &state.nodes[index].durable, &dice) }
            state.nodes[index].unsynced = []
            state.nodes[index].cache = state.nodes[index].durable
        }
    }

    private static func tear(_ place: Int, _ bytes: [UInt8]?, _ durable: inout [UInt8], _ dice: inout SeededRandom) {
        guard let bytes else {
            if dice.once(in: 2) { write(nil, at: place, &durable) }
            return
        }
        var from = 0
        while from < bytes.count {
            let to = min(from + 1 + dice.below(64), bytes.count)
            if dice.once(in: 2) { write(Array(bytes[from..<to]), at: place + from, &durable) }
            from = to
        }
    }

    static func apply(_ naming: Naming, _ names: inout [String: Int], _ folders: inout Set<String>) {
        switch naming {
        case .folder(let path): folders.insert(path)
        case .name(let path, let node): names[path] = node
        case .move(let from, let to, let node): (names[from], names[to]) = (nil, node)
        }
    }

    /// Without bytes the file is cut there.
    static func write(_ bytes: [UInt8]?, at place: Int, _ file: inout [UInt8]) {
        if place > file.count { file += [UInt8](repeating: 0, count: place - file.count) }
        guard let bytes else {
            file.removeLast(file.count - place)
            return
        }
        file.replaceSubrange(place..<min(place + bytes.count, file.count), with: bytes)
    }

    static func folder(_ path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
}
