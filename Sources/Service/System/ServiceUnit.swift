/// The systemd unit that keeps Tollbook running: own user, back in seconds after a crash or a hang, no more rights than it needs.
public struct ServiceUnit: Sendable {
    public var program: String
    public var book: String
    public var listen: String
    public var user: String
    /// Groups whose devices it may use.
    public var groups: [String] = []
    public var extraArguments: [String] = []

    public init(program: String, book: String, listen: String, user: String) {
        self.program = program
        self.book = book
        self.listen = listen
        self.user = user
    }

    public var text: String {
        """
        # Written by `tollbook service install`; run it again after moving the program or the book.
        [Unit]
        Description=Tollbook call accounting
        Documentation=file:/usr/share/doc/tollbook/operations.md
        After=network.target local-fs.target time-sync.target
        StartLimitIntervalSec=0

        [Service]
        Type=notify
        ExecStart=\(command)
        User=\(user)
        Group=\(user)
        # Serial lines are devices, plugged in at any time: neither PrivateDevices nor ProtectClock, which would hide them.
        SupplementaryGroups=\(groups.joined(separator: " "))
        UMask=0077
        Restart=always
        RestartSec=2
        WatchdogSec=60
        TimeoutStopSec=90
        KillSignal=SIGTERM
        Environment=SWIFT_BACKTRACE=enable=no
        LimitNOFILE=65536

        # The book, and beside it the keys of its secrets.
        ReadWritePaths=\(quoted(place, isCommand: false))
        ProtectSystem=strict
        ProtectHome=true
        PrivateTmp=true
        ProtectKernelTunables=true
        ProtectKernelModules=true
        ProtectKernelLogs=true
        ProtectControlGroups=true
        ProtectHostname=true
        ProtectProc=invisible
        NoNewPrivileges=true
        RestrictSUIDSGID=true
        RestrictRealtime=true
        RestrictNamespaces=true
        RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
        LockPersonality=true
        MemoryDenyWriteExecute=true
        CapabilityBoundingSet=
        AmbientCapabilities=
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources

        [Install]
        WantedBy=multi-user.target

        """
    }

    /// The folder that the book lies in: its keys are written aside there and renamed. Not all of the file system, though.
    private var place: String {
        let folder = book.split(separator: "/").dropLast().joined(separator: "/")
        return folder.isEmpty ? book : "/" + folder
    }

    private var command: String {
        ([program, "serve", "--book", book, "--listen", listen] + extraArguments).map { quoted($0, isCommand: true) }.joined(separator: " ")
    }

    /// systemd's own quoting: `"`, `\` and `%` mean something in a unit, and in a command `$` too.
    private func quoted(_ text: String, isCommand: Bool) -> String {
        let safe = text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "/._-:@[]".utf8.contains(byte)
            }
        }
        if safe, !text.isEmpty { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\": result += "\\" + String(character)
            case "%": result += "%%"
            case "$": result += isCommand ? "$$" : "$"
            default: result.unicodeScalars.append(character)
            }
        }
        return "\"" + result + "\""
    }
}
