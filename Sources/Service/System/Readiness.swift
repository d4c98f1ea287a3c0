import Glibc
import RawLog
import Store

extension OpenBook {
    /// Free bytes below which a book counts as not writable: room to end a batch and say so.
    private static let leastFree: UInt64 = 32 << 20

    /// Whether book and raw log can take something in: the folder can be written, there is room, and the database answers.
    public func isReady() -> Bool {
        var space = statvfs()
        guard statvfs(store.folder, &space) == 0, UInt64(space.f_bavail) * UInt64(space.f_frsize) >= Self.leastFree else { return false }
        guard access(store.folder, W_OK) == 0, access(store.folder + "/book.sqlite", W_OK) == 0, access(raw.path, W_OK) == 0 else {
            return false
        }
        // An empty book has no newest call and is ready all the same.
        do { _ = try store.newestStart() } catch { return false }
        return true
    }
}
