import Glibc

/// Runs something that blocks on a thread of its own, so that no task waits for its core.
func onThread(_ work: @escaping @Sendable () -> Void) async -> Bool {
    await withCheckedContinuation { continuation in
        let errand = Errand {
            work()
            continuation.resume(returning: true)
        }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        // A source's stack is shallow, and there may be hundreds.
        pthread_attr_setstacksize(&attributes, 1 << 19)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let handed = Unmanaged.passRetained(errand)
        let code = pthread_create(
            &thread, &attributes,
            { box in
                if let box { Unmanaged<Errand>.fromOpaque(box).takeRetainedValue().work() }
                return nil
            }, handed.toOpaque())
        if code != 0 {
            handed.release()
            continuation.resume(returning: false)
        }
    }
}

private final class Errand {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
}
