import Service
import Testing

@Suite("The systemd unit")
struct ServiceUnitTests {
    private let unit = ServiceUnit(
        program: "/usr/local/bin/tollbook", book: "/var/lib/my book/100%.book", listen: "127.0.0.1:8080", user: "tollbook")

    @Test("Runs the book as its own user, restarts, is watched and may write nothing else")
    func hardened() {
        for line in ["User=tollbook", "Restart=always", "WatchdogSec=60", "ProtectSystem=strict", "NoNewPrivileges=true", "UMask=0077"] {
            #expect(unit.text.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
    }

    @Test("The keys of the book's secrets can be written beside it, and nothing far from it")
    func keysBesideTheBook() {
        #expect(unit.text.contains("\nReadWritePaths=\"/var/lib/my book\"\n"))
        let atTheRoot = ServiceUnit(program: "/usr/local/bin/tollbook", book: "/my.book", listen: "127.0.0.1:8080", user: "tollbook")
        #expect(atTheRoot.text.contains("\nReadWritePaths=/my.book\n"))
    }

    @Test("Serial lines can be reached, those that are plugged in later too")
    func serialLines() {
        var unit = unit
        unit.groups = ["dialout"]
        #expect(unit.text.contains("\nSupplementaryGroups=dialout\n"))
        // Each of these lets a unit see but a list of devices.
        for hidden in ["\nPrivateDevices=true", "\nProtectClock=true", "\nDevicePolicy=", "\nDeviceAllow="] {
            #expect(!unit.text.contains(hidden), "\(hidden)")
        }
    }

    @Test("What means something to systemd is quoted")
    func quoting() {
        #expect(unit.text.contains("--book \"/var/lib/my book/100%%.book\""))
        #expect(!unit.text.contains("--book /var/lib/my"))
        // A dollar sign is a variable in a command alone.
        let dollar = ServiceUnit(program: "/usr/local/bin/tollbook", book: "/var/$x y/my.book", listen: "127.0.0.1:8080", user: "tollbook")
        #expect(dollar.text.contains("--book \"/var/$$x y/my.book\""))
        #expect(dollar.text.contains("\nReadWritePaths=\"/var/$x y\"\n"))
    }
}
