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

    @Test("What means something to systemd is quoted")
    func quoting() {
        #expect(unit.text.contains("--book \"/var/lib/my book/100%%.book\""))
        #expect(!unit.text.contains("--book /var/lib/my"))
    }
}
