import Glibc

/// Buffered writing to a file descriptor of the process. Not shared between tasks: commands write from one place.
final class Output {
    nonisolated(unsafe) static let standard = Output(descriptor: 1)  // Written by the command's own task alone.
    nonisolated(unsafe) static let error = Output(descriptor: 2)  // Written by the command's own task alone.

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }

    func write(_ text: String) { write(bytes: Array(text.utf8)) }

    func write(bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 16 { flush() }
    }

    func flush() {
        var start = 0
        while start < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            // A closed pipe or full disk behind standard output: the command has failed, and there is nowhere else to say it.
            guard written > 0 else { exit(1) }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
