import Glibc

/// Opening a serial line and giving it its settings.
enum SerialPort {
    private static let speeds: [Int: speed_t] = [
        50: speed_t(B50), 75: speed_t(B75), 110: speed_t(B110), 134: speed_t(B134), 150: speed_t(B150), 200: speed_t(B200),
        300: speed_t(B300), 600: speed_t(B600), 1_200: speed_t(B1200), 1_800: speed_t(B1800), 2_400: speed_t(B2400),
        4_800: speed_t(B4800), 9_600: speed_t(B9600), 19_200: speed_t(B19200), 38_400: speed_t(B38400), 57_600: speed_t(B57600),
        115_200: speed_t(B115200), 230_400: speed_t(B230400), 460_800: speed_t(B460800), 921_600: speed_t(B921600),
    ]
    /// Mark and space parity; the C header's macro is not seen from Swift.
    private static let sticky: tcflag_t = 0o10_000_000_000
    private static let hardwareFlow: tcflag_t = 0o20_000_000_000

    /// What of the settings cannot be.
    static func check(_ settings: SerialSettings) throws(SourceError) {
        guard speeds[settings.speed] != nil else {
            let known = speeds.keys.sorted().map(String.init).joined(separator: ", ")
            throw SourceError("\(settings.speed) bits a second is no speed of a serial line", mend: "Use one of \(known).")
        }
        guard (5...8).contains(settings.bits) else {
            throw SourceError("\(settings.bits) data bits cannot be set", mend: "Use 5, 6, 7 or 8.")
        }
        guard (1...2).contains(settings.stopBits) else {
            throw SourceError("\(settings.stopBits) stop bits cannot be set", mend: "Use 1 or 2.")
        }
    }

    static func open(_ settings: SerialSettings) throws(SourceError) -> Descriptor {
        try check(settings)
        let device = settings.device
        let descriptor = Descriptor(Glibc.open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
        guard descriptor.number >= 0 else {
            let code = errno
            let mend =
                code == EACCES || code == EPERM
                ? "Give the user that runs Tollbook the right to use it (group dialout)."
                : "Plug it in, or correct the device; it is tried again."
            throw SourceError("cannot open \(device)", code: code, mend: mend)
        }
        var line = termios()
        guard tcgetattr(descriptor.number, &line) == 0 else {
            throw SourceError("\(device) is no serial line", code: errno, mend: "Write the device of a serial line.")
        }
        // Another program that reads the line would take bytes away. Some devices do not know this: then it is not kept out.
        _ = ioctl(descriptor.number, UInt(TIOCEXCL))
        apply(settings, to: &line)
        guard tcsetattr(descriptor.number, TCSANOW, &line) == 0 else {
            throw SourceError("\(device) does not take its settings", code: errno, mend: "Use settings that this device can do.")
        }
        return descriptor
    }

    /// Bytes as they come: no echo, no editing, no signals, no line ends changed.
    static func apply(_ settings: SerialSettings, to line: inout termios) {
        cfmakeraw(&line)
        // CLOCAL: many a cable carries no carrier signal.
        line.c_cflag |= tcflag_t(CLOCAL | CREAD)
        line.c_cflag &= ~(tcflag_t(CSIZE | CSTOPB | PARENB | PARODD) | sticky | hardwareFlow)
        line.c_iflag &= ~tcflag_t(IXON | IXOFF | IXANY | INPCK | IGNPAR | PARMRK | ISTRIP)
        let sizes: [Int: Int32] = [5: CS5, 6: CS6, 7: CS7]
        line.c_cflag |= tcflag_t(sizes[settings.bits] ?? CS8)
        if settings.stopBits == 2 { line.c_cflag |= tcflag_t(CSTOPB) }
        switch settings.parity {
        case .none: break
        case .even: line.c_cflag |= tcflag_t(PARENB)
        case .odd: line.c_cflag |= tcflag_t(PARENB | PARODD)
        case .mark: line.c_cflag |= tcflag_t(PARENB | PARODD) | sticky
        case .space: line.c_cflag |= tcflag_t(PARENB) | sticky
        }
        switch settings.flow {
        case .none: break
        case .hardware: line.c_cflag |= hardwareFlow
        case .software: line.c_iflag |= tcflag_t(IXON | IXOFF)
        }
        if let speed = speeds[settings.speed] {
            cfsetispeed(&line, speed)
            cfsetospeed(&line, speed)
        }
    }
}
