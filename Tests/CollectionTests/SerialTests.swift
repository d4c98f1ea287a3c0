import Foundation
import Testing

@testable import Collection

/// A pair of devices as a serial line: the test holds the switch's end.
private final class Line {
    let end: Client
    let device: String

    init() throws {
        let number = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        // Unlock the other end, and ask for its number.
        var unlocked: Int32 = 0, other: Int32 = 0
        try #require(ioctl(number, 0x4004_5431, &unlocked) == 0 && ioctl(number, 0x8004_5430, &other) == 0)
        device = "/dev/pts/\(other)"
        end = Client(number: number)
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        try #require(write(end.number, bytes, bytes.count) == bytes.count)
    }

    func receive() async -> String {
        guard await isReadable(end.number, within: 8_000) else { return "" }
        var room = [UInt8](repeating: 0, count: 4_096)
        return String(decoding: room[..<max(0, read(end.number, &room, room.count))], as: UTF8.self)
    }
}

struct SerialTests {
    @Test func bytesAsTheyComeAndTheDeviceThatComesBack() async throws {
        let folder = Folder(), rig = Rig()
        let device = folder.path + "/ttyUSB0"
        var line: Line? = try Line()
        symlink(try #require(line?.device), device)
        await rig.collector.apply([definition("pbx", .serial(SerialSettings(device: device, speed: 9_600)))])
        try await eventually("it is open") { await rig.health("pbx").state == .running }
        // Nothing is echoed, edited or changed: carriage returns, end of file, interrupt, flow control.
        try line?.send("a\r\n\u{4}\u{3}\u{11}\u{13}\u{7F}b\n")
        try await eventually("heard") { try await rig.text("pbx") == "a\r\n\u{4}\u{3}\u{11}\u{13}\u{7F}b\n" }
        line = nil
        try await eventually("it waits") { await rig.health("pbx").state == .waiting }
        unlink(device)
        let second = try Line()
        symlink(second.device, device)
        try await eventually("it is open again") { await rig.health("pbx").state == .running }
        try second.send("c\n")
        try await eventually("heard again") { try await rig.text("pbx").hasSuffix("b\nc\n") }
        #expect(await rig.health("pbx").reconnects == 1)
        await rig.stop()
    }

    @Test func logsInOverTheLine() async throws {
        let line = try Line(), rig = Rig()
        var settings = SerialSettings(device: line.device, speed: 19_200)
        settings.script = LoginScript(
            [.send("\r"), .expect(["PW:"], refusals: [], seconds: 5), .sendSecret(Secret("0000"), before: "", after: "\r")],
            answers: [.init(to: [5], [6])])
        await rig.collector.apply([definition("pbx", .serial(settings))])
        #expect(await line.receive() == "\r")
        try line.send("PW:")
        #expect(await line.receive() == "0000\r")
        try line.send("record\r\n\u{5}")
        #expect(await line.receive() == "\u{6}")
        #expect(try await rig.text("pbx") == "PW:record\r\n\u{5}")
        await rig.stop()
    }

    @Test func settingsReachTheLine() throws {
        var settings = SerialSettings(device: "", speed: 300)
        settings.bits = 7
        settings.parity = .even
        settings.stopBits = 2
        settings.flow = .hardware
        var line = termios()
        SerialPort.apply(settings, to: &line)
        #expect(cfgetospeed(&line) == speed_t(B300) && cfgetispeed(&line) == speed_t(B300))
        #expect(line.c_cflag & tcflag_t(CSIZE) == tcflag_t(CS7))
        #expect(line.c_cflag & tcflag_t(PARENB) != 0 && line.c_cflag & tcflag_t(PARODD) == 0)
        #expect(line.c_cflag & tcflag_t(CSTOPB) != 0 && line.c_cflag & tcflag_t(CLOCAL) != 0)
        // CRTSCTS, whose macro is not seen from Swift.
        #expect(line.c_cflag & 0x8000_0000 != 0)
        #expect(line.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0 && line.c_iflag & tcflag_t(ICRNL | IXON) == 0)
        settings.parity = .mark
        settings.flow = .software
        SerialPort.apply(settings, to: &line)
        // CMSPAR.
        #expect(line.c_cflag & 0x4000_0000 != 0 && line.c_cflag & tcflag_t(PARODD) != 0 && line.c_cflag & 0x8000_0000 == 0)
        #expect(line.c_iflag & tcflag_t(IXON | IXOFF) == tcflag_t(IXON | IXOFF))
    }

    @Test(arguments: [(12_345, 8, 1), (9_600, 9, 1), (9_600, 8, 3)])
    func whatCannotBeSetIsSaid(_ speed: Int, _ bits: Int, _ stopBits: Int) {
        var settings = SerialSettings(device: "/dev/null", speed: speed)
        settings.bits = bits
        settings.stopBits = stopBits
        #expect(throws: SourceError.self) { try SerialPort.open(settings) }
    }

    @Test func whatIsNoLineIsSaid() throws {
        #expect(throws: SourceError("/dev/null is no serial line", code: ENOTTY, mend: "Write the device of a serial line.")) {
            try SerialPort.open(SerialSettings(device: "/dev/null", speed: 9_600))
        }
    }
}
