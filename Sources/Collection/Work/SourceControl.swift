import Glibc
import Synchronization

/// Reaches into a source's thread from outside: ends it, or wakes it because something waits for it.
final class SourceControl: Sendable {
    private let stopped = Atomic(false)
    /// Readable when the source is to look up.
    let wakeUp: Int32
    private let bell: Int32

    init() throws(SourceError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw SourceError("cannot make a source's wake-up", code: errno, mend: "Raise the limit of open files of the service.")
        }
        for end in ends { Sockets.prepare(end) }
        (wakeUp, bell) = (ends[0], ends[1])
    }

    deinit {
        _ = close(wakeUp)
        _ = close(bell)
    }

    var isStopped: Bool { stopped.load(ordering: .acquiring) }

    func stop() {
        stopped.store(true, ordering: .releasing)
        wake()
    }

    func wake() {
        // A full pipe wakes as well as one more byte in it.
        var one: UInt8 = 1
        _ = write(bell, &one, 1)
    }

    /// Waits so long, or until somebody wakes or ends the source.
    func rest(milliseconds: Int64) {
        var look = pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)
        if poll(&look, 1, Int32(clamping: milliseconds)) > 0 { clear() }
    }

    /// Forgets that somebody woke it.
    func clear() {
        var bytes = [UInt8](repeating: 0, count: 512)
        while read(wakeUp, &bytes, bytes.count) == bytes.count {}
    }
}
