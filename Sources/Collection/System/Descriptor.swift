import Glibc

/// An open file, socket or device; closed with the last that holds it.
final class Descriptor {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { _ = close(number) }

    enum Reading {
        case bytes(Int)
        /// Nothing there at the moment.
        case none
        /// The other side ended it.
        case end
        case failed(Int32)
    }

    /// Reads what is there.
    func read(_ room: inout [UInt8]) -> Reading {
        while true {
            let count = Glibc.read(number, &room, room.count)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .none
            case let code: return .failed(code)
            }
        }
    }

    /// Writes to a socket or device; the count, or the system's number as a failure.
    func write(_ bytes: ArraySlice<UInt8>) -> Result<Int, SystemFailure> {
        while true {
            // A socket whose other side is gone must not end the program by a signal; what is no socket cannot be sent to.
            var count = bytes.withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == ENOTSOCK { count = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) } }
            if count >= 0 { return .success(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .success(0)
            case let code: return .failure(SystemFailure(code: code))
            }
        }
    }
}

/// The number that a system call failed with.
struct SystemFailure: Error, Hashable {
    var code: Int32
}
